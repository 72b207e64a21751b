import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Models } from '../../src/embedding/open-embedder.ts';
import { cosine, openBundledModels } from '../support/models.ts';

const question = 'Where does the river end?';
const passage = 'The river leaves the lake in the north, turns to the west and ends in the sea. '.repeat(20);

let models: Models;

beforeAll(async () => {
  models = await openBundledModels();
});

afterAll(() => models.close());

describe('vectors', () => {
  test('have unit length and the dimensions that were promised', async () => {
    expect(models.embedder).toMatchObject({
      model: 'Xenova/all-MiniLM-L6-v2',
      dimensions: 384,
      maxTokens: 256,
    });
    const vectors = await models.embedder.embed(['', question, passage, '日本語 🙂', '\u0000'], 'passage');
    for (const vector of vectors) {
      expect(vector).toHaveLength(384);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  test('are near for texts that mean the same, and come in the order of the texts', async () => {
    const texts = ['A recipe for bread.', 'The river flows into the sea.', passage];
    const [bread, river] = await models.embedder.embed(texts, 'passage');
    const [asked] = await models.embedder.embed([question], 'question');
    if (!bread || !river || !asked) throw new Error('a vector is missing');
    expect(cosine(asked, river)).toBeGreaterThan(0.5);
    expect(cosine(asked, bread)).toBeLessThan(0.3);
  });

  test('are the same to the last bit, whatever texts are embedded beside them', async () => {
    const [alone] = await models.embedder.embed([question], 'passage');
    const [, among] = await models.embedder.embed([passage, question, 'Bread.'], 'passage');
    expect(among).toEqual(alone);
  });

  test('of a text that is too long are those of its beginning', async () => {
    const [long, longer] = await models.embedder.embed([passage, `${passage}And bread.`], 'passage');
    expect(longer).toEqual(long);
  });

  test('do not let a text pass for a special token', async () => {
    const counts = await models.embedder.countTokens(['[SEP]', '[ sep ]', '']);
    expect(counts[0]).toBe(counts[1]);
    expect(counts[2]).toBe(2);
    const [written, spaced] = await models.embedder.embed(['[SEP] river', '[ sep ] river'], 'passage');
    expect(written).toEqual(spaced);
  });
});

describe('the vectors of a passage and its sentences', () => {
  const [first, second] = ['It ends in the sea.', 'The mayor of Brom bakes “bread”, 12½ loaves (café)!'];
  const text = `The river\n${first} ${second}`;
  const parts = [first, second].map((part) => {
    const start = text.indexOf(part);
    return { start, end: start + part.length };
  });
  const rowsOfPassage = async () => {
    const [rows = new Float32Array()] = await models.embedder.embedPassages([{ text, parts }]);
    return [0, 1, 2].map((row) => rows.slice(row * 384, (row + 1) * 384));
  };

  test('are that of the text alone, to the last bit, and one of unit length for each', async () => {
    const [whole, ...sentences] = await rowsOfPassage();
    expect([whole]).toEqual(await models.embedder.embed([text], 'passage'));
    for (const sentence of sentences) expect(Math.hypot(...sentence)).toBeCloseTo(1, 5);
  });

  test('are nearest to the question that their own sentence answers', async () => {
    const [, river, bread] = await rowsOfPassage();
    const [asked, other] = await models.embedder.embed(
      ['Where does it end?', 'Who makes bread?'],
      'question',
    );
    if (!river || !bread || !asked || !other) throw new Error('a vector is missing');
    expect(cosine(asked, river)).toBeGreaterThan(cosine(asked, bread) + 0.1);
    expect(cosine(other, bread)).toBeGreaterThan(cosine(other, river) + 0.1);
  });

  test('are zeros for what lies beyond the longest input', async () => {
    const long = passage + text;
    const [rows = new Float32Array()] = await models.embedder.embedPassages([
      { text: long, parts: [{ start: passage.length, end: long.length }] },
    ]);
    expect([rows.length, rows.slice(384).every((value) => value === 0)]).toEqual([768, true]);
  });
});

test('tokens of a thousand texts are counted in order, beyond the limit too', async () => {
  const texts = Array.from({ length: 1_000 }, (_, index) => 'river '.repeat(index % 300));
  const counts = await models.embedder.countTokens(texts);
  expect(counts).toEqual(texts.map((_, index) => (index % 300) + 2));
  expect(await models.embedder.countTokens([])).toEqual([]);
});

test('a short question takes less than a third of the time of a 250-token passage', async () => {
  const [tokens] = await models.embedder.countTokens([passage]);
  expect(tokens).toBeGreaterThanOrEqual(250);
  const timesOf = { question: [] as number[], passage: [] as number[] };
  for (let round = 0; round < 9; round += 1) {
    for (const [role, text] of [['question', question] as const, ['passage', passage] as const]) {
      const start = performance.now();
      await models.embedder.embed([text], role);
      timesOf[role].push(performance.now() - start);
    }
  }
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
  expect(median(timesOf.question)).toBeLessThan(median(timesOf.passage) / 3);
});

test('a question overtakes all passages but the one under way', async () => {
  const done: string[] = [];
  const note = (name: string) => () => done.push(name);
  const passages = Array.from({ length: 5 }, (_, index) =>
    models.embedder.embed([passage], 'passage').then(note(`passage ${index}`)),
  );
  const asked = models.embedder.embed([question], 'question').then(note('question'));
  await Promise.all([...passages, asked]);
  expect(done.slice(0, 2)).toEqual(['passage 0', 'question']);
});

test('when too many questions wait, the next is told so at once and the others are answered', async () => {
  const small = await openBundledModels({ maxQueuedQuestions: 3 });
  const ask = () => small.embedder.embed([question], 'question');
  const asked = [ask(), ask(), ask(), ask()]; // one runs, three wait
  await expect(ask()).rejects.toMatchObject({
    name: 'UserError',
    identifier: 'busy',
    message: expect.stringContaining('try again in a few seconds'),
  });
  expect(await Promise.all(asked)).toHaveLength(4);
  expect(await ask()).toHaveLength(1);
  await small.close();
});

test('models can be opened again after they were closed, and give the same vectors', async () => {
  const before = await models.embedder.embed([question], 'question');
  const second = await openBundledModels();
  expect(second.embedder.fingerprint).toBe(models.embedder.fingerprint);
  expect(await second.embedder.embed([question], 'question')).toEqual(before);
  await second.close();
  await expect(second.embedder.embed([question], 'question')).rejects.toMatchObject({
    identifier: 'models-closed',
  });
  const third = await openBundledModels();
  expect(await third.embedder.embed([question], 'question')).toEqual(before);
  await third.close();
});
