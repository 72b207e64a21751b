import { createHash } from 'node:crypto';
import type { Index } from '../index/types.ts';
import type { Excerpt } from './types.ts';

/** Why a quote may not be sent. */
export interface VerificationFailure {
  readonly documentId: string;
  readonly reason: 'document-missing' | 'document-changed' | 'quote-differs' | 'highlight-outside';
}

/**
 * Proves a quote: its document is in the index, the document's text still has the hash that the excerpt cites
 * (computed afresh from the text, not looked up), and `text.slice(start, end)` is the quote to the last code unit.
 *
 * @returns null when the quote is proved, else the first reason why it is not.
 */
export function verifyExcerpt(index: Pick<Index, 'documents'>, excerpt: Excerpt): VerificationFailure | null {
  const documentId = excerpt.document.id;
  const document = index.documents.get(documentId);
  if (document === undefined) return { documentId, reason: 'document-missing' };
  if (sha256(document.text) !== excerpt.document.sha256) return { documentId, reason: 'document-changed' };
  if (excerpt.quote === '' || document.text.slice(excerpt.start, excerpt.end) !== excerpt.quote) {
    return { documentId, reason: 'quote-differs' };
  }
  const inside = excerpt.highlights.every(
    ({ start, end }) => start >= excerpt.start && end <= excerpt.end && start < end,
  );
  return inside ? null : { documentId, reason: 'highlight-outside' };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
