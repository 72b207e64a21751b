import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';

const folder = new URL('../../scripts/train-reader/questions/', import.meta.url);
const question = z.strictObject({
  q: z.string().min(3),
  a: z.string().min(1).max(400).nullable(),
  n: z.int().min(1).optional(),
});
const ownText = z.strictObject({
  text: z.string().min(150).max(1100),
  loose: z.literal(true).optional(),
  questions: z.array(question).min(5),
});
/** A text of an evaluation set is named, not held, nor are the words of it that answer: only where they stand. */
const place = z.tuple([z.int().min(0), z.int()]).refine(([start, end]) => start < end && end - start <= 400);
const setText = z.strictObject({
  set: z.string(),
  document: z.string(),
  loose: z.literal(true).optional(),
  questions: z.array(z.strictObject({ q: z.string().min(3), a: place.nullable() })).min(5),
});

async function read<Entry>(file: string, entry: z.ZodType<Entry>): Promise<Entry[]> {
  const lines = (await readFile(new URL(file, folder), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => entry.parse(JSON.parse(line)));
}

const readAll = async <Entry>(files: string[], entry: z.ZodType<Entry>) =>
  (await Promise.all(files.map((name) => read(name, entry)))).flat();
const ownTexts = () =>
  readAll(
    ['', 'more-', 'fourth-', 'fifth-', 'sixth-', 'seventh-'].map((which) => `${which}own-texts.jsonl`),
    ownText,
  );
const setTexts = () => readAll(['set-texts.jsonl', 'more-set-texts.jsonl'], setText);

test('every answer that the reader learns from stands in its text, and which of several is meant is said', async () => {
  const faults = (await ownTexts()).flatMap(({ text, questions }) =>
    questions.filter(({ a, n }) => {
      if (a === null) return n !== undefined;
      const times = text.split(a).length - 1;
      return times === 1 ? n !== undefined : times < (n ?? Number.POSITIVE_INFINITY);
    }),
  );
  expect(faults).toEqual([]);
});

test('questions with and without an answer are of about the same number and length, so that form tells nothing', async () => {
  const entries = [...(await ownTexts()), ...(await setTexts())];
  const all = entries.flatMap(({ questions }): { q: string; a: unknown }[] => questions);
  const answerable = all.filter(({ a }) => a !== null);
  expect(all.length).toBeGreaterThan(34_000);
  expect(answerable.length / all.length).toBeGreaterThan(0.45);
  expect(answerable.length / all.length).toBeLessThan(0.6);
  const words = (questions: typeof all) =>
    questions.reduce((sum, { q }) => sum + q.split(' ').length, 0) / questions.length;
  const without = all.filter(({ a }) => a === null);
  expect(Math.abs(words(answerable) / words(without) - 1)).toBeLessThan(0.1);
  const twice = all.length - new Set(all.map(({ q }) => q)).size;
  expect(twice / all.length).toBeLessThan(0.01);
});
