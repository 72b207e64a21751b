import type { PassageRange } from '../hits.ts';
import type { Hit } from '../types.ts';

/** Vectors, opened. Immutable. */
export interface VectorTable {
  readonly count: number;
  readonly dimensions: number;
  /** A view of one row; not to be written to. */
  row(number: number): Float32Array;
  /**
   * The `limit` rows nearest to the vector by cosine, best first, ties by row number; only rows from
   * `range.start` inclusive to `range.end` exclusive when a range is given.
   */
  search(vector: Float32Array, limit: number, range?: PassageRange): Hit[];
}

/** A file as the store wants it on disk; the caller writes it durably. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Keeps vectors in files. Knows nothing of folders and disks, so that every store is written and checked alike. */
export interface VectorStore {
  /** Kebab-case; stands in the manifest. */
  readonly name: string;
  /** The files that hold these rows, one at a time, so that only one need be in memory. */
  write(rows: readonly Float32Array[], dimensions: number): Iterable<StoredFile>;
  /** The table of the files that `write` made, in the same order. Rejects when they do not hold `count` rows. */
  read(files: AsyncIterable<Uint8Array>, count: number, dimensions: number): Promise<VectorTable>;
}
