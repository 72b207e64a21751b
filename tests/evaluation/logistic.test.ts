import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/evaluation/bootstrap.ts';
import { fitLogistic, type Observation, sigmoid } from '../../src/evaluation/logistic.ts';

function sample(count: number, bias: number, weights: readonly number[], seed: number): Observation[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const features = weights.map(() => random() * 4 - 2);
    const chance = sigmoid(bias + weights.reduce((sum, weight, at) => sum + weight * (features[at] ?? 0), 0));
    return { features, happened: random() < chance, weight: 1 };
  });
}

describe('fitting a logistic regression', () => {
  it('finds the weights that made the observations', () => {
    const fit = fitLogistic(sample(20_000, -0.5, [1.5, -2, 0], 7), 1e-3);
    expect(fit.bias).toBeCloseTo(-0.5, 0.5);
    expect(fit.weights[0]).toBeCloseTo(1.5, 0.5);
    expect(fit.weights[1]).toBeCloseTo(-2, 0.5);
    expect(Math.abs(fit.weights[2] ?? 1)).toBeLessThan(0.1);
  });

  it('gives forecasts that are right on average, whatever the data', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: -2, max: 2, noNaN: true }), (seed, weight) => {
        const data = sample(200, 0.3, [weight], seed);
        const { bias, weights } = fitLogistic(data, 0.1);
        const mean = (of: (each: Observation) => number) =>
          data.reduce((sum, each) => sum + of(each), 0) / data.length;
        const forecast = mean(({ features }) => sigmoid(bias + (weights[0] ?? 0) * (features[0] ?? 0)));
        expect(forecast).toBeCloseTo(
          mean(({ happened }) => (happened ? 1 : 0)),
          4,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('counts an observation of weight two like two of weight one', () => {
    const data = sample(50, 0, [1], 3);
    const twice = fitLogistic([...data, ...data], 1);
    const heavy = fitLogistic(
      data.map((each) => ({ ...each, weight: 2 })),
      1,
    );
    expect(heavy.bias).toBeCloseTo(twice.bias, 8);
    expect(heavy.weights[0]).toBeCloseTo(twice.weights[0] ?? Number.NaN, 8);
  });

  it('stays finite when the observations can be told apart completely', () => {
    const data = [-1, -2, 1, 2].map((x) => ({ features: [x], happened: x > 0, weight: 1 }));
    const { weights } = fitLogistic(data, 0.1);
    expect(weights[0]).toBeGreaterThan(0);
    expect(Number.isFinite(weights[0])).toBe(true);
  });
});
