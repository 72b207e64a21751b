import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { lines, withFolder } from './samples.ts';

const root = new URL('../../', import.meta.url).pathname;

/** Runs the real command as a process of its own, with its index in `indexDir`. */
const evaluateCommand = (indexDir: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/evaluate.ts', ...args], {
    cwd: root,
    env: { ...process.env, INDEX_DIR: indexDir },
  });

describe('npm run evaluate', () => {
  it(
    'measures a set: a table for people on stderr, one JSON object for programs on stdout',
    () =>
      withFolder(
        {
          'corpus.jsonl': lines(
            {
              id: 'mill',
              title: 'The mill',
              text: 'The mill by the river is old. It was built in 1802 by Ann Lee.',
            },
            { id: 'pond', title: 'The pond', text: 'The pond is deep and cold. Carp live in it.' },
          ),
          'queries.jsonl': lines(
            { id: '1', text: 'Which fish live in the pond?' },
            { id: '2', text: 'How do I bake bread?' },
          ),
          'qrels.tsv': 'query-id\tcorpus-id\tscore\n1\tpond\t1\n',
          'answers.jsonl': lines(
            { id: '1', answerable: true, evidence: [{ doc: 'pond', text: 'Carp live in it.' }] },
            { id: '2', answerable: false },
          ),
        },
        async (folder) => {
          const index = path.join(folder, 'index');
          const { stdout, stderr } = await evaluateCommand(index, '--set', folder);
          expect(stdout.trimEnd().split('\n')).toHaveLength(1);
          expect(JSON.parse(stdout)).toMatchObject({
            documents: 2,
            questions: 2,
            ndcg10: 1,
            evidence1: 1,
            auroc: 1,
          });
          expect(stderr).toContain('nDCG@10');
        },
      ),
    60_000,
  );

  it(
    'names what is wrong in one line and fails',
    () =>
      withFolder({}, async (folder) => {
        await expect(evaluateCommand(folder, '--set', folder)).rejects.toMatchObject({
          code: 1,
          stdout: '',
          stderr: expect.stringMatching(/^.*corpus\.jsonl could not be read.*\n$/),
        });
      }),
    60_000,
  );
});
