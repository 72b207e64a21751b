import type { PassageRange } from '../hits.ts';

/** The largest number of a row; -128 is not used, so that a row and its opposite are alike. */
const LARGEST = 127;

/**
 * Directions of vectors in 8-bit numbers: a quarter of the space of 32-bit ones, and read from a file as they stand. The
 * largest number of each row is 127 or -127, so a row that was read and is stored again stays the same. A cosine
 * differs from that of the vector itself by some .0004 (384 dimensions).
 */
export class DirectionTable {
  readonly count: number;
  readonly dimensions: number;
  readonly #rows: Int8Array;

  /**
   * @param bytes what `encodeDirections` gave.
   * @throws RangeError when they are not `count` rows.
   */
  constructor(bytes: Uint8Array, count: number, dimensions: number) {
    if (bytes.length !== count * dimensions) {
      throw new RangeError(`${bytes.length} numbers are not ${count} rows of ${dimensions}`);
    }
    this.count = count;
    this.dimensions = dimensions;
    this.#rows = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** A vector of the row's direction, of any length; zeros where the row has none. */
  row(number: number): Float32Array {
    if (!Number.isInteger(number) || number < 0 || number >= this.count) {
      throw new RangeError(`no row ${number} among ${this.count}`);
    }
    return Float32Array.from(this.#rows.subarray(number * this.dimensions, (number + 1) * this.dimensions));
  }

  /** Cosine of the vector with each row of the range, in the order of the rows; null for a row of zeros. */
  cosines(vector: Float32Array, { start, end }: PassageRange): (number | null)[] {
    const { dimensions } = this;
    if (vector.length !== dimensions) {
      throw new RangeError(`a vector of ${vector.length} numbers where ${dimensions} are needed`);
    }
    let squares = 0;
    for (const value of vector) squares += value * value;
    const length = Math.sqrt(squares);
    const cosines: (number | null)[] = [];
    for (let number = Math.max(0, start); number < Math.min(this.count, end); number++) {
      // The numbers as they stand: this runs for every sentence of hundreds of candidates.
      let product = 0;
      let own = 0;
      for (let i = 0, j = number * dimensions; i < dimensions; i++, j++) {
        const value = this.#rows[j] as number;
        product += (vector[i] as number) * value;
        own += value * value;
      }
      cosines.push(own === 0 ? null : length === 0 ? 0 : product / (length * Math.sqrt(own)));
    }
    return cosines;
  }
}

/** The rows as a `DirectionTable` takes them, one after another. */
export function encodeDirections(rows: readonly Float32Array[], dimensions: number): Uint8Array {
  const encoded = new Int8Array(rows.length * dimensions);
  for (const [number, row] of rows.entries()) {
    if (row.length !== dimensions) {
      throw new RangeError(`row ${number} has ${row.length} numbers where ${dimensions} are needed`);
    }
    let largest = 0;
    for (const value of row) largest = Math.max(largest, Math.abs(value));
    if (largest === 0) continue;
    for (const [i, value] of row.entries()) {
      encoded[number * dimensions + i] = Math.round((value / largest) * LARGEST);
    }
  }
  return new Uint8Array(encoded.buffer);
}
