import type { Pooling } from './model-table.ts';
import { sumTokens } from './sum-tokens.mjs';

/**
 * One vector of unit length from the token vectors of one text.
 *
 * @param hidden The model's last hidden state for one text without padding: `tokens` rows of `dimensions`.
 */
export function pool(hidden: Float32Array, dimensions: number, pooling: Pooling): Float32Array {
  return toUnitLength(sumTokens(hidden, dimensions, pooling));
}

/** The vector divided by its Euclidean length; a vector of zeros stays as it is. */
export function toUnitLength(vector: Float64Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}
