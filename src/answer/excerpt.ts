import { lineOf } from '../corpus/lines.ts';
import type { Span } from '../corpus/types.ts';
import type { RankedPassage } from './rank.ts';
import type { Excerpt } from './types.ts';
import type { WeighedSentence } from './weigh.ts';

/** An excerpt grows around the answering sentence up to this many characters (a longer sentence stays whole). */
export const EXCERPT_CHARACTERS = 600;

/**
 * The run of sentences to quote: the answering sentence, then its neighbours in turn, the one before first,
 * since it often carries what a pronoun refers to. Never beyond the passage.
 */
export function chooseSpan(passage: RankedPassage, best: WeighedSentence): Span {
  const { sentences } = passage;
  let first = sentences.indexOf(best);
  let last = first;
  const length = (from: number, to: number) => (sentences[to]?.end ?? 0) - (sentences[from]?.start ?? 0);
  for (let grown = true; grown; ) {
    grown = false;
    if (first > 0 && length(first - 1, last) <= EXCERPT_CHARACTERS) {
      first--;
      grown = true;
    }
    if (last < sentences.length - 1 && length(first, last + 1) <= EXCERPT_CHARACTERS) {
      last++;
      grown = true;
    }
  }
  return { start: sentences[first]?.start ?? best.start, end: sentences[last]?.end ?? best.end };
}

/** The excerpt of a passage around its answering sentence (or another one), with its citation number. */
export function makeExcerpt(
  passage: RankedPassage,
  citation: number,
  answering: WeighedSentence = passage.best,
): Excerpt {
  const { document } = passage.indexed;
  const { start, end } = chooseSpan(passage, answering);
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
