import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeAnswer } from '../../src/evaluation/evaluate.ts';
import { openExplainFile, writeReport } from '../../src/evaluation/output-files.ts';
import { prepareWorkspace } from '../../src/evaluation/workspace.ts';
import { answerOf, excerptOf, lines, questionOf, traceOf, withFolder } from './samples.ts';

describe('the file that explains', () => {
  it('has one line a question, with judgement, candidates and trace', () =>
    withFolder({}, async (folder) => {
      const name = path.join(folder, 'new', 'explain.jsonl');
      const file = await openExplainFile(name);
      const question = questionOf({ quoteWords: [['1802']] });
      const answer = answerOf({
        candidates: [excerptOf('mill', 'Built in 1802.')],
        trace: traceOf({ vectors: ['mill'], words: [] }),
      });
      await file.add(judgeAnswer(question, answer), answer);
      await file.add(judgeAnswer(question, answerOf({})), answerOf({}));
      await file.close();
      const rows = (await readFile(name, 'utf8')).trimEnd().split('\n');
      expect(rows).toHaveLength(2);
      expect(JSON.parse(rows[0] ?? '')).toMatchObject({
        id: 'q',
        evidence1: true,
        candidates: [{ quote: 'Built in 1802.' }],
        trace: { legs: { vectors: [{ document: 'mill' }] } },
      });
    }));

  it('is refused by name when it cannot be written', () =>
    withFolder({ taken: '' }, async (folder) => {
      const name = path.join(folder, 'taken', 'explain.jsonl');
      const refusal = { identifier: 'unwritable-file', message: expect.stringContaining(name) };
      await expect(openExplainFile(name)).rejects.toMatchObject(refusal);
      await expect(writeReport(name, '')).rejects.toMatchObject(refusal);
    }));
});

describe("the copy of a set's documents", () => {
  const corpus = lines({ id: 'mill', text: 'The mill is old.' });

  it('holds the documents alone, is left as it is when nothing changed, and follows a change', () =>
    withFolder({ 'corpus.jsonl': corpus, 'queries.jsonl': '' }, async (folder) => {
      const source = path.join(folder, 'corpus.jsonl');
      const prepare = () => prepareWorkspace(path.join(folder, 'index'), 'a set', source, 'some/model');
      const { corpusDir, indexDir } = await prepare();
      const copy = path.join(corpusDir, 'corpus.jsonl');
      expect(await readFile(copy, 'utf8')).toBe(corpus);
      expect(indexDir.startsWith(path.join(folder, 'index'))).toBe(true);

      const past = new Date('2020-01-01');
      await utimes(copy, past, past);
      await prepare();
      expect((await stat(copy)).mtime).toEqual(past);

      await writeFile(source, corpus + corpus);
      await prepare();
      expect(await readFile(copy, 'utf8')).toBe(corpus + corpus);
    }));

  it('is another one for another set or model', () =>
    withFolder({ 'corpus.jsonl': corpus }, async (folder) => {
      const source = path.join(folder, 'corpus.jsonl');
      const one = await prepareWorkspace(folder, 'set', source, 'a/model');
      const two = await prepareWorkspace(folder, 'set', source, 'b/model');
      expect(one.indexDir).not.toBe(two.indexDir);
    }));

  it('is refused by name where nothing can be written', () =>
    withFolder({ 'corpus.jsonl': corpus, taken: '' }, async (folder) => {
      const source = path.join(folder, 'corpus.jsonl');
      await expect(prepareWorkspace(path.join(folder, 'taken'), 's', source, 'm')).rejects.toMatchObject({
        identifier: 'workspace-unusable',
        message: expect.stringContaining(path.join(folder, 'taken')),
      });
    }));
});
