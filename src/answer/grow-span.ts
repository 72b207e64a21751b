import { type Asking, opensAnswer } from '../corpus/asked.ts';
import type { Span } from '../corpus/types.ts';

/** A run of a document's sentences, by their places, both included. */
export interface SentenceRun {
  readonly first: number;
  readonly last: number;
}

/**
 * Grows a run of sentences by its neighbours in turn, as long as its size is at most `limit`: the one after
 * first, since it often goes on with what was said, then the one before, which may carry what a pronoun refers to.
 * It ends at headings, at furniture and at the questions of a page of questions.
 *
 * @param sizeOf the size of a stretch of the document, by default its characters; no less for a longer one.
 */
export function growSpan(
  document: Asking,
  run: SentenceRun,
  limit: number,
  sizeOf: (stretch: Span) => number = (stretch) => stretch.end - stretch.start,
): Span {
  const { sentences } = document;
  const start = (at: number) => sentences[at]?.start ?? 0;
  const end = (at: number) => sentences[at]?.end ?? 0;
  const free = (at: number) => sentences[at]?.kind === 'prose';
  let { first, last } = run;
  for (let grown = true; grown; ) {
    grown = false;
    if (
      free(last + 1) &&
      !opensAnswer(document, last + 1) &&
      sizeOf({ start: start(first), end: end(last + 1) }) <= limit
    ) {
      last++;
      grown = true;
    }
    // What stands above a heading belongs to another section.
    const opened = sentences[first]?.kind !== 'prose' || opensAnswer(document, first);
    if (!opened && free(first - 1) && sizeOf({ start: start(first - 1), end: end(last) }) <= limit) {
      first--;
      grown = true;
    }
  }
  return { start: start(first), end: end(last) };
}
