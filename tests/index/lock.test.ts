import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireFileLock, withBuildLock } from '../../src/index/lock.ts';
import { PROJECT } from './support.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'verbatim-lock-'));
  file = path.join(folder, 'a.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('one holder at a time, within a process too', () => {
  const first = acquireFileLock(file);
  expect(first).not.toBeNull();
  expect(acquireFileLock(file)).toBeNull();
  first?.release();
  const second = acquireFileLock(file);
  expect(second).not.toBeNull();
  first?.release();
  expect(acquireFileLock(file)).toBeNull();
  second?.release();
});

test('the lock is free again after work that failed', async () => {
  await expect(withBuildLock(file, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
  expect(await withBuildLock(file, async () => 'done')).toBe('done');
});

test('another process holds it until it is killed', async () => {
  const script = `
    import { acquireFileLock } from ${JSON.stringify(path.join(PROJECT, 'src/index/lock.ts'))};
    process.stdout.write(acquireFileLock(process.argv[1]) === null ? 'taken' : 'held');
    setInterval(() => {}, 1000);
  `;
  const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, file], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [said] = await once(holder.stdout, 'data');
    expect(String(said)).toBe('held');
    await expect(withBuildLock(file, async () => 'done')).rejects.toMatchObject({
      identifier: 'build-running',
    });
  } finally {
    holder.kill('SIGKILL');
  }
  await once(holder, 'exit');
  expect(await withBuildLock(file, async () => 'done')).toBe('done');
});

test('a lock file that holds something else is named', async () => {
  await writeFile(file, 'something else'.repeat(100));
  expect(() => acquireFileLock(file)).toThrow(expect.objectContaining({ identifier: 'damaged-lock' }));
  expect(() => acquireFileLock(path.join(file, 'below'))).toThrow(
    expect.objectContaining({ identifier: 'index-not-writable' }),
  );
});
