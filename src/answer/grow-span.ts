import { type Asking, opensAnswer } from '../corpus/asked.ts';
import type { Span } from '../corpus/types.ts';

/** A run of a document's sentences, by their places, both included. */
export interface SentenceRun {
  readonly first: number;
  readonly last: number;
}

/**
 * Grows a run of sentences by its neighbours in turn, as long as it has at most `limit` characters: the one after
 * first, since it often goes on with what was said, then the one before, which may carry what a pronoun refers to.
 * It ends at headings, at furniture and at the questions of a page of questions.
 */
export function growSpan(document: Asking, run: SentenceRun, limit: number): Span {
  const { sentences } = document;
  const start = (at: number) => sentences[at]?.start ?? 0;
  const end = (at: number) => sentences[at]?.end ?? 0;
  const free = (at: number) => sentences[at]?.kind === 'prose';
  let { first, last } = run;
  for (let grown = true; grown; ) {
    grown = false;
    if (free(last + 1) && !opensAnswer(document, last + 1) && end(last + 1) - start(first) <= limit) {
      last++;
      grown = true;
    }
    // What stands above a heading belongs to another section.
    const opened = sentences[first]?.kind !== 'prose' || opensAnswer(document, first);
    if (!opened && free(first - 1) && end(last) - start(first - 1) <= limit) {
      first--;
      grown = true;
    }
  }
  return { start: start(first), end: end(last) };
}
