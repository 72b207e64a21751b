import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Models } from '../../src/embedding/open-embedder.ts';
import { PassageProcess } from '../../src/embedding/passage-process.ts';
import { PassageProcesses, planProcesses } from '../../src/embedding/passage-processes.ts';
import { shareOut } from '../../src/embedding/share-out.ts';
import { bundledNetwork, openBundledModels } from '../support/models.ts';

const texts = Array.from({ length: 110 }, (_, at) =>
  `The river ${at} ends in the sea. `.repeat(1 + (at % 2)),
);
/** Enough for a process by itself. */
const few = texts.slice(0, 30);

let models: Models;
let alone: Float32Array[];
beforeAll(async () => {
  models = await openBundledModels();
  alone = await models.embedder.embed(texts, 'passage');
});
afterAll(() => models.close());

const embedHere = async (text: string) => {
  const [vector] = await models.embedder.embed([text], 'passage');
  if (vector === undefined) throw new Error('a vector is missing');
  return vector;
};

/** Processes of which each text passes through one; the vectors come from this process. */
function processesOf(process_: PassageProcess, onWarning: (warning: string) => void): PassageProcesses {
  return new PassageProcesses({
    count: 1,
    onWarning,
    start: () => process_,
    embed: async (text, each) => {
      expect(await each.embed([101, 2000, 102])).toHaveLength(models.embedder.dimensions);
      return embedHere(text);
    },
  });
}

test('a large call is shared among processes, and the vectors are those of this process to the last bit', async () => {
  const helped = await openBundledModels({ passageProcesses: { count: 2, threads: 1 } });
  let embedded = 0;
  expect(await helped.embedder.embed(texts, 'passage', () => embedded++)).toEqual(alone);
  expect(embedded).toBe(texts.length);
  await helped.close();
});

describe('a process', () => {
  test('embeds all of a call once it is open, and is gone after it was closed', async () => {
    const process_ = new PassageProcess(await bundledNetwork());
    await process_.opened;
    let here = 0;
    const processes = processesOf(process_, (warning) => expect.unreachable(warning));
    const vectors = await shareOut(
      few,
      async (text) => {
        here++;
        return embedHere(text);
      },
      processes.helpers(),
    );
    expect(vectors).toEqual(alone.slice(0, few.length));
    expect(here).toBe(0);
    const { pid = 0 } = process_;
    expect(isRunning(pid)).toBe(true);
    await processes.close();
    expect(isRunning(pid)).toBe(false);
  });

  test('that is killed in the middle of its work costs a warning and no vector', async () => {
    const warnings: string[] = [];
    const process_ = new PassageProcess(await bundledNetwork());
    await process_.opened;
    const processes = processesOf(process_, (warning) => warnings.push(warning));
    let done = 0;
    const vectors = await shareOut(few, embedHere, processes.helpers(), () => {
      if (++done === 20) process.kill(process_.pid ?? 0, 'SIGKILL');
    });
    expect(vectors).toEqual(alone.slice(0, few.length));
    expect(warnings).toEqual([
      'A process that helped to embed passages dropped out (it ended with SIGKILL); the build goes on without it.',
    ]);
    expect(processes.helpers()).toEqual([]);
    await processes.close();
  });

  test('that finds another network than this process has is not used', async () => {
    const warnings: string[] = [];
    const process_ = new PassageProcess({ ...(await bundledNetwork()), sha256: 'another' });
    const processes = processesOf(process_, (warning) => warnings.push(warning));
    for (const { opened } of processes.helpers()) await opened.catch(() => {});
    expect(await shareOut(few, embedHere, processes.helpers())).toEqual(alone.slice(0, few.length));
    expect(warnings).toEqual([expect.stringContaining('has changed since this program was started')]);
    await processes.close();
  });

  test('ends when the program that started it is killed', async () => {
    const script = fileURLToPath(new URL('./fixtures/start-process-and-die.ts', import.meta.url));
    const { code, stdout } = await runProgram(script);
    expect(code).toBe('SIGKILL');
    const pid = Number(stdout);
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });
});

test('a program that forgets to close its processes ends by itself', async () => {
  const script = fileURLToPath(new URL('./fixtures/open-and-leave.ts', import.meta.url));
  const left = await runProgram(script, 'forget processes');
  expect(left).toEqual({ code: 0, stdout: 'done\n', stderr: '' });
});

test.each([
  [1, { count: 0, threads: 1 }],
  [2, { count: 2, threads: 1 }],
  [4, { count: 4, threads: 1 }],
  [6, { count: 4, threads: 1 }],
  [16, { count: 4, threads: 4 }],
])('%d cores are used by the processes %j', (cores, plan) => {
  expect(planProcesses(cores)).toEqual(plan);
});

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
