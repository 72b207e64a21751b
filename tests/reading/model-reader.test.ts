import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Models } from '../../src/embedding/open-embedder.ts';
import { readerSpanOf } from '../../src/reading/model-reader.ts';
import { bestSpan, type Reader } from '../../src/reading/reader.ts';
import { openBundledModels, readerModel } from '../support/models.ts';

const council =
  'The town’s council met on 4 May 2021. It approved 1,100 new trees for the northern park. ' +
  'Mayor José Núñez said that the first would be planted in autumn.';
const bread = 'Bread is made of flour, water and salt. It is baked for forty minutes.';

let models: Models;
let reader: Reader;

beforeAll(async () => {
  models = await openBundledModels({ readerModel });
  if (models.reader === null) throw new Error('the reader was not opened');
  reader = models.reader;
});

afterAll(() => models.close());

async function read(question: string, window: string) {
  const [span] = await reader.read(question, [window]);
  if (span === undefined) throw new Error('the reader gave nothing back');
  return { ...span, text: window.slice(span.start, span.end) };
}

test('without a reader model there is no reader', async () => {
  const without = await openBundledModels();
  expect(without.reader).toBeNull();
  await without.close();
});

describe('the span is the answer, letter for letter', () => {
  test.each([
    ['How many trees were approved?', '1,100'],
    ['Who is the mayor?', 'José Núñez'],
    ['When did the council meet?', '4 May 2021'],
    ['When will the first tree be planted?', 'autumn'],
  ])('%s', async (question, answer) => {
    const span = await read(question, council);
    expect(span.text).toContain(answer);
    expect(span.text.length).toBeLessThanOrEqual(answer.length + 12);
    expect(span.margin).toBeGreaterThan(0);
  });
});

test('a window that does not answer has a lower margin than one that does, and below zero', async () => {
  const [about, besides] = await reader.read('How many trees were approved?', [council, bread]);
  expect(besides?.margin).toBeLessThan(0);
  expect(about?.margin).toBeGreaterThan(besides?.margin ?? 0);
});

test('score, margin and tokens belong together', async () => {
  const span = await read('How many trees were approved?', council);
  expect(span.margin).toBeCloseTo(span.score - span.noAnswer, 5);
  expect(bestSpan(span.tokens)).toEqual({ start: span.start, end: span.end, score: span.score });
  expect(span.tokens.map(({ start, end }) => council.slice(start, end)).slice(0, 4)).toEqual([
    ...['The', 'town', '’', 's'],
  ]);
  const sentence = { start: council.indexOf('Mayor'), end: council.length };
  const elsewhere = bestSpan(span.tokens, sentence);
  expect(elsewhere?.start).toBeGreaterThanOrEqual(sentence.start);
  expect(elsewhere?.score).toBeLessThan(span.score);
});

test('a window is read the same whatever windows are read beside it', async () => {
  const question = 'Who is the mayor?';
  const [alone] = await reader.read(question, [council]);
  const [, among] = await reader.read(question, [bread, council, bread.repeat(3)]);
  expect(among).toEqual(alone);
});

test('a window that is too long is read as far as it goes, and says so', async () => {
  const long = `${bread.repeat(20)}${council}`;
  const span = await read('How many trees were approved?', long);
  expect(span.truncated).toBe(true);
  expect(span.tokens.length).toBeGreaterThan(200);
  expect(span.tokens.at(-1)?.end).toBeLessThan(long.indexOf('The town'));
  expect((await read('How many trees were approved?', council)).truncated).toBe(false);
});

test('a very long question leaves at least half of the room to the window', async () => {
  const span = await read('? '.repeat(500), bread.repeat(20));
  expect(span.tokens).toHaveLength(128);
});

test('a window or a question without words is no error', async () => {
  const nothing = await read('Who is the mayor?', ' \u200B ');
  expect(nothing).toMatchObject({ start: 0, end: 0, tokens: [], truncated: false });
  expect(nothing.margin).toBeLessThan(-20);
  expect((await read('', council)).tokens.length).toBeGreaterThan(20);
  expect(await reader.read('Who?', [])).toEqual([]);
});

test('what the model says becomes a span without rounding', () => {
  const raw = {
    starts: Int32Array.of(0, 4),
    ends: Int32Array.of(3, 9),
    startLogits: Float32Array.of(1.5, 0.25),
    endLogits: Float32Array.of(-1, 2),
    noAnswer: 0.5,
    truncated: false,
  };
  expect(readerSpanOf(raw)).toMatchObject({ start: 0, end: 9, score: 3.5, margin: 3 });
});
