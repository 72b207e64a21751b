import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Models } from '../../src/embedding/open-embedder.ts';
import type { EmbedderRequest } from '../../src/index/build-protocol.ts';
import { openIndex } from '../../src/index/open.ts';
import { openBundledModels } from '../support/models.ts';
import type { Reply } from './self-killing-build.ts';
import { PROJECT, Workspace } from './support.ts';

const KILLS = 15;
const OLD_TEXT = 'The harbour opened in 1871.';
const NEW_TEXT = 'The harbour closed in 1999.';

let models: Models;
let workspace: Workspace;
let program: { folder: string; file: string };
beforeAll(async () => {
  models = await openBundledModels();
  workspace = await Workspace.create();
  program = await bundle('self-killing-build.ts');
});
afterAll(async () => {
  await models.close();
  await workspace.remove();
  await rm(program.folder, { recursive: true });
});

/** The program as one file: it is started many times, and from many files it takes a second each time. */
async function bundle(name: string): Promise<typeof program> {
  const folder = await mkdtemp(path.join(tmpdir(), 'verbatim-kill-'));
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  const file = path.join(folder, 'program.mjs');
  await build({
    entryPoints: [path.join(PROJECT, 'tests', 'index', name)],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['libsql', 'vectra', 'yaml', 'snowball-stemmers'],
  });
  return { folder, file };
}

/** Runs a build in another process that kills itself at a step (0: never). */
async function buildInProcess(killAt: number): Promise<{ signal: string | null; steps: number }> {
  const { embedder } = models;
  const { fingerprint, model, dimensions, maxTokens } = embedder;
  const facts = JSON.stringify({ fingerprint, model, dimensions, maxTokens });
  const child = fork(program.file, [workspace.corpusDir, workspace.indexDir, String(killAt), facts], {
    cwd: PROJECT,
    execArgv: [],
    serialization: 'advanced',
  });
  let steps = 0;
  child.on('message', async (message: EmbedderRequest | { steps: number }) => {
    if ('steps' in message) {
      steps = message.steps;
      return;
    }
    const result = await (message.method === 'embedPassages'
      ? embedder.embedPassages(message.passages)
      : embedder.countTokens(message.texts));
    if (child.connected) child.send({ id: message.id, result } satisfies Reply);
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code !== null && code !== 0) throw new Error(`the build ended with exit code ${code}`);
  return { signal, steps };
}

const text = async () =>
  (await openIndex(workspace.indexDir, models.embedder)).documents.get('harbour.txt')?.text;

test('a build that is killed at any step leaves the old index serving, and the next build succeeds', async () => {
  const rebuild = async (content: string) => {
    await workspace.put('harbour.txt', content);
    return workspace.build(models.embedder);
  };
  await rebuild(OLD_TEXT);
  await workspace.put('harbour.txt', NEW_TEXT);
  const { signal, steps } = await buildInProcess(0);
  expect(signal).toBeNull();
  expect(await text()).toBe(NEW_TEXT);

  const seen = new Set<string | undefined>();
  for (let kill = 0; kill < KILLS; kill++) {
    await rebuild(OLD_TEXT);
    await workspace.put('harbour.txt', NEW_TEXT);
    const killAt = 1 + Math.round((kill * (steps - 1)) / (KILLS - 1));
    expect((await buildInProcess(killAt)).signal, `step ${killAt} of ${steps}`).toBe('SIGKILL');
    const serving = await text();
    expect([OLD_TEXT, NEW_TEXT]).toContain(serving);
    seen.add(serving);
    await workspace.build(models.embedder);
    expect(await text()).toBe(NEW_TEXT);
    expect((await workspace.generations()).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect((await workspace.generations()).length).toBeLessThanOrEqual(2);
  }
  // The last steps come after the publication, all others before it.
  expect(seen).toEqual(new Set([OLD_TEXT, NEW_TEXT]));
}, 120_000);
