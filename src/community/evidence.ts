import type { Span } from '../corpus/types.ts';
import type { Index, IndexedDocument } from '../index/types.ts';
import { fold } from './sql/values.ts';
import type { PinnedExcerpt } from './types.ts';

type Documents = Index['documents'];

/** What became of one quoted excerpt. */
export type ExcerptEvidence =
  | { readonly status: 'intact'; readonly excerpt: PinnedExcerpt }
  /** The quote stands unchanged in another place; `excerpt` is bound to it. */
  | { readonly status: 'moved'; readonly excerpt: PinnedExcerpt }
  | {
      readonly status: 'stale';
      readonly excerpt: PinnedExcerpt;
      readonly reason: 'document-gone' | 'quote-gone';
      /** The part of the document that now resembles the quote most; null when nothing does. */
      readonly newText: (Span & { readonly text: string }) | null;
    };

export interface PinEvidence {
  /** The worst of the excerpts. */
  readonly status: 'intact' | 'moved' | 'stale';
  readonly excerpts: readonly ExcerptEvidence[];
}

/** Least share of common words at which text counts as the new form of a quote (Dice's coefficient). */
const RESEMBLANCE = 0.35;

/** Compares what a pin quotes with the documents as they are now. A pure function. */
export function checkEvidence(excerpts: readonly PinnedExcerpt[], documents: Documents): PinEvidence {
  const checked = excerpts.map((excerpt) => checkExcerpt(excerpt, documents));
  const stale = checked.length === 0 || checked.some(({ status }) => status === 'stale');
  const moved = checked.some(({ status }) => status === 'moved');
  return { status: stale ? 'stale' : moved ? 'moved' : 'intact', excerpts: checked };
}

function checkExcerpt(excerpt: PinnedExcerpt, documents: Documents): ExcerptEvidence {
  const document = documents.get(excerpt.documentId) ?? sameText(excerpt.sha256, documents);
  if (document === undefined) return { status: 'stale', excerpt, reason: 'document-gone', newText: null };
  const start = nearestOccurrence(document.text, excerpt.quote, excerpt.start);
  if (start === null) {
    return { status: 'stale', excerpt, reason: 'quote-gone', newText: resembling(document, excerpt) };
  }
  const bound = rebound(excerpt, document, start);
  const intact =
    start === excerpt.start &&
    document.id === excerpt.documentId &&
    document.sha256 === excerpt.sha256 &&
    excerpt.end - excerpt.start === excerpt.quote.length;
  return intact ? { status: 'intact', excerpt } : { status: 'moved', excerpt: bound };
}

/** A file that was renamed: another id, the very same text. */
function sameText(sha256: string, documents: Documents): IndexedDocument | undefined {
  for (const document of documents.values()) {
    if (document.sha256 === sha256) return document;
  }
  return undefined;
}

/** Where the quote stands nearest to its old place; of two equally near the earlier. Null when nowhere. */
export function nearestOccurrence(text: string, quote: string, oldStart: number): number | null {
  if (quote === '') return null;
  const after = text.indexOf(quote, Math.max(0, oldStart));
  const before = oldStart < 1 ? -1 : text.lastIndexOf(quote, oldStart - 1);
  if (after < 0 && before < 0) return null;
  if (before < 0) return after;
  if (after < 0) return before;
  return oldStart - before <= after - oldStart ? before : after;
}

function rebound(excerpt: PinnedExcerpt, document: IndexedDocument, start: number): PinnedExcerpt {
  const shift = start - excerpt.start;
  return {
    documentId: document.id,
    sha256: document.sha256,
    start,
    end: start + excerpt.quote.length,
    quote: excerpt.quote,
    highlights: excerpt.highlights.map((span) => ({ start: span.start + shift, end: span.end + shift })),
  };
}

/** The run of sentences of about the quote's length that shares most words with it, for a moderator to compare. */
function resembling(document: IndexedDocument, { quote, start }: PinnedExcerpt) {
  const wanted = wordCounts(quote);
  const prose = document.sentences.filter((sentence) => sentence.kind === 'prose');
  let best: (Span & { readonly score: number }) | null = null;
  for (const [i, first] of prose.entries()) {
    for (const last of prose.slice(i)) {
      const span = { start: first.start, end: last.end };
      const score = dice(wanted, wordCounts(document.text.slice(span.start, span.end)));
      const better =
        best === null ||
        score > best.score ||
        (score === best.score && Math.abs(span.start - start) < Math.abs(best.start - start));
      if (better) best = { ...span, score };
      if (span.end - span.start >= quote.length) break;
    }
  }
  if (best === null || best.score < RESEMBLANCE) return null;
  return { start: best.start, end: best.end, text: document.text.slice(best.start, best.end) };
}

function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of fold(text).matchAll(/[\p{L}\p{N}]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Dice's coefficient of two bags of words: twice what they share over what they hold, 0 to 1. */
function dice(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  let size = 0;
  for (const [word, count] of a) {
    shared += Math.min(count, b.get(word) ?? 0);
    size += count;
  }
  for (const count of b.values()) size += count;
  return size === 0 ? 0 : (2 * shared) / size;
}
