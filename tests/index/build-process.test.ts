import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Embedder } from '../../src/embedding/embedder.ts';
import type { Models } from '../../src/embedding/open-embedder.ts';
import { UserError } from '../../src/errors.ts';
import { buildInProcess, type ProcessBuildOptions } from '../../src/index/build-process.ts';
import { openIndex } from '../../src/index/open.ts';
import { openBundledModels } from '../support/models.ts';
import { Workspace } from './support.ts';

let models: Models;
let workspace: Workspace;
beforeAll(async () => {
  models = await openBundledModels();
});
afterAll(() => models.close());
beforeEach(async () => {
  workspace = await Workspace.create();
});
afterEach(() => workspace.remove());

const build = (options: Partial<ProcessBuildOptions> = {}) => {
  const { corpusDir, indexDir } = workspace;
  return buildInProcess({ corpusDir, indexDir, embedder: models.embedder, ...options });
};
/** The embedder, with something done first whenever a passage is to be embedded. */
const embedderThat = (first: () => Promise<void> | void): Embedder => ({
  ...models.embedder,
  embedPassages: async (...args) => {
    await first();
    return models.embedder.embedPassages(...args);
  },
  countTokens: (...args) => models.embedder.countTokens(...args),
});
const harbour = async () =>
  (await openIndex(workspace.indexDir, models.embedder)).documents.get('harbour.txt')?.text;

test('a build in another process gives the same index, progress and problems as one in this process', async () => {
  await workspace.put('broken.txt', Uint8Array.of(0x66, 0xff));
  const here = await workspace.build(models.embedder);
  await workspace.remove();
  workspace = await Workspace.create();
  await workspace.put('broken.txt', Uint8Array.of(0x66, 0xff));
  const stages = new Set<string>();
  const there = await build({ onProgress: ({ stage }) => stages.add(stage) });
  const { seconds: _, problems, ...report } = here;
  expect(there).toMatchObject(report);
  expect(there.problems).toEqual(problems.map(({ file, message }) => ({ file, message })));
  expect([...stages]).toEqual(['read', 'split', 'embed', 'write', 'check', 'publish']);
});

test('an expected failure arrives as such, also one of the embedder', async () => {
  const corpusDir = `${workspace.root}/none`;
  await expect(build({ corpusDir })).rejects.toMatchObject({ identifier: 'corpus-missing' });
  const stopped = new UserError('models-stopped', 'The models stopped.', {
    cause: new Error('out of memory'),
  });
  const embedder = embedderThat(() => Promise.reject(stopped));
  await expect(build({ embedder })).rejects.toMatchObject({
    identifier: 'models-stopped',
    cause: { message: 'out of memory' },
  });
});

test('one that is stopped rejects with the reason and changes nothing', async () => {
  await workspace.build(models.embedder);
  const before = await harbour();
  await workspace.put('harbour.txt', 'The harbour opened in 1917.');
  const stop = new AbortController();
  const reason = new Error('no longer wanted');
  const embedder = embedderThat(() => stop.abort(reason));
  await expect(build({ embedder, signal: stop.signal })).rejects.toBe(reason);
  expect(await harbour()).toBe(before);
});

test('one that is killed says so, and the next one succeeds', async () => {
  await workspace.build(models.embedder);
  await workspace.put('harbour.txt', 'The harbour opened in 1917.');
  let pid = 0;
  const embedder = embedderThat(() => {
    process.kill(pid, 'SIGKILL');
  });
  const onStarted = (started: number) => {
    pid = started;
  };
  await expect(build({ embedder, onStarted })).rejects.toMatchObject({
    identifier: 'build-ended',
    cause: expect.objectContaining({ message: expect.stringContaining('SIGKILL') }),
  });
  await workspace.build(models.embedder);
  expect(await harbour()).toContain('1917');
});
