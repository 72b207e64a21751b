import { createHash } from 'node:crypto';
import path from 'node:path';
import fc from 'fast-check';
import { plainTextBlocks } from '../../src/corpus/blocks.ts';
import { loadCorpus } from '../../src/corpus/load.ts';
import type { Document, Sentence, Span } from '../../src/corpus/types.ts';

/** A document as the reader of `.txt` files would make it. */
export function plainDocument(text: string): Document {
  return {
    id: 'document.txt',
    file: 'document.txt',
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
    metadata: { title: null, author: null, publisher: null, published: null, url: null },
    blocks: plainTextBlocks(text),
    linesFollowText: true,
  };
}

export const textsOf = (document: Document, spans: readonly Span[]): string[] =>
  spans.map(({ start, end }) => document.text.slice(start, end));

export const textsOfKind = (
  document: Document,
  sentences: readonly Sentence[],
  kind: Sentence['kind'],
): string[] =>
  textsOf(
    document,
    sentences.filter((sentence) => sentence.kind === kind),
  );

/** One of the articles that the project ships, by the number its file name begins with. */
export async function shippedArticle(number: string): Promise<Document> {
  const corpus = await loadCorpus(path.resolve('corpus'));
  const article = corpus.documents.find((document) => document.id.startsWith(number));
  if (article === undefined) throw new Error(`corpus/ has no article ${number}`);
  return article;
}

const pieces = [
  'The committee met in the U.S. capital',
  'Gen. Smith',
  'It was late',
  'Skip to content',
  'Follow us on Twitter',
  'A Heading In Title Case',
  'see https://t.co/Ab1',
  '— Ann (@ann) May 2, 2023',
  'naïve café',
  '好。',
  'Ωμέγα',
  '😱',
  '👩‍👩‍👧',
  '3.5',
  '1.',
  '- ',
  '.',
  '?!',
  '...',
  '…',
  '. . .',
  '”',
  '"',
  "''",
  ')',
  '(',
  ' ',
  '  ',
  '\u00a0',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\t',
  '\ud800',
  '\ufeff',
  '\u2028',
];

/** Any text: arbitrary code units, and texts put together from what the rules look for. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })), { maxLength: 40 })
    .map((list) => list.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((list) => list.join(' ')),
);

/** What is not white space of a text, and what the spans hold of it: equal if they cover it exactly once. */
export const inkOf = (text: string): string => text.replace(/\s+/g, '');

/** The first fault of spans that should be in order, apart, and without white space at their ends. */
export function faultOf(text: string, spans: readonly Span[]): string | undefined {
  let end = 0;
  for (const span of spans) {
    const content = text.slice(span.start, span.end);
    if (span.start < end) return `${span.start} begins before the last one ended at ${end}`;
    if (content === '' || content.trim() !== content)
      return `${JSON.stringify(content)} is blank or not trimmed`;
    end = span.end;
  }
  return end > text.length ? `${end} is beyond the text` : undefined;
}

/**
 * How many times longer `work` takes for eight times the text, the best of several runs each. About 8 for
 * linear time and 64 for quadratic time, on a machine of any speed.
 */
export function growthOf(work: (text: string) => void, seed: string): number {
  const best = (length: number) => {
    const text = seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
    const runs = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      work(text);
      const { user } = process.cpuUsage(before);
      return user;
    });
    return Math.min(...runs);
  };
  best(2_000);
  // A floor of 1.5 milliseconds: below it the clock's grain would decide.
  return best(32_000) / Math.max(1_500, best(4_000));
}
