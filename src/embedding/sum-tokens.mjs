/**
 * The sums of the token vectors that count for a text and for parts of it, a row each. For the text these are all of
 * them, or the first alone with `cls`, where the other tokens stand for nothing and parts get zeros. Plain JavaScript,
 * because the program of a `PassageProcess` needs it too.
 *
 * @param {Float32Array} hidden as many rows of `dimensions` as the text has tokens
 * @param {number} dimensions
 * @param {'mean' | 'cls'} pooling
 * @param {readonly (readonly [number, number])[]} parts the first token of each part, and the one after its last
 * @returns {Float64Array} rows of `dimensions`: of the text, then of each part
 */
export function sumTokens(hidden, dimensions, pooling, parts = []) {
  const tokens = hidden.length / dimensions;
  const ranges = pooling === 'cls' ? [[0, 1], ...parts.map(() => [0, 0])] : [[0, tokens], ...parts];
  const sums = new Float64Array(ranges.length * dimensions);
  for (const [at, [from, to]] of ranges.entries()) {
    const offset = at * dimensions;
    for (let token = from; token < to; token += 1) {
      for (let column = 0; column < dimensions; column += 1) {
        sums[offset + column] += hidden[token * dimensions + column];
      }
    }
  }
  return sums;
}
