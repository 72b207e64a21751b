import { lineOf } from '../corpus/lines.ts';
import type { Span } from '../corpus/types.ts';
import type { IndexedDocument } from '../index/types.ts';
import { growSpan } from './grow-span.ts';
import type { RankedPassage } from './rank.ts';
import type { Excerpt } from './types.ts';
import type { WeighedSentence } from './weigh.ts';

/** An excerpt grows around the answering sentence up to this many characters (a longer sentence stays whole). */
export const EXCERPT_CHARACTERS = 600;

/**
 * The run of sentences to quote: the answering sentence and its neighbours. It does not end at the passage's edge,
 * which is only where the retrieval happened to cut.
 *
 * @param place the answering sentence among the document's sentences.
 * @param taken what other excerpts of the same document quote.
 */
export function chooseSpan(
  document: Pick<IndexedDocument, 'sentences'>,
  place: number,
  taken: readonly Span[] = [],
): Span {
  return growSpan(document, { first: place, last: place }, EXCERPT_CHARACTERS, taken);
}

/** The excerpt around the answering sentence of a passage (or another one of its sentences). */
export function makeExcerpt(
  passage: RankedPassage,
  citation: number,
  answering: WeighedSentence = passage.best,
  taken: readonly Span[] = [],
): Excerpt {
  const { document } = passage.indexed;
  const { start, end } = chooseSpan(document, answering.place, taken);
  return {
    citation,
    document: {
      id: document.id,
      title: document.metadata.title,
      author: document.metadata.author,
      publisher: document.metadata.publisher,
      published: document.metadata.published,
      url: document.metadata.url,
      sha256: document.sha256,
    },
    quote: document.text.slice(start, end),
    start,
    end,
    highlights: [{ start: answering.start, end: answering.end }],
    score: round(passage.score),
    source: { file: document.file, line: lineOf(document, start) },
  };
}

/** Six decimals are more than the arithmetic vouches for and keep the JSON readable. */
export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
