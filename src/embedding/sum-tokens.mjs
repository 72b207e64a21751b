/**
 * The sum of the token vectors that count for a text: all of them, or the first alone with `cls`. Plain JavaScript,
 * because the program of a `PassageProcess` needs it too.
 *
 * @param {Float32Array} hidden as many rows of `dimensions` as the text has tokens
 * @param {number} dimensions
 * @param {'mean' | 'cls'} pooling
 * @returns {Float64Array}
 */
export function sumTokens(hidden, dimensions, pooling) {
  const rows = pooling === 'cls' ? 1 : hidden.length / dimensions;
  const sums = new Float64Array(dimensions);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < dimensions; column += 1) {
      sums[column] += hidden[row * dimensions + column];
    }
  }
  return sums;
}
