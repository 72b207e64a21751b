/**
 * What the main thread and the worker say to each other. One task is in the worker at a time, so that a
 * question that arrives waits for one passage at most.
 */

export interface WorkerSetup {
  readonly modelDir: string;
  readonly embeddingModel: string;
  readonly readerModel: string | null;
  /** Base of the hub's addresses, with a slash at the end. */
  readonly hubUrl: string;
}

/** What the worker found out while loading. */
export interface WorkerFacts {
  readonly embedder: {
    readonly fingerprint: string;
    readonly dimensions: number;
    readonly maxTokens: number;
  };
  readonly reader: { readonly fingerprint: string } | null;
  readonly warnings: readonly string[];
}

export type Task =
  | { readonly kind: 'embed'; readonly text: string; readonly role: 'question' | 'passage' }
  | { readonly kind: 'count'; readonly texts: readonly string[] }
  | { readonly kind: 'read'; readonly question: string; readonly window: string };

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

export interface TaskResults {
  embed: Float32Array;
  count: readonly number[];
  read: RawReading;
}

/** An error as it crosses threads; `identifier` is null for one that nobody expected. */
export interface Failure {
  readonly identifier: string | null;
  readonly message: string;
  readonly cause: string | null;
}

export type WorkerMessage =
  | { readonly type: 'ready'; readonly facts: WorkerFacts }
  | { readonly type: 'not-ready'; readonly failure: Failure }
  | { readonly type: 'done'; readonly result: TaskResults[Task['kind']] }
  | { readonly type: 'failed'; readonly failure: Failure };
