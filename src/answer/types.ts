import type { Metadata, Span } from '../corpus/types.ts';

/** The answer's JSON; its shape is a contract with other programs and changes only with `schema`. */
export interface Answer {
  readonly schema: 1;
  readonly id?: string;
  readonly question: string;
  readonly status: 'answered' | 'not_found' | 'rejected';
  /** Calibrated probability, 0 to 1, that the first excerpt answers the question. Absent when rejected. */
  readonly confidence?: number;
  /** 1 to 5 when answered, best first; none otherwise. */
  readonly excerpts: readonly Excerpt[];
  readonly disagreements: readonly Disagreement[];
  /** What a person reads when there are no excerpts. */
  readonly message?: string;
  readonly ranking?: readonly RankedDocument[];
  /** Same shape as `excerpts`, whatever the status; only when asked for. */
  readonly candidates?: readonly Excerpt[];
  readonly trace?: unknown;
  readonly timings_ms: Timings;
}

export interface CitedDocument extends Metadata {
  readonly id: string;
  /** SHA-256 of the text that the offsets refer to. */
  readonly sha256: string;
}

/** A verbatim quote: `text.slice(start, end) === quote` in the document whose text has this hash. */
export interface Excerpt extends Span {
  readonly citation: number;
  readonly document: CitedDocument;
  readonly quote: string;
  /** Inside the excerpt, in the document's offsets; first the sentence that answers best. */
  readonly highlights: readonly Span[];
  readonly score: number;
  /** Where the excerpt stands in its file: path relative to the corpus folder, line from 1. */
  readonly source: { readonly file: string; readonly line: number };
}

export interface Disagreement {
  readonly topic: string;
  readonly readings: readonly Reading[];
}

export interface Reading {
  readonly value: string;
  readonly citations: readonly number[];
}

export interface RankedDocument {
  readonly document: string;
  readonly score: number;
}

export interface Timings {
  readonly embed?: number;
  readonly retrieve?: number;
  readonly select?: number;
  readonly total: number;
}
