import { Worker } from 'node:worker_threads';
import { beforeEach, describe, expect, test } from 'vitest';
import { ModelThread } from '../../src/embedding/model-thread.ts';
import { OwnedModels } from '../../src/embedding/owned-models.ts';

let warnings: string[] = [];
let started = 0;
let thread: ModelThread;

beforeEach(() => {
  warnings = [];
  started = 0;
  thread = new ModelThread((data) => {
    started += 1;
    return new Worker(new URL('./fixtures/obedient-worker.mjs', import.meta.url), { workerData: data });
  });
  thread.onWarning((message) => warnings.push(message));
});

const tell = (text: string, rank = 0) => thread.run(1, { kind: 'count', texts: [text] }, rank);

test('the thread starts with the first task and serves all that follow', async () => {
  expect(started).toBe(0);
  expect(await tell('hello')).toEqual([5]);
  expect(await tell('hi')).toEqual([2]);
  expect(started).toBe(1);
  expect(warnings).toEqual([]);
});

test('tasks are answered in the order of their rank', async () => {
  const answered: string[] = [];
  const ask = async (text: string, rank: number) => {
    await tell(text, rank);
    answered.push(text);
  };
  const all = [ask('first', 3), ask('late', 3), ask('soon', 1), ask('sooner', 0)];
  expect(thread.waiting(3)).toBe(1);
  await Promise.all(all);
  expect(answered).toEqual(['first', 'sooner', 'soon', 'late']);
  expect(thread.waiting(3)).toBe(0);
});

test('a task that fails is rejected by itself; the next one is answered by the same thread', async () => {
  await expect(tell('complain')).rejects.toMatchObject({
    identifier: 'model-failed',
    message: expect.stringContaining('not today'),
  });
  await expect(tell('refuse')).rejects.toMatchObject({
    name: 'UserError',
    identifier: 'too-rude',
    message: 'Ask again, politely.',
    cause: expect.objectContaining({ message: 'a bad word' }),
  });
  expect(await tell('hello')).toEqual([5]);
  expect(started).toBe(1);
});

test('what a library prints is heard as a warning until one stops listening', async () => {
  const heard: string[] = [];
  const stopListening = thread.onWarning((message) => heard.push(message));
  await tell('print');
  stopListening();
  await tell('print');
  expect(heard).toEqual(['The model library says: a few words']);
  expect(warnings).toHaveLength(2);
});

describe('a thread that dies', () => {
  test('rejects what runs, what waits and what comes later, with the reason and the next step', async () => {
    const outcomes = await Promise.allSettled([tell('die'), tell('hello')]);
    for (const outcome of [...outcomes, ...(await Promise.allSettled([tell('hello')]))]) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: {
          identifier: 'models-stopped',
          message: expect.stringMatching(/\(told to die\).*Start it again.*npm run doctor/),
        },
      });
    }
    expect(warnings).toEqual([expect.stringContaining('told to die')]);
    expect(started).toBe(1);
  });

  test('without an error is known by its code', async () => {
    await expect(tell('leave')).rejects.toMatchObject({ message: expect.stringContaining('code 7') });
  });

  test('can still be closed', async () => {
    const models = new OwnedModels(thread, 1);
    await expect(tell('die')).rejects.toMatchObject({ identifier: 'models-stopped' });
    await expect(models.close()).resolves.toBeUndefined();
  });
});

describe('closing one of two owners', () => {
  test('lets its running task end, rejects its waiting ones and leaves the other alone', async () => {
    const mine = new OwnedModels(thread, 1);
    const others = new OwnedModels(thread, 2);
    const count = (models: OwnedModels, text: string) => models.run({ kind: 'count', texts: [text] }, 5);
    const tasks = [count(mine, 'runs'), count(mine, 'waits'), count(others, 'waits too')];
    const outcomes = Promise.allSettled(tasks);
    const closing = mine.close();
    expect(mine.close()).toBe(closing);
    await closing;
    expect(await outcomes).toMatchObject([
      { status: 'fulfilled', value: [4] },
      { status: 'rejected', reason: { identifier: 'models-closed' } },
      { status: 'fulfilled', value: [9] },
    ]);
    await expect(count(mine, 'late')).rejects.toMatchObject({ identifier: 'models-closed' });
    expect(await count(others, 'still here')).toEqual([10]);
  });
});
