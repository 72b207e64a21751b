import type { Excerpt } from '../answer/types.ts';
import { verifyExcerpt } from '../answer/verify.ts';
import { lineOf } from '../corpus/lines.ts';
import { UserError } from '../errors.ts';
import type { Index } from '../index/types.ts';
import { documentByKey, textKey } from './document-key.ts';

/** Where an excerpt stands, as a button carries it. */
export interface ExcerptPlace {
  /** Its number in the answer. */
  readonly citation: number;
  readonly documentKey: string;
  readonly textKey: string;
  readonly start: number;
  readonly end: number;
}

/**
 * An excerpt with the passage before and after it, as one quote in which the excerpt is the highlight.
 *
 * @throws UserError `source-gone` or `source-changed` when the place no longer exists as it was quoted
 */
export function contextOf(index: Index, place: ExcerptPlace): Excerpt {
  const document = documentByKey(index, place.documentKey);
  if (document === undefined) {
    throw new UserError(
      'source-gone',
      'That document is no longer among my sources. Ask the question again to see what they say now.',
    );
  }
  if (textKey(document.sha256) !== place.textKey || place.end > document.text.length) throw changed();
  const around = surroundings(index, document.id, place);
  const excerpt: Excerpt = {
    citation: place.citation,
    document: { id: document.id, sha256: document.sha256, ...document.metadata },
    quote: document.text.slice(around.start, around.end),
    ...around,
    highlights: [{ start: place.start, end: place.end }],
    score: 0,
    source: { file: document.file, line: lineOf(document, around.start) },
  };
  if (verifyExcerpt(index, excerpt) !== null) throw changed();
  return excerpt;
}

function changed(): UserError {
  return new UserError(
    'source-changed',
    'That document has changed since it was quoted. Ask the question again to see what it says now.',
  );
}

/** From the start of the passage before the excerpt's to the end of the one after it. */
function surroundings(index: Index, documentId: string, { start, end }: ExcerptPlace) {
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
