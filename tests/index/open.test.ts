import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Models } from '../../src/embedding/open-embedder.ts';
import { LiveIndex } from '../../src/index/live-index.ts';
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

const open = () => openIndex(workspace.indexDir, models.embedder);
const nextStep = expect.stringContaining('npm run build:index');

describe('opening says what is wrong and what to do', () => {
  test('when there is no index yet', async () => {
    await expect(open()).rejects.toMatchObject({ identifier: 'no-index', message: nextStep });
    await mkdir(workspace.indexDir);
    await expect(open()).rejects.toMatchObject({ identifier: 'no-index', message: nextStep });
  });

  test('when another model made it', async () => {
    await workspace.build(models.embedder);
    await expect(openIndex(workspace.indexDir, { fingerprint: 'another' })).rejects.toMatchObject({
      identifier: 'other-model',
      message: expect.stringContaining(models.embedder.model),
    });
  });

  test('when it has another format', async () => {
    await workspace.build(models.embedder);
    await writeFile(path.join(workspace.indexDir, 'current.json'), '{"formatVersion": 999, "what": "ever"}');
    await expect(open()).rejects.toMatchObject({ identifier: 'other-index-version', message: nextStep });
    expect(await workspace.build(models.embedder)).toMatchObject({ changed: true });
    expect((await open()).documents.size).toBe(4);
  });

  test('when a folder stands where a file should be', async () => {
    await mkdir(path.join(workspace.indexDir, 'current.json'), { recursive: true });
    await expect(open()).rejects.toMatchObject({
      identifier: 'unreadable-index',
      message: expect.stringContaining('current.json'),
    });
  });

  test('when any of its files was cut, edited, emptied or removed; a build then repairs it', async () => {
    await workspace.build(models.embedder);
    const folder = await workspace.currentFile('');
    const files = [path.join(workspace.indexDir, 'current.json')];
    for (const name of await readdir(folder)) files.push(path.join(folder, name));
    expect(files.length).toBe(6);
    const damages: [string, (file: string, bytes: Buffer) => Promise<void>][] = [
      ['cut', (file, bytes) => truncate(file, bytes.length - 5)],
      ['emptied', (file) => truncate(file, 0)],
      ['edited', (file, bytes) => writeFile(file, flip(bytes))],
      ['removed', (file) => rm(file)],
    ];
    for (const file of files) {
      const bytes = await readFile(file);
      for (const [what, damage] of damages) {
        await damage(file, bytes);
        const missing = what === 'removed' && path.basename(file) === 'current.json';
        await expect(open(), `${file} ${what}`).rejects.toMatchObject({
          identifier: missing ? 'no-index' : 'damaged-index',
          message: missing ? nextStep : expect.stringContaining(namedIn(file, what)),
        });
        await writeFile(file, bytes);
      }
    }
    expect((await open()).documents.size).toBe(4);
  });
});

/** An edited current.json may point to files that do not match it; then those are named. */
function namedIn(file: string, what: string): string {
  return what === 'edited' && path.basename(file) === 'current.json' ? path.dirname(file) : file;
}

/** Changes one digit or letter in the middle, so that JSON stays JSON. */
function flip(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const middle = bytes.findIndex((byte, i) => i >= bytes.length / 2 && byte >= 0x30 && byte <= 0x38);
  const at = middle < 0 ? bytes.length >> 1 : middle;
  changed[at] = (bytes[at] ?? 0) ^ 1;
  return changed;
}

describe('an index that stays open while builds go on', () => {
  test('keeps serving what it opened until it is asked to move over', async () => {
    await workspace.build(models.embedder);
    const live = await LiveIndex.open(workspace.indexDir, models.embedder);
    const before = live.current();
    expect(await live.refresh()).toBe(false);
    expect(live.current()).toBe(before);

    for (const year of [1999, 2000, 2001]) {
      await workspace.put('harbour.txt', `The harbour closed in ${year}.`);
      await workspace.build(models.embedder);
    }
    expect(live.current()).toBe(before);
    expect(before.searchWords('opened in 1871', 1).length).toBe(1);
    expect(before.documents.get('harbour.txt')?.text).toContain('1871');

    const moves = await Promise.all([live.refresh(), live.refresh()]);
    expect(moves).toEqual([true, true]);
    expect(live.current().documents.get('harbour.txt')?.text).toBe('The harbour closed in 2001.');
    expect(await live.refresh()).toBe(false);
  });

  test('sees what was published before it was asked to look, also while another look is under way', async () => {
    await workspace.build(models.embedder);
    const live = await LiveIndex.open(workspace.indexDir, models.embedder);
    const early = live.refresh();
    await workspace.put('harbour.txt', 'The harbour closed in 1999.');
    await workspace.build(models.embedder);
    const looks = [live.refresh(), live.refresh()];
    expect(await Promise.all(looks)).toEqual([true, true]);
    expect(live.current().documents.get('harbour.txt')?.text).toContain('1999');
    await early;
  });

  test('keeps the old generation and reports when the new one does not open', async () => {
    await workspace.build(models.embedder);
    const live = await LiveIndex.open(workspace.indexDir, models.embedder);
    const before = live.current();
    await workspace.put('harbour.txt', 'Another text.');
    await workspace.build(models.embedder);
    const file = await workspace.currentFile('words.json');
    await truncate(file, 10);
    await expect(live.refresh()).rejects.toMatchObject({ identifier: 'damaged-index' });
    expect(live.current()).toBe(before);
    await workspace.build(models.embedder);
    expect(await live.refresh()).toBe(true);
  });

  test('learns of a new state of the corpus without moving over', async () => {
    await workspace.build(models.embedder);
    const live = await LiveIndex.open(workspace.indexDir, models.embedder);
    const { corpusState, generation } = live.current();
    await workspace.put('sources.json', '{}');
    await workspace.build(models.embedder);
    expect(await live.refresh()).toBe(false);
    expect(live.current().generation).toBe(generation);
    expect(live.current().corpusState).not.toBe(corpusState);
  });
});
