import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Models } from '../../src/embedding/open-embedder.ts';
import { type NetworkFile, PassageProcess } from '../../src/embedding/passage-process.ts';
import {
  PassageProcesses,
  planProcesses,
  type TokenizedPassage,
} from '../../src/embedding/passage-processes.ts';
import { shareOut } from '../../src/embedding/share-out.ts';
import { bundledNetwork, openBundledModels } from '../support/models.ts';

const texts = Array.from({ length: 60 }, (_, at) => `The river ${at} ends in the sea. `.repeat(1 + (at % 2)));

describe('a large call', () => {
  let models: Models;
  let helped: Models;
  let alone: Float32Array[];
  beforeAll(async () => {
    models = await openBundledModels();
    helped = await openBundledModels({ passageProcesses: { count: 2, threads: 1 } });
    alone = await models.embedder.embed(texts, 'passage');
  });
  afterAll(async () => {
    await helped.close();
    await models.close();
  });

  test('is shared among processes, and the vectors are those of this process to the last bit', async () => {
    let embedded = 0;
    expect(await helped.embedder.embed(texts, 'passage', () => embedded++)).toEqual(alone);
    expect(embedded).toBe(texts.length);
  });

  test('gives the sentences of its texts their vectors too, to the last bit', async () => {
    const passages = texts.map((text) => ({ text, parts: [{ start: 4, end: 20 }] }));
    const apart = await helped.embedder.embedPassages(passages);
    expect(apart).toEqual(await models.embedder.embedPassages(passages));
    expect(apart.map((rows) => rows.subarray(0, 384))).toEqual(alone);
  });

  test('beside another one gets its own vectors', async () => {
    const backwards = texts.toReversed();
    const both = [texts, backwards].map((each) => helped.embedder.embed(each, 'passage'));
    expect(await Promise.all(both)).toEqual([alone, alone.toReversed()]);
  });
});

describe('a process', () => {
  /** What has to be embedded: tokens between the two special ones. */
  const passages = Array.from({ length: 30 }, (_, at) => ({
    passage: { text: '', parts: [] },
    tokens: { ids: [101, 2000 + at, 2000, 102], parts: [[1, 3] as const] },
  }));
  let network: NetworkFile;
  let spare: PassageProcess;
  let vectors: Float32Array[];
  beforeAll(async () => {
    network = await bundledNetwork();
    spare = new PassageProcess(network);
    vectors = await Promise.all(passages.map(({ tokens }) => spare.embed(tokens)));
  });
  afterAll(() => spare.close());

  /** The vectors with the help of a process, what it was warned of, and how many it left to be done here. */
  async function withHelpOf(helper: PassageProcess, onDone?: () => void) {
    const warnings: string[] = [];
    const start = () => helper;
    const processes = new PassageProcesses({ count: 1, start, onWarning: (why) => warnings.push(why) });
    let here = 0;
    const embedHere = ({ tokens }: TokenizedPassage) => {
      here++;
      return spare.embed(tokens);
    };
    expect(await shareOut(passages, embedHere, processes.helpers(), onDone)).toEqual(vectors);
    return { warnings, here, processes };
  }
  const dropout = (why: string) =>
    `A process that helped to embed passages dropped out (${why}); the build goes on without it.`;

  test('embeds all of a call once it is open, and is gone after it was closed', async () => {
    const helper = new PassageProcess(network);
    await helper.opened;
    const { warnings, here, processes } = await withHelpOf(helper);
    expect({ warnings, here }).toEqual({ warnings: [], here: 0 });
    const { pid = 0 } = helper;
    expect(isRunning(pid)).toBe(true);
    await processes.close();
    expect(isRunning(pid)).toBe(false);
  });

  test('that is killed in the middle of its work costs a warning and no vector', async () => {
    const helper = new PassageProcess(network);
    await helper.opened;
    let done = 0;
    const { warnings, here, processes } = await withHelpOf(helper, () => {
      if (++done === 20) process.kill(helper.pid ?? 0, 'SIGKILL');
    });
    expect(warnings).toEqual([dropout('it ended with SIGKILL')]);
    expect(here).toBeGreaterThan(0);
    expect(processes.helpers()).toEqual([]);
    await processes.close();
  });

  test.skipIf(process.platform === 'win32')(
    'that hangs is killed, and its passage is embedded here',
    async () => {
      const helper = new PassageProcess(network, 700);
      await helper.opened;
      process.kill(helper.pid ?? 0, 'SIGSTOP');
      const { warnings, here } = await withHelpOf(helper);
      expect(warnings).toEqual([dropout('it gave no answer for 0.7 s')]);
      expect(here).toBe(passages.length);
      await expect.poll(() => isRunning(helper.pid ?? 0)).toBe(false);
    },
  );

  test('that ended while nobody asked it says so when it is asked', async () => {
    const helper = new PassageProcess(network);
    await helper.opened;
    process.kill(helper.pid ?? 0, 'SIGKILL');
    await expect.poll(() => helper.isOpen).toBe(false);
    await expect(helper.embed({ ids: [101, 102], parts: [] })).rejects.toThrow('it ended with SIGKILL');
  });

  test('that finds another network than this process has is not used', async () => {
    const helper = new PassageProcess({ ...network, sha256: 'another' });
    await expect(helper.opened).rejects.toThrow();
    const { warnings, here } = await withHelpOf(helper);
    expect(warnings).toEqual([expect.stringContaining('has changed since this program was started')]);
    expect(here).toBe(passages.length);
  });

  test('that cannot be started is done without', async () => {
    const warnings: string[] = [];
    const start = () => {
      throw new Error('spawn ENOMEM');
    };
    const processes = new PassageProcesses({ count: 2, start, onWarning: (why) => warnings.push(why) });
    expect(processes.helpers()).toEqual([]);
    expect(warnings).toEqual(['No further process could be started to embed passages (spawn ENOMEM).']);
    await processes.close();
  });

  test('ends when the program that started it is killed', async () => {
    const { code, stdout } = await runProgram(fixture('start-process-and-die.ts'));
    expect(code).toBe('SIGKILL');
    const pid = Number(stdout);
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });
});

describe('a program', () => {
  test('that forgets to close its processes ends by itself', async () => {
    const left = await runProgram(fixture('open-and-leave.ts'), 'forget processes');
    expect(left).toEqual({ code: 0, stdout: 'done\n', stderr: '' });
  });

  test('of which all processes are killed goes on by itself', async () => {
    const { code, stdout } = await runProgram(fixture('kill-all-processes.ts'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: '200 vectors, 1 warning\n' });
  });
});

test.each([
  [1, 64, { count: 0, threads: 1 }],
  [2, 64, { count: 2, threads: 1 }],
  [4, 64, { count: 4, threads: 1 }],
  [6, 64, { count: 4, threads: 1 }],
  [16, 64, { count: 4, threads: 4 }],
  [16, 0.5, { count: 0, threads: 1 }],
  [16, 1.2, { count: 2, threads: 8 }],
])('%d cores and %d GB are used by the processes %j', (cores, gigabytes, plan) => {
  expect(planProcesses(cores, gigabytes * 2 ** 30)).toEqual(plan);
});

function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
}

function runProgram(...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { timeout: 30_000 };
    execFile(process.execPath, ['--import', 'tsx', ...args], options, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? error?.signal ?? 0, stdout, stderr }),
    );
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
