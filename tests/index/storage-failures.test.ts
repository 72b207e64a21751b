import { execFileSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Models } from '../../src/embedding/open-embedder.ts';
import { UserError } from '../../src/errors.ts';
import { storageError } from '../../src/index/files.ts';
import { openIndex } from '../../src/index/open.ts';
import { openBundledModels } from '../support/models.ts';
import { SMALL_CORPUS, Workspace } from './support.ts';

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

describe('an index folder that cannot be written is named with the next step', () => {
  const nextStep = expect.stringContaining('INDEX_DIR');

  test('when a file is in the way', async () => {
    const file = path.join(workspace.root, 'file');
    await writeFile(file, 'a file');
    for (const indexDir of [file, path.join(file, 'index')]) {
      const failure = await workspace.build(models.embedder, { indexDir }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ identifier: 'index-not-writable', message: nextStep });
      expect(String(failure)).toContain(indexDir);
    }
  });

  test.runIf(process.platform === 'linux')('when the system allows no files there', async () => {
    await expect(workspace.build(models.embedder, { indexDir: '/proc/verbatim' })).rejects.toMatchObject({
      identifier: 'index-not-writable',
      message: nextStep,
    });
  });

  test('and the reason of the system goes along', () => {
    const full = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
    expect(storageError('/data/index', full)).toMatchObject({ identifier: 'disk-full', cause: full });
    const said = new UserError('other', 'Something else.');
    expect(storageError('/data/index', said)).toBe(said);
  });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(canMount)('on a disk of its own (needs the right to mount one)', () => {
  const mount = (options: string, folder: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  let mounted = false;

  beforeEach(async () => {
    await mkdir(workspace.indexDir);
    try {
      mount('size=512k', workspace.indexDir);
      mounted = true;
    } catch {
      // A container may be root and still not be allowed to mount.
      mounted = false;
    }
  });
  afterEach(() => {
    if (mounted) execFileSync('umount', [workspace.indexDir]);
  });

  /** Text of which every part is different, so that nothing is reused. */
  const long = (words: number) =>
    Array.from({ length: words }, (_, i) => `word${i * 7919}${i % 12 === 11 ? '.' : ''}`).join(' ');

  test('a build that fills the disk leaves the old index serving and nothing half-written', async ({
    skip,
  }) => {
    skip(!mounted, 'mounting a file system is not permitted here');
    const first = await workspace.build(models.embedder);
    await writeFile(path.join(workspace.indexDir, 'ballast'), new Uint8Array(380 * 1024));
    await workspace.put('long.txt', long(1_500));
    await expect(workspace.build(models.embedder)).rejects.toMatchObject({
      identifier: 'disk-full',
      message: expect.stringContaining(workspace.indexDir),
      cause: expect.objectContaining({ code: 'ENOSPC' }),
    });
    expect(await workspace.generations()).toEqual([first.generation]);
    expect((await readdir(workspace.indexDir)).sort()).toEqual([
      'ballast',
      'build.lock',
      'current.json',
      'generations',
    ]);
    const index = await openIndex(workspace.indexDir, models.embedder);
    expect(index.generation).toBe(first.generation);
    await workspace.drop('long.txt');
    expect((await workspace.build(models.embedder)).changed).toBe(false);
  });

  test('a read-only disk is said to be one, and its index still serves', async ({ skip }) => {
    skip(!mounted, 'mounting a file system is not permitted here');
    const first = await workspace.build(models.embedder);
    execFileSync('mount', ['-o', 'remount,ro', workspace.indexDir]);
    await workspace.put('harbour.txt', SMALL_CORPUS['notes.jsonl']);
    await expect(workspace.build(models.embedder)).rejects.toMatchObject({
      identifier: 'index-not-writable',
    });
    expect((await openIndex(workspace.indexDir, models.embedder)).generation).toBe(first.generation);
  });
});
