import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { requiredWordsSchema } from '../../src/evaluation/required-words.ts';

/**
 * The questions over the shipped articles and the labelled pairs of sentences. Thresholds and weights may be
 * fitted on the half `tune`; the tests assert on the half `check` only.
 */
export const corpusFolder = new URL('../../corpus/', import.meta.url);

const split = z.enum(['tune', 'check']);
const common = {
  id: z.string().regex(/^[a-z]\d{2}$/),
  question: z.string().min(3),
  tier: z.enum(['easy', 'medium', 'hard']),
  split,
  note: z.string().min(1).optional(),
};
const found = {
  answerable: z.literal(true),
  documents: z.array(z.string()).min(1),
  /** Words of the first excerpt. */
  quote_contains: requiredWordsSchema,
  /** Words of the sentence that answers. */
  highlight_contains: requiredWordsSchema,
};
const reading = z.object({ value: z.string().min(1), documents: z.array(z.string()).min(1) });

const goldenSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, ...found, kind: z.literal('answerable') }),
  z.strictObject({ ...common, ...found, kind: z.literal('not_disagreement') }),
  z.strictObject({
    ...common,
    ...found,
    kind: z.literal('disagreement'),
    readings: z.array(reading).min(2),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('unanswerable'),
    answerable: z.literal(false),
    documents: z.tuple([]),
    note: z.string().min(1),
  }),
]);

export type GoldenQuestion = z.infer<typeof goldenSchema>;
export type AnswerableQuestion = Exclude<GoldenQuestion, { kind: 'unanswerable' }>;
export type DisagreementQuestion = Extract<GoldenQuestion, { kind: 'disagreement' }>;

const side = z.strictObject({ document: z.string().min(1), text: z.string().min(1) });
const pairSchema = z.strictObject({
  id: z.string().regex(/^p\d{3}$/),
  question: z.string().min(3),
  a: side,
  b: side,
  /** `disagree`: two values of one quantity of one thing; `agree`: the same value; `unrelated`: two quantities. */
  label: z.enum(['disagree', 'agree', 'unrelated']),
  topic: z.string().min(1),
  /** The value of `a` and that of `b`, as written there. */
  values: z.tuple([z.string().min(1), z.string().min(1)]),
  split,
});

export type DisagreementPair = z.infer<typeof pairSchema>;

export function readGolden(): GoldenQuestion[] {
  return readLines('golden.jsonl').map((line) => goldenSchema.parse(line));
}

export function readPairs(): DisagreementPair[] {
  return readLines('disagreement-pairs.jsonl').map((line) => pairSchema.parse(line));
}

export function readArticle(id: string): string {
  return readFileSync(new URL(id, corpusFolder), 'utf8');
}

function readLines(name: string): unknown[] {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}
