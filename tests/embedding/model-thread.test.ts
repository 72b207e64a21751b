import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ModelThread } from '../../src/embedding/model-thread.ts';
import type { WorkerSetup } from '../../src/embedding/protocol.ts';

const setup: WorkerSetup = { modelDir: '/', embeddingModel: 'counts', readerModel: null, hubUrl: '' };

let warnings: string[] = [];
let started = 0;
let clock = 0;
let thread: ModelThread;

beforeEach(() => {
  warnings = [];
  started = 0;
  clock = 0;
  thread = newThread(() => setup);
});

afterEach(() => thread.close());

function newThread(setupOf: (start: number) => WorkerSetup): ModelThread {
  return new ModelThread({
    setup,
    onWarning: (message) => warnings.push(message),
    now: () => clock,
    start: () => {
      started += 1;
      const script = new URL('./fixtures/obedient-worker.mjs', import.meta.url);
      return new Worker(script, { workerData: setupOf(started), stdout: true, stderr: true });
    },
  });
}

const tell = (text: string, rank = 0) => thread.run({ kind: 'count', texts: [text] }, rank);

test('tasks are answered in the order of their rank', async () => {
  await thread.open();
  const answered: string[] = [];
  const ask = async (text: string, rank: number) => {
    await tell(text, rank);
    answered.push(text);
  };
  await Promise.all([ask('first', 3), ask('late', 3), ask('soon', 1), ask('sooner', 0)]);
  expect(answered).toEqual(['first', 'sooner', 'soon', 'late']);
});

test('a task that fails is rejected by itself; the next one is answered by the same thread', async () => {
  await thread.open();
  await expect(tell('complain')).rejects.toMatchObject({
    identifier: 'model-failed',
    message: expect.stringContaining('not today'),
  });
  expect(await tell('hello')).toEqual([5]);
  expect(started).toBe(1);
});

describe('a thread that dies', () => {
  test('rejects what was under way, and is started again for what waits', async () => {
    await thread.open();
    const dying = tell('die');
    const waiting = tell('hello');
    await expect(dying).rejects.toMatchObject({
      identifier: 'models-stopped',
      cause: expect.objectContaining({ message: expect.stringContaining('told to die') }),
    });
    expect(await waiting).toEqual([5]);
    expect(started).toBe(2);
    expect(warnings).toEqual([expect.stringContaining('told to die')]);
  });

  test('is not started again before somebody asks', async () => {
    await thread.open();
    await expect(tell('leave')).rejects.toMatchObject({ identifier: 'models-stopped' });
    expect(started).toBe(1);
    expect(await tell('hi')).toEqual([2]);
    expect(started).toBe(2);
    expect(warnings).toEqual([expect.stringContaining('code 7')]);
  });

  test('is given up after three deaths within a minute', async () => {
    await thread.open();
    const waiting = tell('hello', 9);
    for (let death = 1; death <= 3; death += 1) {
      await expect(tell('die')).rejects.toMatchObject({ identifier: 'models-stopped' });
    }
    expect(await waiting).toEqual([5]);
    await expect(tell('hello')).rejects.toMatchObject({
      identifier: 'models-stopped',
      message: expect.stringContaining('3 times in a minute'),
    });
    expect(started).toBe(3);
  });

  test('is forgiven when its deaths are far apart', async () => {
    await thread.open();
    for (let death = 1; death <= 5; death += 1) {
      clock += 40_000;
      await expect(tell('die')).rejects.toMatchObject({ identifier: 'models-stopped' });
    }
    expect(await tell('hello')).toEqual([5]);
    expect(started).toBe(6);
  });

  test('before it was ready fails the opening', async () => {
    thread = newThread(() => ({ ...setup, embeddingModel: 'dies at once' }));
    await expect(thread.open()).rejects.toMatchObject({
      identifier: 'models-stopped',
      message: expect.stringMatching(/could not be started \(no such model\)/),
    });
  });

  test('and finds other model files when it is back is not used', async () => {
    thread = newThread((start) => ({ ...setup, embeddingModel: `model ${start}` }));
    await thread.open();
    await expect(tell('die')).rejects.toMatchObject({ identifier: 'models-stopped' });
    await expect(tell('hello')).rejects.toMatchObject({ identifier: 'models-changed' });
  });
});

test('closing rejects what runs, what waits and what comes later', async () => {
  await thread.open();
  const running = tell('wait');
  const waiting = tell('hello');
  const outcomes = Promise.allSettled([running, waiting]);
  await thread.close();
  for (const outcome of await outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { identifier: 'models-closed' } });
  }
  await expect(tell('hello')).rejects.toMatchObject({ identifier: 'models-closed' });
  await thread.close();
});
