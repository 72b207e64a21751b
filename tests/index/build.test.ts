import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Models } from '../../src/embedding/open-embedder.ts';
import type { BuildProgress } from '../../src/index/build.ts';
import { openIndex } from '../../src/index/open.ts';
import { openBundledModels } from '../support/models.ts';
import { counting, SMALL_CORPUS, Workspace } from './support.ts';

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

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** Puts another text in a document of the index, with every hash made to fit, as somebody with bad intent would. */
async function forge(text: string, other: string): Promise<void> {
  const file = await workspace.currentFile('documents.jsonl');
  const manifestFile = await workspace.currentFile('manifest.json');
  const pointerFile = path.join(workspace.indexDir, 'current.json');
  const replaceIn = async (name: string, pairs: readonly (readonly [string, string])[]) => {
    let content = await readFile(name, 'utf8');
    for (const [before, after] of pairs) content = content.replaceAll(before, after);
    await writeFile(name, content);
  };
  const [filesHash, manifestHash] = [sha256(await readFile(file)), sha256(await readFile(manifestFile))];
  const inJson = (value: string) => JSON.stringify(value).slice(1, -1);
  await replaceIn(file, [
    [inJson(text), inJson(other)],
    [sha256(text), sha256(other)],
  ]);
  await replaceIn(manifestFile, [[filesHash, sha256(await readFile(file))]]);
  await replaceIn(pointerFile, [[manifestHash, sha256(await readFile(manifestFile))]]);
}

describe('a first build', () => {
  test('indexes every document with its text, sentences and passages as they were read', async () => {
    const report = await workspace.build(models.embedder);
    expect(report).toMatchObject({ changed: true, documents: 4, reused: 0, removed: 0, startedAfresh: null });
    const index = await open();
    expect([...index.documents.keys()]).toEqual(['ferry', 'harbour.txt', 'market.md', 'mill']);
    expect(index.documents.get('harbour.txt')?.text).toBe(SMALL_CORPUS['harbour.txt']);
    expect(index.documents.get('market.md')?.metadata).toMatchObject({
      title: 'The market',
      published: '2021-04',
    });
    expect(index.passages.map(({ number }) => number)).toEqual(index.passages.map((_, i) => i));
    expect(index.passages.length).toBe(report.passages);
    for (const { document, passage } of index.passages) {
      const sentences = document.sentences.slice(passage.firstSentence, passage.endSentence);
      expect([sentences[0]?.start, sentences.at(-1)?.end]).toEqual([passage.start, passage.end]);
    }
  });

  test('finds by meaning and by words, in all documents or in one', async () => {
    await workspace.build(models.embedder);
    const index = await open();
    const documentAt = (number: number | undefined) => index.passages[number ?? -1]?.document.id;
    const [vector = new Float32Array()] = await models.embedder.embed(
      ['When do boats go to the isle?'],
      'question',
    );
    const near = await index.searchVectors(vector, 3);
    expect(documentAt(near[0]?.number)).toBe('ferry');
    expect(index.similarity(vector, near[0]?.number ?? -1)).toBeCloseTo(near[0]?.score ?? 0, 6);
    expect(documentAt(index.searchWords('fire of 1902', 3)[0]?.number)).toBe('mill');
    expect(documentAt(index.searchWords('price of a stall: 1100?', 3)[0]?.number)).toBe('market.md');
    const only = { documentId: 'harbour.txt' };
    const filtered = [
      ...(await index.searchVectors(vector, 9, only)),
      ...index.searchWords('the ship of 1902', 9, only),
    ];
    expect(new Set(filtered.map(({ number }) => documentAt(number)))).toEqual(new Set(['harbour.txt']));
    expect(await index.searchVectors(vector, 9, { documentId: 'no such' })).toEqual([]);
  });

  test('tells of its progress stage by stage and of its time by the given clock', async () => {
    const progress: BuildProgress[] = [];
    let time = 5_000;
    const now = () => (time += 250);
    const report = await workspace.build(models.embedder, { onProgress: (step) => progress.push(step), now });
    expect(report.seconds).toBe(0.25);
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual([
      'read',
      'split',
      'embed',
      'write',
      'check',
      'publish',
    ]);
    const embed = progress.filter(({ stage }) => stage === 'embed');
    expect([embed[0]?.done, embed.at(-1)?.done]).toEqual([0, report.passages]);
  });
});

describe('a second build', () => {
  test('publishes nothing when nothing changed, and asks nothing of the model', async () => {
    const first = await workspace.build(models.embedder);
    const { embedder, embedded } = counting(models.embedder);
    const second = await workspace.build(embedder);
    expect(second).toMatchObject({ changed: false, generation: first.generation, embedded: 0 });
    expect(embedded).toEqual([]);
    expect(await workspace.generations()).toEqual([first.generation]);
  });

  test('embeds only what changed, and keeps the vectors of the rest to the last bit', async () => {
    await workspace.build(models.embedder);
    const before = await open();
    await workspace.put('harbour.txt', 'The harbour closed in 1999.');
    const { embedder, embedded } = counting(models.embedder);
    const report = await workspace.build(embedder);
    expect(report).toMatchObject({ changed: true, embedded: 1, reused: report.passages - 1 });
    expect(embedded).toEqual(['The harbour closed in 1999.']);
    const after = await open();
    const probe = new Float32Array(models.embedder.dimensions).fill(0.05);
    for (const { document, number } of after.passages) {
      const old = before.passages.find((passage) => passage.document.id === document.id);
      if (document.id === 'harbour.txt' || old === undefined) continue;
      const offset = number - (after.passages.find((passage) => passage.document === document)?.number ?? 0);
      expect(after.similarity(probe, number)).toBe(before.similarity(probe, old.number + offset));
    }
  });

  test('takes up changed metadata, and drops documents that are gone', async () => {
    await workspace.build(models.embedder);
    await workspace.drop('notes.jsonl');
    await workspace.put('sources.json', JSON.stringify({ 'harbour.txt': { author: 'The harbour master' } }));
    const { embedder, embedded } = counting(models.embedder);
    const report = await workspace.build(embedder);
    expect(report).toMatchObject({ changed: true, documents: 2, removed: 2 });
    expect(embedded).toEqual([]);
    const index = await open();
    expect([...index.documents.keys()]).toEqual(['harbour.txt', 'market.md']);
    expect(index.documents.get('harbour.txt')?.metadata.author).toBe('The harbour master');
  });

  test('reads a passage again when its title, which the model sees, changed', async () => {
    await workspace.build(models.embedder);
    await workspace.put('sources.json', JSON.stringify({ 'harbour.txt': { title: 'The old harbour' } }));
    const { embedder, embedded } = counting(models.embedder);
    await workspace.build(embedder);
    expect(embedded.length).toBeGreaterThan(0);
    expect(embedded.filter((text) => !text.startsWith('The old harbour\n'))).toEqual([]);
  });

  test('splits everything again for other passage settings', async () => {
    await workspace.build(models.embedder);
    const report = await workspace.build(models.embedder, {
      passageSettings: { maxTokens: 20, targetTokens: 16 },
    });
    expect(report.changed).toBe(true);
    const index = await open();
    expect(index.manifest.passageSettings).toEqual({ maxTokens: 20, targetTokens: 16 });
    const texts = index.passages.map(({ document, passage }) =>
      document.text.slice(passage.start, passage.end),
    );
    for (const tokens of await models.embedder.countTokens(texts)) expect(tokens - 2).toBeLessThanOrEqual(20);
  });

  test('builds all of it again for another model, and says why', async () => {
    await workspace.build(models.embedder);
    const { embedder, embedded } = counting({ ...models.embedder, fingerprint: 'another' });
    const report = await workspace.build(embedder);
    expect(report.startedAfresh).toContain('another model');
    expect(embedded.length).toBe(report.passages);
    expect((await openIndex(workspace.indexDir, embedder)).fingerprint).toBe('another');
  });

  test('replaces a text that was edited in the index, hashes and all', async () => {
    await workspace.build(models.embedder);
    const truth = (await open()).documents.get('harbour.txt')?.text ?? '';
    await forge(truth, truth.replace(/\d/, '9'));
    expect((await open()).documents.get('harbour.txt')?.text).not.toBe(truth);
    expect(await workspace.build(models.embedder)).toMatchObject({ changed: true });
    expect((await open()).documents.get('harbour.txt')?.text).toBe(truth);
  });

  test('takes no vector over from a document that another version of the program read', async () => {
    const first = await workspace.build(models.embedder);
    const lines = (await readFile(await workspace.currentFile('documents.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n');
    for (const line of lines) {
      const { key } = JSON.parse(line) as { key: string };
      await forge(key, sha256(`${key} of another version`));
    }
    const { embedder, embedded } = counting(models.embedder);
    await workspace.put('sources.json', '{"harbour.txt": {"author": "Ann"}}');
    expect(await workspace.build(embedder)).toMatchObject({ changed: true, reused: 0 });
    expect(embedded).toHaveLength(first.passages);
  });

  test('notes a new state of the corpus folder when no document changed', async () => {
    const first = await workspace.build(models.embedder);
    const before = await open();
    await workspace.put('sources.json', '{}');
    expect(await workspace.build(models.embedder)).toMatchObject({
      changed: false,
      generation: first.generation,
    });
    expect((await open()).corpusState).not.toBe(before.corpusState);
  });

  test('repairs a damaged index', async () => {
    const first = await workspace.build(models.embedder);
    const file = await workspace.currentFile('documents.jsonl');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(file, (await readFile(file, 'utf8')).replace('1871', '1781'));
    const report = await workspace.build(models.embedder);
    expect(report.startedAfresh).toContain(file);
    expect(report.generation).not.toBe(first.generation);
    expect((await open()).documents.get('harbour.txt')?.text).toContain('1871');
  });

  test('keeps the generation before it and removes older ones', async () => {
    const names: string[] = [];
    for (const year of [1901, 1902, 1903, 1904]) {
      await workspace.put('harbour.txt', `The harbour opened in ${year}.`);
      names.push((await workspace.build(models.embedder)).generation);
    }
    expect(await workspace.generations()).toEqual(names.slice(-2));
    expect([...names].sort()).toEqual(names);
  });
});

describe('a build that cannot do all of it', () => {
  test('indexes the other documents and names each bad file', async () => {
    await workspace.put('broken.txt', Uint8Array.of(0x66, 0xff, 0xfe, 0x00));
    await workspace.put('empty.md', '');
    const told: string[] = [];
    const report = await workspace.build(models.embedder, { onProblem: ({ file }) => told.push(file) });
    expect(report).toMatchObject({ changed: true, documents: 4 });
    expect(report.problems.map(({ file }) => file).sort()).toEqual(['broken.txt', 'empty.md']);
    expect(told.sort()).toEqual(['broken.txt', 'empty.md']);
  });

  test('leaves the index as it is when the corpus is empty or gone', async () => {
    const first = await workspace.build(models.embedder);
    for (const name of Object.keys(SMALL_CORPUS)) await workspace.drop(name);
    await expect(workspace.build(models.embedder)).rejects.toMatchObject({
      identifier: 'empty-corpus',
      message: expect.stringContaining(workspace.corpusDir),
    });
    const nowhere = { corpusDir: `${workspace.corpusDir}-gone` };
    await expect(workspace.build(models.embedder, nowhere)).rejects.toMatchObject({ name: 'UserError' });
    expect((await open()).generation).toBe(first.generation);
  });

  test('stops where its signal says so and leaves no trace', async () => {
    const first = await workspace.build(models.embedder);
    for (const stage of ['read', 'split', 'embed', 'write', 'check', 'publish'] as const) {
      await workspace.put('harbour.txt', `Stopped while at ${stage}.`);
      const stop = new AbortController();
      const build = workspace.build(models.embedder, {
        signal: stop.signal,
        onProgress: (step) => {
          // The build looks at the signal before each step, so the step after this one does not happen.
          if (step.stage === stage) stop.abort(new Error(`stopped at ${stage}`));
        },
      });
      if (stage === 'publish') expect((await build).changed).toBe(true);
      else await expect(build).rejects.toThrow(`stopped at ${stage}`);
      if (stage !== 'publish') {
        expect((await open()).generation).toBe(first.generation);
        expect(await workspace.generations()).toEqual([first.generation]);
      }
    }
  });

  test('refuses to run beside another build, and runs once that one has ended', async () => {
    let second: Promise<unknown> | null = null;
    await workspace.build(models.embedder, {
      onProgress: () => {
        second ??= workspace.build(models.embedder).then(
          () => 'built',
          (error: unknown) => error,
        );
      },
    });
    expect(await second).toMatchObject({
      identifier: 'build-running',
      message: expect.stringContaining(workspace.indexDir),
    });
    expect((await workspace.build(models.embedder)).changed).toBe(false);
  });
});
