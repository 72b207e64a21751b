import { lineOf } from '../corpus/lines.ts';
import type { Span } from '../corpus/types.ts';
import type { Excerpt } from './types.ts';
import type { WeighedPassage } from './weigh.ts';

/** An excerpt grows around the answering sentence up to this many characters (a longer sentence stays whole). */
export const EXCERPT_CHARACTERS = 600;

/**
 * The run of sentences to quote: the answering sentence, then its neighbours in turn, the one before first,
 * since it often carries what a pronoun refers to. Never beyond the passage.
 */
export function chooseSpan(passage: WeighedPassage): Span {
  const { sentences, best } = passage;
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

/** The excerpt of a passage, with its citation number and score. */
export function makeExcerpt(passage: WeighedPassage, citation: number, score: number): Excerpt {
  const { document } = passage.indexed;
  const { start, end } = chooseSpan(passage);
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
    highlights: [{ start: passage.best.start, end: passage.best.end }],
    score: round(score),
    source: { file: document.file, line: lineOf(document, start) },
  };
}

/** Six decimals are more than the arithmetic vouches for and keep the JSON readable. */
export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
