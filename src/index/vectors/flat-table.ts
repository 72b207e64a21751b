import { BestHits, type PassageRange } from '../hits.ts';
import type { Hit } from '../types.ts';
import type { VectorTable } from './vector-store.ts';

/**
 * All rows in one Float32Array, scanned whole for each search. An exact scan of 20,000 rows of 384 takes a few
 * milliseconds, less than any question's model call, so an approximate index would only cost exactness.
 */
export class FlatTable implements VectorTable {
  readonly count: number;
  readonly dimensions: number;
  readonly #rows: Float32Array;

  /** @param rows `count` rows of unit length, one after another. */
  constructor(rows: Float32Array, dimensions: number) {
    if (dimensions < 1 || rows.length % dimensions !== 0) {
      throw new RangeError(`${rows.length} numbers are not rows of ${dimensions}`);
    }
    this.count = rows.length / dimensions;
    this.dimensions = dimensions;
    this.#rows = rows;
  }

  row(number: number): Float32Array {
    if (!Number.isInteger(number) || number < 0 || number >= this.count) {
      throw new RangeError(`no row ${number} among ${this.count}`);
    }
    return this.#rows.subarray(number * this.dimensions, (number + 1) * this.dimensions);
  }

  search(vector: Float32Array, limit: number, range?: PassageRange): Hit[] {
    const start = Math.max(0, range?.start ?? 0);
    const end = Math.min(this.count, range?.end ?? this.count);
    const unit = toUnit(vector, this.dimensions);
    const best = new BestHits(limit);
    for (let number = start; number < end; number++) {
      best.offer(number, dot(unit, this.#rows, number * this.dimensions));
    }
    return best.sorted();
  }
}

/** Views of an array's rows of `dimensions` numbers. */
export function rowsOf(numbers: Float32Array, dimensions: number): Float32Array[] {
  return Array.from({ length: Math.floor(numbers.length / dimensions) }, (_, at) =>
    numbers.subarray(at * dimensions, (at + 1) * dimensions),
  );
}

/** Cosine of two vectors of the same length; 0 when either is all zeros. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return dot(toUnit(a, b.length), toUnit(b, b.length), 0);
}

function toUnit(vector: Float32Array, dimensions: number): Float32Array {
  if (vector.length !== dimensions) {
    throw new RangeError(`a vector of ${vector.length} numbers where ${dimensions} are needed`);
  }
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares);
  if (norm === 0 || Math.abs(norm - 1) < 1e-6) return vector;
  return vector.map((value) => value / norm);
}

/** Four running sums instead of one, which lets the processor work on them side by side. */
function dot(vector: Float32Array, rows: Float32Array, offset: number): number {
  const length = vector.length;
  const inFours = length - (length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  let j = offset;
  for (; i < inFours; i += 4, j += 4) {
    a += at(vector, i) * at(rows, j);
    b += at(vector, i + 1) * at(rows, j + 1);
    c += at(vector, i + 2) * at(rows, j + 2);
    d += at(vector, i + 3) * at(rows, j + 3);
  }
  for (; i < length; i++, j++) a += at(vector, i) * at(rows, j);
  return a + b + c + d;
}

/** The compiler cannot see that the index is in range. */
function at(values: Float32Array, index: number): number {
  return values[index] as number;
}
