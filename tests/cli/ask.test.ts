import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/answer/types.ts';
import { parseAskArguments } from '../../src/cli/arguments.ts';
import { runAsk } from '../../src/cli/ask.ts';
import { runPrompt } from '../../src/cli/prompt.ts';
import { loadConfig } from '../../src/config.ts';
import { openVerbatim, type Verbatim } from '../../src/verbatim.ts';
import { PROJECT, Workspace } from '../index/support.ts';
import { modelDir } from '../support/models.ts';

const BELLS =
  'The bell of the chapel was cast in 1743. It weighs 900 kg.\r\n\r\nIt cracked \u001b[31min a frost.\n';
const CERTAIN = 'When was the bell of the chapel cast?';
const OFF_TOPIC = 'Which vitamins does a kiwi fruit contain?';

let workspace: Workspace;
let environment: Record<string, string>;
let verbatim: Verbatim;
beforeAll(async () => {
  workspace = await Workspace.create({
    'bells.txt': BELLS,
    'ferry.txt': 'The ferry to the island leaves every hour. It does not sail in a storm.',
    'notes.jsonl': '{"id":"mill","text":"The mill was rebuilt after the fire."}\n',
  });
  environment = { CORPUS_DIR: workspace.corpusDir, INDEX_DIR: workspace.indexDir, MODEL_DIR: modelDir };
  verbatim = await openVerbatim(loadConfig(environment, workspace.root), 'as-built', {
    onWarning: (message) => {
      throw new Error(message);
    },
    onUnprovenQuote: ({ documentId }) => {
      throw new Error(documentId);
    },
  });
});
afterAll(async () => {
  await verbatim?.close();
  await workspace.remove();
});

/** Runs `ask` with these arguments and this input; `out` has one entry for each write. */
async function run(argv: readonly string[], input = '', style = { color: false, width: 80 }) {
  const out: string[] = [];
  const terminal = {
    stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    write: async (written: string) => {
      out.push(written);
    },
    style,
  };
  const code = await runAsk(parseAskArguments(argv), verbatim, terminal);
  return { code, out, text: out.join('') };
}
const answersOf = (written: string) =>
  written
    .trimEnd()
    .split('\n')
    .map((line): Answer => JSON.parse(line));

describe('a question on the command line', () => {
  test('that is answered ends with 0 and shows the quote and its source', async () => {
    const { code, text: shown } = await run([CERTAIN]);
    expect(code).toBe(0);
    expect(shown).toContain('[1] «The bell of the chapel was cast in 1743.»');
    expect(shown).toContain('bells.txt, line 1');
    expect(shown).not.toContain('\u001b');
  });

  test('that finds nothing ends with 3 and says so', async () => {
    const { code, text: shown } = await run([OFF_TOPIC]);
    expect({ code, shown }).toEqual({ code: 3, shown: expect.stringMatching(/^I found nothing .*\n$/) });
  });

  test('that cannot be asked ends with 2 and says why', async () => {
    const { code, text: shown } = await run(['?!']);
    expect({ code, shown }).toEqual({ code: 2, shown: expect.stringContaining('no words') });
  });

  test('with --json gives one object on one line, whatever the status', async () => {
    for (const [question, code] of [
      [CERTAIN, 0],
      [OFF_TOPIC, 3],
      ['', 2],
    ] as const) {
      const ran = await run(['--json', question]);
      expect(ran.out.length).toBe(1);
      expect(answersOf(ran.text)).toMatchObject([{ schema: 1, question }]);
      expect(ran.code).toBe(code);
    }
  });

  test('with colour uses bold and dim only', async () => {
    const { text: shown } = await run([CERTAIN], '', { color: true, width: 80 });
    expect(shown).toContain('\u001b[1mThe bell of the chapel was cast in 1743.\u001b[0m');
    expect(shown.replace(/\u001b\[[012]m/g, '')).not.toContain('\u001b');
  });

  test('with --ranking, --explain and --document adds, and keeps to, what was asked for', async () => {
    const { text: shown } = await run(
      ['--json', '--ranking', '2', '--explain', '--document', 'ferry.txt', CERTAIN],
      '',
    );
    const [answer] = answersOf(shown);
    expect(answer?.ranking?.map(({ document }) => document)).toEqual(['ferry.txt']);
    expect(answer?.candidates?.map(({ document }) => document.id)).toEqual(['ferry.txt']);
    expect(answer?.trace).toBeDefined();
  });

  test('in a document that is not there is refused by name', async () => {
    await expect(run(['--document', 'nowhere.txt', CERTAIN])).rejects.toMatchObject({
      identifier: 'unknown-document',
      message: expect.stringContaining('"nowhere.txt"'),
    });
  });
});

describe('--show-document', () => {
  test('prints exactly the text that offsets refer to', async () => {
    expect(await run(['--show-document', 'bells.txt'])).toEqual({ code: 0, out: [BELLS], text: BELLS });
    expect((await run(['--show-document', 'mill'])).text).toBe('The mill was rebuilt after the fire.');
    const [answer] = answersOf((await run(['--json', CERTAIN])).text);
    const [first] = answer?.excerpts ?? [];
    expect(BELLS.slice(first?.start, first?.end)).toBe(first?.quote);
  });

  test('of an unknown document says what ids look like', async () => {
    await expect(run(['--show-document', '../bells.txt'])).rejects.toMatchObject({
      identifier: 'unknown-document',
      message: expect.stringContaining("file's path below the corpus folder"),
    });
  });
});

describe('a batch', () => {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;

  test('answers line by line in order, one write each, and a bad line never stops the rest', async () => {
    const input = [
      line({ id: 'a', question: CERTAIN }),
      'this is not JSON\n',
      '\n',
      line({ id: 7, question: '' }),
      line({ id: 'no-question' }),
      line({ id: 8, question: ['a', 'list'] }),
      line({ id: null, question: 'why' }),
      line(['a list']),
      line({ question: OFF_TOPIC, more: 'is ignored' }),
    ].join('');
    const { code, out, text: shown } = await run(['--json', '--batch', '-'], input);
    const answers = answersOf(shown);
    expect(code).toBe(0);
    expect(out.length).toBe(answers.length);
    expect(answers.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'answered'],
      [undefined, 'rejected'],
      ['7', 'rejected'],
      ['no-question', 'rejected'],
      ['8', 'rejected'],
      [undefined, 'rejected'],
      [undefined, 'rejected'],
      [undefined, 'not_found'],
    ]);
    const messages = answers.map(({ message = '' }) => message);
    expect(messages[1]).toMatch(/^Line 2 is not JSON .*\{"id"/);
    expect(messages[3]).toMatch(/^Line 5 has no "question" of text\./);
    expect(messages[5]).toMatch(/^Line 7 has an "id" that is neither text nor a number\./);
    expect(messages[6]).toMatch(/^Line 8 is not an object\./);
    for (const answer of answers)
      expect(answer).toMatchObject({
        schema: 1,
        excerpts: expect.any(Array),
        timings_ms: expect.any(Object),
      });
  });

  test('takes the line ends and the byte order mark of other systems, and a last line without an end', async () => {
    const input = `\ufeff${JSON.stringify({ id: '1', question: '' })}\r\n${JSON.stringify({ id: '2', question: '' })}`;
    const { text: shown } = await run(['--json', '--batch', '-'], input);
    expect(answersOf(shown).map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('takes a question that holds a Unicode line separator for one line', async () => {
    const { text: shown } = await run(['--json', '--batch', '-'], '{"id":"1","question":"?\u2028!"}\n');
    expect(answersOf(shown)).toMatchObject([{ id: '1', question: '?\u2028!' }]);
  });

  test('for a person shows each question above its answer, without its control characters', async () => {
    const { text: shown } = await run(['--batch', '-'], line({ question: '?\u001b[31m!' }).repeat(2));
    expect(shown.split('\n').filter((each) => each === '?·[31m!').length).toBe(2);
    expect(shown).not.toContain('\u001b');
  });

  test('of nothing writes nothing', async () => {
    expect(await run(['--json', '--batch', '-'])).toEqual({ code: 0, out: [], text: '' });
  });

  test('from a file that cannot be read names it', async () => {
    const missing = path.join(workspace.root, 'missing.jsonl');
    await expect(run(['--json', '--batch', missing])).rejects.toMatchObject({
      identifier: 'bad-batch',
      message: expect.stringContaining(missing),
    });
  });
});

describe('the prompt', () => {
  test.each(['exit', ''])('answers line by line until %j, and asks nothing after it', async (last) => {
    const out: string[] = [];
    await runPrompt(
      verbatim,
      { noColor: true },
      {
        stdin: Readable.from([`${CERTAIN}\n  ?!\n${last}\nWhat is never asked?\n`]),
        write: async (written) => {
          out.push(written);
        },
        style: { color: false, width: 80 },
      },
    );
    expect(out.length).toBe(3);
    expect(out[0]).toBe('Ask about the 3 documents; an empty line or "exit" ends.\n');
    expect(out[1]).toContain('[1] «The bell of the chapel was cast in 1743.»');
    expect(out[2]).toContain('no words');
  });
});

describe('npm run ask', { timeout: 60_000 }, () => {
  /** As a process of its own, with its output going to pipes. */
  async function runProcess(argv: readonly string[], variables: Record<string, string> = {}, input = '') {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join('scripts', 'ask.ts'), ...argv], {
      cwd: PROJECT,
      env: { ...process.env, ...environment, READER_MODEL: 'off', ...variables },
    });
    child.stdin.end(input);
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { code, out, err };
  }

  test('prints JSON and nothing else on stdout; what the operator should know goes to stderr', async () => {
    await workspace.put('added.txt', 'A page that came later.');
    const { code, out, err } = await runProcess(
      ['--json', '--batch', '-'],
      {},
      '{"id":1,"question":"?"}\nx\n',
    );
    await workspace.drop('added.txt');
    expect({ code, ids: answersOf(out).map(({ id }) => id) }).toEqual({ code: 0, ids: ['1', undefined] });
    expect(err).toContain('npm run build:index');
  });

  test('ends with 2 and one line for a bad option, without opening the models', async () => {
    const { code, out, err } = await runProcess(['--ranking', '0', 'why'], { MODEL_DIR: '/nowhere' });
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: '--ranking takes a whole number from 1 to 1000, not "0".\n',
    });
  });
});
