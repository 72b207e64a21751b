import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval, seededRandom } from '../../src/evaluation/bootstrap.ts';
import { meanOf } from '../../src/evaluation/statistics.ts';

describe('the bootstrap interval', () => {
  it('is the same for the same seed and another for another', () => {
    const items = Array.from({ length: 50 }, (_, index) => (index * 7) % 11);
    expect(bootstrapInterval(items, meanOf, { seed: 1 })).toEqual(
      bootstrapInterval(items, meanOf, { seed: 1 }),
    );
    expect(bootstrapInterval(items, meanOf, { seed: 1 })).not.toEqual(
      bootstrapInterval(items, meanOf, { seed: 2 }),
    );
  });

  it('is about 1.96 standard errors to each side for the mean of many', () => {
    const items = Array.from({ length: 400 }, (_, index) => (index % 4 === 0 ? 1 : 0));
    const [lower, upper] = bootstrapInterval(items, meanOf, { seed: 3, rounds: 2000 }) ?? [0, 0];
    const margin = 1.96 * Math.sqrt((0.25 * 0.75) / 400);
    expect(Math.abs(lower - (0.25 - margin))).toBeLessThan(0.01);
    expect(Math.abs(upper - (0.25 + margin))).toBeLessThan(0.01);
  });

  it('lies within the values, is in order, and is a point when all values are equal', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.integer(), (items, seed) => {
        const [lower, upper] = bootstrapInterval(items, meanOf, { seed, rounds: 30 }) ?? [Number.NaN, 0];
        expect(lower).toBeGreaterThanOrEqual(Math.min(...items) - 1e-9);
        expect(upper).toBeLessThanOrEqual(Math.max(...items) + 1e-9);
        expect(lower).toBeLessThanOrEqual(upper);
      }),
    );
    expect(bootstrapInterval([2, 2, 2], meanOf, { seed: 9 })).toEqual([2, 2]);
  });

  it('is unknown when there is nothing to draw from or the statistic is never defined', () => {
    expect(bootstrapInterval([], meanOf, { seed: 1 })).toBeNull();
    expect(bootstrapInterval([1], () => null, { seed: 1 })).toBeNull();
  });
});

describe('the seeded generator', () => {
  it('spreads evenly over 0 to 1', () => {
    const random = seededRandom(42);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const bin = Math.floor(random() * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    expect(counts.reduce((a, b) => a + b, 0)).toBe(10_000);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
