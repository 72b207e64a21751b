import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { acquireFileLock } from '../src/index/lock.ts';
import { openVerbatim, type Verbatim, type VerbatimEvents } from '../src/verbatim.ts';
import { Workspace } from './index/support.ts';
import { modelDir } from './support/models.ts';

let workspace: Workspace;
const opened: Verbatim[] = [];
const warnings: string[] = [];
beforeEach(async () => {
  workspace = await Workspace.create();
  warnings.length = 0;
});
afterEach(async () => {
  for (const verbatim of opened.splice(0)) await verbatim.close();
  await workspace.remove();
});

async function open(
  freshness: 'current' | 'as-built',
  variables: Record<string, string> = {},
  options: { readonly waitsAtMost?: number } = {},
) {
  const environment = {
    CORPUS_DIR: workspace.corpusDir,
    INDEX_DIR: workspace.indexDir,
    MODEL_DIR: modelDir,
    READER_MODEL: 'off',
    ...variables,
  };
  const events: VerbatimEvents = {
    onWarning: (message) => warnings.push(message),
    onUnprovenQuote: ({ documentId, reason }) => {
      throw new Error(`${documentId}: ${reason}`);
    },
  };
  const verbatim = await openVerbatim(loadConfig(environment, workspace.root), freshness, events, options);
  opened.push(verbatim);
  return verbatim;
}
const quoted = async (verbatim: Verbatim, question: string) => {
  const { candidates } = await verbatim.ask(question, { explain: true });
  return candidates?.map(({ quote }) => quote).join('\n') ?? '';
};

describe('opening', () => {
  test('builds the index where there is none; as built answers from an old one and warns, current builds it first', async () => {
    const first = await open('as-built');
    expect(first.index().documents.size).toBe(4);
    expect(await quoted(first, 'When did the harbour open?')).toContain('opened in 1871');
    expect(warnings).toEqual([]);

    await workspace.put('harbour.txt', 'The harbour opened in 1917.');
    const old = await open('as-built');
    expect(await quoted(old, 'When did the harbour open?')).toContain('1871');
    expect(warnings.splice(0)).toEqual([expect.stringContaining('npm run build:index')]);

    await workspace.put('broken.txt', Uint8Array.of(0x66, 0xff, 0xfe, 0x00));
    const current = await open('current');
    expect(await quoted(current, 'When did the harbour open?')).toContain('1917');
    expect(current.index().documents.size).toBe(4);
    expect(warnings).toEqual([expect.stringContaining('broken.txt')]);
  });

  test('fails for a model or a corpus that is not there, and leaves the models to the next one', async () => {
    await expect(open('current', { MODEL_DIR: workspace.root })).rejects.toMatchObject({
      identifier: 'missing-model',
    });
    await expect(open('current', { CORPUS_DIR: `${workspace.root}/none` })).rejects.toMatchObject({
      identifier: 'corpus-missing',
    });
    expect((await open('current')).index().documents.size).toBe(4);
  });
});

describe('opening a current index', () => {
  test('waits for the build of another process', async () => {
    await open('current');
    await workspace.put('harbour.txt', 'The harbour opened in 1917.');
    const lock = acquireFileLock(path.join(workspace.indexDir, 'build.lock'));
    const opening = open('current');
    await expect.poll(() => warnings, { timeout: 10_000 }).toEqual([expect.stringContaining('waits until')]);
    lock?.release();
    expect(await quoted(await opening, 'When did the harbour open?')).toContain('1917');
  });

  test('names the files that nothing reads', async () => {
    await workspace.put('rules.pdf', '%PDF-1.7');
    expect((await open('current')).index().documents.size).toBe(4);
    expect(warnings).toEqual([expect.stringContaining('rules.pdf. Convert them to .txt')]);
  });

  test('makes do with the old one where another process builds for too long', async () => {
    await open('current');
    await workspace.put('harbour.txt', 'The harbour opened in 1917.');
    const lock = acquireFileLock(path.join(workspace.indexDir, 'build.lock'));
    const old = await open('current', {}, { waitsAtMost: 1 });
    lock?.release();
    expect(await quoted(old, 'When did the harbour open?')).toContain('1871');
    expect(warnings.at(-1)).toContain('Until then answers come from the old index.');
  });

  test('makes do with the old one where a new one cannot be written, and says so', async () => {
    await open('current');
    await workspace.put('harbour.txt', 'The harbour opened in 1917.');
    // A folder where publishing writes a file.
    await mkdir(path.join(workspace.indexDir, 'current.json.tmp'));
    expect(await quoted(await open('current'), 'When did the harbour open?')).toContain('1871');
    expect(warnings).toEqual([expect.stringMatching(/could not be written .* come from the old index\.$/)]);

    const elsewhere = path.join(workspace.root, 'elsewhere');
    await mkdir(path.join(elsewhere, 'current.json.tmp'), { recursive: true });
    await expect(open('current', { INDEX_DIR: elsewhere })).rejects.toMatchObject({
      identifier: 'index-not-writable',
    });
  });
});

describe('while it is open', () => {
  test('a rebuild is taken over, by its own and, when it looks, by another one; a stopped one changes nothing', async () => {
    const verbatim = await open('current');
    const other = await open('current');
    const before = other.index().generation;
    await workspace.put('harbour.txt', 'The harbour opened in 1917.');
    const stages: string[] = [];
    const report = await verbatim.rebuild({ onProgress: ({ stage }) => stages.push(stage) });
    expect(report).toMatchObject({ changed: true, documents: 4 });
    expect(stages).toContain('embed');
    expect(verbatim.index().generation).toBe(report.generation);
    expect(other.index().generation).toBe(before);
    expect(await other.refresh()).toBe(true);
    expect(other.index().generation).toBe(report.generation);
    expect(await other.refresh()).toBe(false);
    expect(await quoted(other, 'When did the harbour open?')).toContain('1917');

    await workspace.put('harbour.txt', 'The harbour opened in 1918.');
    const signal = AbortSignal.abort(new Error('no longer wanted'));
    await expect(verbatim.rebuild({ signal })).rejects.toThrow('no longer wanted');
    expect(verbatim.index().generation).toBe(report.generation);
    expect(await verbatim.ask('')).toMatchObject({ status: 'rejected' });
  });
});
