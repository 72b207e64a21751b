import { placeOf } from '../answer/source-place.ts';
import type { Excerpt } from '../answer/types.ts';
import type { Span } from '../corpus/types.ts';
import type { Index } from '../index/types.ts';
import { excerptAt } from './excerpt-place.ts';

/** An excerpt with what stands around it. */
export interface Context {
  /** One quote from the passage before to the passage after; its highlight is the sentence that answers. */
  readonly excerpt: Excerpt;
  /** Whether there is nothing else in the document. */
  readonly whole: boolean;
}

/**
 * The excerpt that a button names, with the passage before and after it.
 *
 * @param args as `placeArguments` gives them
 * @throws UserError `source-gone` or `source-changed` when the place no longer exists as it was quoted
 */
export function contextOf(index: Index, args: readonly string[]): Context {
  const quoted = excerptAt(index, args);
  const { id } = quoted.document;
  const around = surroundings(index, id, quoted);
  // The excerpt is proved, so its document is there, and a larger slice of the same text needs no other proof.
  const document = index.documents.get(id);
  if (document === undefined) throw new Error(`the index lost ${id}`);
  const excerpt: Excerpt = {
    ...quoted,
    ...around,
    quote: document.text.slice(around.start, around.end),
    highlights: quoted.highlights.length > 0 ? quoted.highlights : [{ start: quoted.start, end: quoted.end }],
    source: placeOf(document, around.start, (quoted.highlights[0] ?? quoted).start),
  };
  const rest = document.text.slice(0, around.start) + document.text.slice(around.end);
  return { excerpt, whole: rest.trim() === '' };
}

/** From the start of the passage before the excerpt's to the end of the one after it. */
function surroundings(index: Index, documentId: string, { start, end }: Span): Span {
  const passages = index.passages
    .filter(({ document }) => document.id === documentId)
    .map(({ passage }) => passage)
    .sort((a, b) => a.start - b.start);
  const before = passages.filter((passage) => passage.end <= start).at(-1);
  const after = passages.find((passage) => passage.start >= end);
  const own = passages.filter((passage) => passage.start < end && passage.end > start);
  return {
    start: Math.min(start, before?.start ?? own[0]?.start ?? start),
    end: Math.max(end, after?.end ?? own.at(-1)?.end ?? end),
  };
}
