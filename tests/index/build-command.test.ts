import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT, Workspace } from './support.ts';

/** One for all tests, since each run of the command takes seconds: they build on each other, in their order. */
let workspace: Workspace;
const started: ChildProcess[] = [];
beforeAll(async () => {
  workspace = await Workspace.create();
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => workspace.remove());

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as `npm run build:index` does; `onError` sees what it has written to stderr so far. */
async function runCommand(onError: (child: ChildProcess, err: string) => void = () => {}): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join('scripts', 'build-index.ts')], {
    cwd: PROJECT,
    env: { ...process.env, CORPUS_DIR: workspace.corpusDir, INDEX_DIR: workspace.indexDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    onError(child, err);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

describe('npm run build:index', { timeout: 120_000 }, () => {
  test('prints plain lines and ends with 0; with a bad file it names it, indexes the rest and ends with 1', async () => {
    const first = await runCommand();
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^Indexed 4 documents, .*\n$/) });
    expect(first.err.split('\n')).toEqual(
      expect.arrayContaining(['Reading the corpus', 'Publishing the index']),
    );
    expect(first.err).not.toContain('\x1b');

    await workspace.put('broken.txt', Uint8Array.of(0x66, 0xff, 0xfe, 0x00));
    await workspace.put('harbour.txt', 'The harbour closed in 1999.');
    const second = await runCommand();
    expect(second).toMatchObject({ code: 1, out: expect.stringContaining('1 embedded') });
    expect(second.err.split('\n').filter((line) => line.includes('broken.txt')).length).toBe(1);
    expect(second.err).not.toMatch(/^ {4}at /m);
  });

  test.runIf(process.platform !== 'win32')('Ctrl-C stops it with 130 and leaves the old index', async () => {
    const pointer = path.join(workspace.indexDir, 'current.json');
    const before = await readFile(pointer, 'utf8');
    const generations = await workspace.generations();
    const words = Array.from({ length: 4_000 }, (_, i) => `word${i * 7919}${i % 12 === 11 ? '.' : ''}`);
    await workspace.put('long.txt', words.join(' '));
    let asked = false;
    const { code, err } = await runCommand((child, soFar) => {
      if (!asked && soFar.includes('Embedding passages')) asked = child.kill('SIGINT');
    });
    expect({ code, last: err.trimEnd().split('\n').at(-1) }).toEqual({
      code: 130,
      last: 'Stopped. The index is as it was before.',
    });
    expect(await readFile(pointer, 'utf8')).toBe(before);
    expect(await workspace.generations()).toEqual(generations);
  });

  test('a failure that was to be expected is one line without a stack', async () => {
    for (const name of await readdir(workspace.corpusDir)) await workspace.drop(name);
    const { code, out, err } = await runCommand();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n').at(-1)).toContain(workspace.corpusDir);
    expect(err).not.toMatch(/^ {4}at /m);
  });
});
