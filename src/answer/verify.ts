import { createHash } from 'node:crypto';
import type { Index } from '../index/types.ts';
import type { Composition, Excerpt, VerificationFailure } from './types.ts';

/**
 * Proves a quote: its document is in the index, the document's text still has the hash that the excerpt cites
 * (computed from the text itself, not taken from the index), and `text.slice(start, end)`, a range inside the text, is the
 * quote to the last code unit.
 *
 * @returns null when the quote is proved, else the first reason why it is not.
 */
export function verifyExcerpt(index: Pick<Index, 'documents'>, excerpt: Excerpt): VerificationFailure | null {
  const documentId = excerpt.document.id;
  const document = index.documents.get(documentId);
  if (document === undefined) return { documentId, reason: 'document-missing' };
  if (hashOf(document) !== excerpt.document.sha256) return { documentId, reason: 'document-changed' };
  const { start, end, quote } = excerpt;
  // `slice` forgives offsets outside the text; whoever looks the quote up by them would not find it.
  const isRange = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end;
  if (!isRange || end > document.text.length || document.text.slice(start, end) !== quote) {
    return { documentId, reason: 'quote-differs' };
  }
  const inside = excerpt.highlights.every(
    (highlight) => highlight.start >= start && highlight.end <= end && highlight.start < highlight.end,
  );
  return inside ? null : { documentId, reason: 'highlight-outside' };
}

/**
 * Leaves out every excerpt that fails its proof, numbers the rest anew, and drops the mentions and sides that lost
 * their citations (and a disagreement with fewer than two sides left).
 */
export function withoutUnproven(
  index: Pick<Index, 'documents'>,
  { excerpts, disagreements }: Composition,
  onUnproven: (failure: VerificationFailure) => void = () => {},
): Composition {
  const numbers = new Map<number, number>();
  const proven: Excerpt[] = [];
  for (const excerpt of excerpts) {
    const failure = verifyExcerpt(index, excerpt);
    if (failure !== null) {
      onUnproven(failure);
      continue;
    }
    numbers.set(excerpt.citation, proven.length + 1);
    proven.push({ ...excerpt, citation: proven.length + 1 });
  }
  const renumber = (citations: readonly number[]) =>
    citations.flatMap((citation) => numbers.get(citation) ?? []);
  const excerptsKept = proven.map(({ also, ...excerpt }) => {
    const agreeing = renumber(also ?? []);
    return agreeing.length > 0 ? { ...excerpt, also: agreeing } : excerpt;
  });
  const kept = disagreements.flatMap(({ topic, readings }) => {
    const sides = readings.flatMap(({ value, citations }) => {
      const renumbered = renumber(citations);
      return renumbered.length > 0 ? [{ value, citations: renumbered }] : [];
    });
    return sides.length >= 2 ? [{ topic, readings: sides }] : [];
  });
  return { excerpts: excerptsKept, disagreements: kept };
}

const hashes = new WeakMap<object, { readonly text: string; readonly sha256: string }>();

/** Computed once for a text: five quotes of a large document would hash it five times while everybody waits. */
function hashOf(document: { readonly text: string }): string {
  const { text } = document;
  const known = hashes.get(document);
  if (known?.text === text) return known.sha256;
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  hashes.set(document, { text, sha256 });
  return sha256;
}
