import type { PartialMetadata } from '../metadata.ts';
import type { Block, CorpusProblem } from '../types.ts';

/** A file as the loader hands it over: not empty, not over the size limit. */
export interface SourceFile {
  /** Relative to the corpus folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A document before the loader adds its hash and what `sources.json` says. */
export interface ReadDocument {
  /** Absent where the file is one document: its path then is the id. */
  readonly id?: string;
  /** Line of the file (from 1) on which the document begins; absent where the file is one document. */
  readonly line?: number;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly linesFollowText: boolean;
  /** What the document states about itself. It goes before `sources.json`. */
  readonly metadata: PartialMetadata;
  /** A title read off the text (its first heading), used when neither names one. */
  readonly fallbackTitle?: string | undefined;
}

export interface ReadResult {
  readonly documents: readonly ReadDocument[];
  readonly problems: readonly CorpusProblem[];
}

/**
 * One format. `read` is a function of the file alone: no file system, no clock. A fault in the file is a
 * problem in the result, never an exception.
 */
export interface Reader {
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Largest file of this format, where less is too much than for the others. */
  readonly maxBytes?: number;
  read(file: SourceFile): ReadResult | Promise<ReadResult>;
}

/** The result for a file that cannot be used at all. `fault` continues a sentence that starts with the path. */
export function unreadable(path: string, fault: string, cause?: unknown): ReadResult {
  const message = `${path} ${fault}`;
  return {
    documents: [],
    problems: [cause === undefined ? { file: path, message } : { file: path, message, cause }],
  };
}
