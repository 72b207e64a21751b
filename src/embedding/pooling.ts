import type { Pooling } from './model-table.ts';
import type { TokenRange } from './part-tokens.ts';
import { sumTokens } from './sum-tokens.mjs';

/**
 * Vectors of unit length from the token vectors of one text, in one array: of the text, then of each part.
 *
 * @param hidden The model's last hidden state for one text without padding: `tokens` rows of `dimensions`.
 */
export function pool(
  hidden: Float32Array,
  dimensions: number,
  pooling: Pooling,
  parts: readonly TokenRange[] = [],
): Float32Array {
  return toUnitRows(sumTokens(hidden, dimensions, pooling, parts), dimensions);
}

/** Each row of `dimensions` numbers divided by its Euclidean length; a row of zeros stays as it is. */
export function toUnitRows(rows: Float64Array, dimensions: number): Float32Array {
  const units = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += dimensions) {
    units.set(toUnitLength(rows.subarray(from, from + dimensions)), from);
  }
  return units;
}

/** The vector divided by its Euclidean length; a vector of zeros stays as it is. */
export function toUnitLength(vector: Float64Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}
