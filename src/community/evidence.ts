import type { Span } from '../corpus/types.ts';
import type { Index, IndexedDocument } from '../index/types.ts';
import { fold } from './sql/values.ts';
import type { PinnedExcerpt } from './types.ts';

type Documents = Index['documents'];

/** What a document says now where a quote used to stand. */
export interface NewText extends Span {
  readonly text: string;
  /** The sentence in it that resembles the one that answered; none when the quote marked none. */
  readonly highlights: readonly Span[];
}

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
      readonly newText: NewText | null;
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
  const { start, end, quote } = excerpt;
  const unchanged = document.sha256 === excerpt.sha256 && document.text.slice(start, end) === quote;
  if (unchanged && document.id === excerpt.documentId) return { status: 'intact', excerpt };
  const place = unchanged ? start : nearestOccurrence(document, quote, start);
  if (place === null) {
    return { status: 'stale', excerpt, reason: 'quote-gone', newText: resembling(document, excerpt) };
  }
  return { status: 'moved', excerpt: rebound(excerpt, document, place) };
}

/** A file that was renamed: another id, the very same text. */
function sameText(sha256: string, documents: Documents): IndexedDocument | undefined {
  for (const document of documents.values()) {
    if (document.sha256 === sha256) return document;
  }
  return undefined;
}

/**
 * Where the quote stands as whole sentences, nearest to its old place; of two equally near the earlier. Null when
 * nowhere: words that go on, such as “costs 5” in “costs 50”, no longer say the same.
 */
export function nearestOccurrence(
  { text, sentences }: Pick<IndexedDocument, 'text' | 'sentences'>,
  quote: string,
  oldStart: number,
): number | null {
  if (quote === '') return null;
  const ends = new Set(sentences.map(({ end }) => end));
  let nearest: number | null = null;
  for (const { start } of sentences) {
    if (!ends.has(start + quote.length) || !text.startsWith(quote, start)) continue;
    if (nearest === null || Math.abs(start - oldStart) < Math.abs(nearest - oldStart)) nearest = start;
  }
  return nearest;
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
function resembling(document: IndexedDocument, excerpt: PinnedExcerpt): NewText | null {
  const { quote, start } = excerpt;
  const prose = document.sentences
    .filter((sentence) => sentence.kind === 'prose')
    .map(({ start, end }) => ({ start, end, words: wordsOf(document.text.slice(start, end)) }));
  const best = mostAlike(quote, start, runsOf(prose, quote.length));
  if (best === null || best.score < RESEMBLANCE) return null;
  const { start: from, end } = best;
  const [answering] = excerpt.highlights;
  const inside = prose.filter((sentence) => sentence.start >= from && sentence.end <= end);
  const highlight =
    answering === undefined
      ? null
      : mostAlike(quote.slice(answering.start - start, answering.end - start), answering.start, inside);
  return {
    start: from,
    end,
    text: document.text.slice(from, end),
    highlights: highlight === null ? [] : [{ start: highlight.start, end: highlight.end }],
  };
}

/** A stretch of a document with its words, which are read once for every run that the stretch is part of. */
interface Worded extends Span {
  readonly words: readonly string[];
}

/** From each sentence on, the runs up to the first that is at least `length` characters long. */
function* runsOf(sentences: readonly Worded[], length: number): Generator<Worded> {
  for (const [i, { start }] of sentences.entries()) {
    const words: string[] = [];
    for (let at = i; at < sentences.length; at++) {
      const last = sentences[at];
      if (last === undefined) break;
      words.push(...last.words);
      yield { start, end: last.end, words };
      if (last.end - start >= length) break;
    }
  }
}

/** The span whose words are most like those of `wanted`; of equals the one nearest to `place`. */
function mostAlike(
  wanted: string,
  place: number,
  spans: Iterable<Worded>,
): (Span & { readonly score: number }) | null {
  const words = wordsOf(wanted);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  let best: (Span & { readonly score: number }) | null = null;
  for (const { start, end, words: found } of spans) {
    const score = dice(counts, words.length, found);
    const better =
      best === null ||
      score > best.score ||
      (score === best.score && Math.abs(start - place) < Math.abs(best.start - place));
    if (better) best = { start, end, score };
  }
  return best;
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Dice's coefficient of two bags of words: twice what they share over what they hold, 0 to 1. */
function dice(counts: ReadonlyMap<string, number>, size: number, words: readonly string[]): number {
  const left = new Map<string, number>();
  let shared = 0;
  for (const word of words) {
    const count = left.get(word) ?? counts.get(word) ?? 0;
    if (count > 0) {
      shared++;
      left.set(word, count - 1);
    }
  }
  return size + words.length === 0 ? 0 : (2 * shared) / (size + words.length);
}
