import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pool, toUnitLength } from '../../src/embedding/pooling.ts';

const hidden = Float32Array.of(3, 0, 1, 8); // two tokens of two dimensions

test('mean pooling points to the average of the tokens', () => {
  const expected = [4 / Math.hypot(4, 8), 8 / Math.hypot(4, 8)];
  expect([...pool(hidden, 2, 'mean')]).toEqual(expected.map(Math.fround));
});

test('cls pooling takes the first token alone', () => {
  expect([...pool(hidden, 2, 'cls')]).toEqual([1, 0]);
});

test('every vector but that of zeros comes out with length one and the same direction', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(values, (vector) => {
      fc.pre(Math.hypot(...vector) > 1e-6);
      const unit = toUnitLength(Float64Array.from(vector));
      expect(Math.hypot(...unit)).toBeCloseTo(1, 5);
      const length = Math.hypot(...vector);
      for (const [index, value] of vector.entries()) expect(unit[index]).toBeCloseTo(value / length, 5);
    }),
  );
  expect([...toUnitLength(Float64Array.of(0, 0))]).toEqual([0, 0]);
});

test('parts get the mean of their own tokens; with `cls`, where a token by itself stands for nothing, zeros', () => {
  const hidden = Float32Array.from([9, 9, 1, 0, 0, 4, 0, 2]);
  const parts = [[1, 2] as const, [2, 4] as const, [0, 0] as const];
  expect([...pool(hidden, 2, 'mean', parts)].slice(2)).toEqual([1, 0, 0, 1, 0, 0]);
  expect([...pool(hidden, 2, 'cls', parts)].slice(2)).toEqual([0, 0, 0, 0, 0, 0]);
});
