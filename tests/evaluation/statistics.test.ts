import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOf, percentile } from '../../src/evaluation/statistics.ts';

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 50 });

describe('percentiles', () => {
  it('are the hand-computed values between neighbours', () => {
    expect(percentile([4, 1, 3, 2], 50)).toBe(2.5);
    expect(percentile([10, 20], 95)).toBeCloseTo(19.5, 12);
    expect(percentile([7], 95)).toBe(7);
  });

  it('are unknown without values and undefined outside 0 to 100', () => {
    expect(percentile([], 50)).toBeNull();
    expect(() => percentile([1], 101)).toThrow(RangeError);
    expect(() => percentile([1], Number.NaN)).toThrow(RangeError);
  });

  it('run from the smallest to the largest value and never fall', () => {
    fc.assert(
      fc.property(numbers, fc.nat(100), fc.nat(100), (values, a, b) => {
        expect(percentile(values, 0)).toBe(Math.min(...values));
        expect(percentile(values, 100)).toBe(Math.max(...values));
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(percentile(values, low) ?? 0).toBeLessThanOrEqual((percentile(values, high) ?? 0) + 1e-9);
      }),
    );
  });

  it('leave at least their share of the values at or below', () => {
    fc.assert(
      fc.property(numbers, fc.nat(100), (values, percent) => {
        const limit = percentile(values, percent) ?? Number.NaN;
        const below = values.filter((value) => value <= limit + 1e-9).length;
        expect(below).toBeGreaterThanOrEqual(Math.floor(((values.length - 1) * percent) / 100) + 1);
      }),
    );
  });
});

describe('the mean', () => {
  it('leaves out what is not known', () => {
    expect(meanOf([1, null, 3])).toBe(2);
    expect(meanOf([null])).toBeNull();
  });
});
