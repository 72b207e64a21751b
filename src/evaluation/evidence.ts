import type { Span } from '../corpus/types.ts';

/** A stretch of a document that people marked as the answer. */
export interface Evidence extends Span {
  readonly document: string;
}

/** Half-open ranges that share at least one character. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * Whether a stretch of a document touches the evidence: the test behind the answering sentence's precision@1
 * (the stretch is the first highlight) and behind "evidence in the first excerpt" (it is the excerpt).
 */
export function touchesEvidence(document: string, span: Span, evidence: readonly Evidence[]): boolean {
  return evidence.some((one) => one.document === document && overlaps(one, span));
}
