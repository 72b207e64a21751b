import type { ExcerptEvidence, PinEvidence } from '../../community/evidence.ts';
import type { PinnedExcerpt } from '../../community/types.ts';
import type { Index } from '../../index/types.ts';

/**
 * What takes the place of a pin's quotes, where its evidence changed: the new text of those that have one.
 *
 * @returns none where the first quote has no new text: it is the one that answers, and what stood beside it is no
 *   answer without it
 */
export function replacementOf(evidence: PinEvidence, documents: Index['documents']): PinnedExcerpt[] {
  const [first = null, ...others] = evidence.excerpts.map((one) => newExcerpt(one, documents));
  return first === null ? [] : [first, ...others.filter((excerpt) => excerpt !== null)];
}

function newExcerpt(evidence: ExcerptEvidence, documents: Index['documents']): PinnedExcerpt | null {
  if (evidence.status !== 'stale') return evidence.excerpt;
  const { excerpt, newText } = evidence;
  const document = documents.get(excerpt.documentId);
  if (newText === null || document === undefined) return null;
  const { start, end, text, highlights } = newText;
  return { documentId: document.id, sha256: document.sha256, start, end, quote: text, highlights };
}
