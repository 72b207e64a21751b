/** What the main thread and the models' thread say to each other: a task in, its result or failure out. */

import type { PartedText, TextRole } from './embedder.ts';
import type { TokenizedText } from './encoder.ts';
import type { Pooling } from './model-table.ts';

/** Which models to load. */
export interface ModelSetup {
  readonly modelDir: string;
  readonly embeddingModel: string;
  readonly readerModel: string | null;
  /** Base of the hub's addresses, with a slash at the end. */
  readonly hubUrl: string;
}

/** What loading found out. */
export interface ModelFacts {
  readonly embedder: {
    readonly fingerprint: string;
    readonly dimensions: number;
    readonly maxTokens: number;
  };
  readonly reader: { readonly fingerprint: string } | null;
  /** What another process needs to embed passages. */
  readonly network: { readonly file: string; readonly sha256: string; readonly pooling: Pooling };
  readonly warnings: readonly string[];
}

/** A window as the reader saw it: four numbers for each token, in order. */
export interface RawReading {
  /** UTF-16 offsets into the window. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly startLogits: Float32Array;
  readonly endLogits: Float32Array;
  readonly noAnswer: number;
  readonly truncated: boolean;
}

export type Work =
  | { readonly kind: 'open'; readonly setup: ModelSetup }
  | { readonly kind: 'embed'; readonly text: string; readonly role: TextRole }
  | { readonly kind: 'embed-passage'; readonly passage: PartedText }
  | { readonly kind: 'tokenize'; readonly passages: readonly PartedText[] }
  | { readonly kind: 'count'; readonly texts: readonly string[] }
  | { readonly kind: 'read'; readonly question: string; readonly window: string }
  | { readonly kind: 'close' };

export interface Task {
  /** The number under which a caller opened its models. */
  readonly owner: number;
  readonly work: Work;
}

export interface WorkResults {
  open: ModelFacts;
  embed: Float32Array;
  /** Of the passage, then of its parts. */
  'embed-passage': Float32Array;
  /** Of each passage, in order. */
  tokenize: readonly TokenizedText[];
  count: readonly number[];
  read: RawReading;
  close: null;
}

export type WorkResult = WorkResults[Work['kind']];

/** An error as it crosses threads; `identifier` is null for one that nobody expected. */
export interface Failure {
  readonly identifier: string | null;
  readonly message: string;
  readonly cause: string | null;
}

export type Reply =
  | { readonly type: 'done'; readonly result: WorkResult }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** Not a reply proper: something that a library printed. */
  | { readonly type: 'printed'; readonly text: string };

/** What a task's thread is started with: one shared integer, 1 while a task is under way and 0 otherwise. */
export interface ThreadData {
  readonly busy: Int32Array;
}
