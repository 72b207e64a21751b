import type { Metadata, Span } from '../corpus/types.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { Index } from '../index/types.ts';
import type { Reader } from '../reading/reader.ts';
import type { Feature } from './confidence-model.ts';
import type { SourcePlace } from './source-place.ts';

/** Everything that answering needs from outside: no file system, no Discord, no clock of its own. */
export interface AskDependencies {
  readonly index: Index;
  readonly embedder: Embedder;
  /** Null when the second stage is turned off; everything works without it, a little less well. */
  readonly reader: Reader | null;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** Told of every quote that could not be proved and was therefore left out. */
  readonly onUnprovenQuote?: (failure: VerificationFailure) => void;
}

export interface AskOptions {
  /** Returned in the answer as it is; ties a line of a batch to its question. */
  readonly id?: string;
  /** Answer from this document only. */
  readonly documentId?: string;
  /** Return the best N documents as `ranking`, whether or not the answer abstains. */
  readonly ranking?: number;
  /** Return `candidates` and `trace`. */
  readonly explain?: boolean;
}

/** The answer's JSON; its shape is a contract with other programs and changes only with `schema`. */
export interface Answer {
  readonly schema: 1;
  readonly id?: string;
  readonly question: string;
  /** The question as it was searched for, where misspelled words were put right; absent otherwise. */
  readonly searched?: string;
  readonly status: 'answered' | 'not_found' | 'rejected';
  /** Calibrated probability, 0 to 1, that the first excerpt answers the question. Absent when rejected. */
  readonly confidence?: number;
  /** 1 to 5 when answered, best first; none otherwise. */
  readonly excerpts: readonly Excerpt[];
  readonly disagreements: readonly Disagreement[];
  /** The parts of a question that nothing answers while another part is answered; absent where there are none. */
  readonly unanswered?: readonly string[];
  /** What a person reads when there are no excerpts. */
  readonly message?: string;
  readonly ranking?: readonly RankedDocument[];
  /** Same shape as `excerpts`, whatever the status; only when asked for. */
  readonly candidates?: readonly Excerpt[];
  readonly trace?: Trace;
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
  /** Citations of other documents that answer alike; absent where there are none. */
  readonly also?: readonly number[];
  readonly source: SourcePlace;
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

/** The documents that each leg of the retrieval by itself ranks first, best first. */
export interface Legs {
  readonly vectors: readonly RankedDocument[];
  /** Only documents that share a word with the question. */
  readonly words: readonly RankedDocument[];
}

/** What each stage contributed to an answer, for a person to read; programs rely on the named fields only. */
export interface Trace {
  readonly legs: Legs;
  /** What the confidence was estimated from; null where nothing was found. */
  readonly confidence: Readonly<Record<Feature, number>> | null;
  readonly [detail: string]: unknown;
}

export interface Timings {
  readonly embed?: number;
  readonly retrieve?: number;
  readonly select?: number;
  readonly total: number;
}

/** What an answer quotes: the best passages and, where the sources disagree, a passage for each side. */
export interface Composition {
  readonly excerpts: readonly Excerpt[];
  readonly disagreements: readonly Disagreement[];
}

/** Why a quote may not be sent. */
export interface VerificationFailure {
  readonly documentId: string;
  readonly reason: 'document-missing' | 'document-changed' | 'quote-differs' | 'highlight-outside';
}
