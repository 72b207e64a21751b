import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DirectionTable, encodeDirections } from '../../../src/index/vectors/direction-table.ts';
import { cosine } from '../../../src/index/vectors/flat-table.ts';

const DIMENSIONS = 384;

/** Like the vectors of the model: of unit length, no number of much more weight than the others. */
const vector = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .filter((values) => values.some((value) => value !== 0))
  .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)));

function tableOf(rows: readonly Float32Array[]): DirectionTable {
  return new DirectionTable(encodeDirections(rows, DIMENSIONS), rows.length, DIMENSIONS);
}

describe('a table of directions', () => {
  test('gives nearly the cosines of the vectors it was made from', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 6 }), vector, (rows, question) => {
        const found = tableOf(rows).cosines(question, { start: 0, end: rows.length });
        for (const [at, row] of rows.entries()) expect(found[at]).toBeCloseTo(cosine(question, row), 2);
      }),
      { numRuns: 50 },
    );
  });

  test('keeps what it holds when its rows are stored again', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 4 }), (rows) => {
        const once = encodeDirections(rows, DIMENSIONS);
        const table = new DirectionTable(once, rows.length, DIMENSIONS);
        const again = encodeDirections(
          rows.map((_, at) => table.row(at)),
          DIMENSIONS,
        );
        expect(Buffer.from(again).equals(Buffer.from(once))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('says of a row without a direction that there is no cosine', () => {
    const row = new Float32Array(DIMENSIONS);
    const other = new Float32Array(DIMENSIONS).fill(0.05);
    expect(tableOf([row, other]).cosines(other, { start: 0, end: 2 })).toEqual([null, expect.closeTo(1, 5)]);
  });

  test('compares the rows of a range only', () => {
    const rows = fc.sample(vector, { seed: 3, numRuns: 5 });
    const question = rows[2] ?? new Float32Array(DIMENSIONS);
    const all = tableOf(rows).cosines(question, { start: 0, end: 9 });
    expect(tableOf(rows).cosines(question, { start: 1, end: 4 })).toEqual(all.slice(1, 4));
    expect(all[2]).toBeCloseTo(1, 4);
  });

  test('refuses bytes that are not its rows, and vectors of another size', () => {
    expect(() => new DirectionTable(new Uint8Array(10), 1, DIMENSIONS)).toThrow(/not 1 rows of 384/);
    expect(() => encodeDirections([new Float32Array(3)], DIMENSIONS)).toThrow(/row 0 has 3 numbers/);
    const table = tableOf(fc.sample(vector, { seed: 1, numRuns: 1 }));
    expect(() => table.cosines(new Float32Array(3), { start: 0, end: 1 })).toThrow(/vector of 3 numbers/);
    expect(() => table.row(1)).toThrow(/no row 1/);
  });
});
