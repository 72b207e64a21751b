import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brierScore,
  expectedCalibrationError,
  type Forecast,
  reliabilityBins,
} from '../../src/evaluation/calibration.ts';

const forecasts = fc.array(
  fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), correct: fc.boolean() }),
  { minLength: 1, maxLength: 60 },
);
const four: Forecast[] = [
  { confidence: 0.1, correct: false },
  { confidence: 0.2, correct: true },
  { confidence: 0.8, correct: true },
  { confidence: 1, correct: true },
];

describe('reliability bins', () => {
  it('hold the questions of their stretch, 1 in the last, with mean confidence and share correct', () => {
    expect(reliabilityBins(four, 2)).toEqual([
      { from: 0, to: 0.5, count: 2, confidence: expect.closeTo(0.15, 12), accuracy: 0.5 },
      { from: 0.5, to: 1, count: 2, confidence: 0.9, accuracy: 1 },
    ]);
  });

  it('show an empty stretch as unknown, not as wrong', () => {
    expect(reliabilityBins([{ confidence: 0.9, correct: true }], 2)[0]).toMatchObject({
      count: 0,
      confidence: null,
      accuracy: null,
    });
  });

  it('hold every forecast once', () => {
    fc.assert(
      fc.property(forecasts, fc.integer({ min: 1, max: 20 }), (all, count) => {
        const bins = reliabilityBins(all, count);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(all.length);
        const correct = bins.reduce((sum, bin) => sum + bin.count * (bin.accuracy ?? 0), 0);
        expect(correct).toBeCloseTo(all.filter((one) => one.correct).length, 8);
      }),
    );
  });

  it('refuse what is not a probability', () => {
    expect(() => reliabilityBins([{ confidence: -0.1, correct: true }])).toThrow(RangeError);
    expect(() => reliabilityBins([{ confidence: Number.NaN, correct: true }])).toThrow(RangeError);
  });
});

describe('expected calibration error', () => {
  it('is the hand-computed mean distance: half of .35 and half of .1', () => {
    expect(expectedCalibrationError(reliabilityBins(four, 2))).toBeCloseTo(0.225, 12);
  });

  it('is the plain distance of the means with one bin, and grows at most to the mean distance with more', () => {
    fc.assert(
      fc.property(forecasts, (all) => {
        const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
        const distance = Math.abs(
          mean(all.map((one) => one.confidence)) - mean(all.map((one) => Number(one.correct))),
        );
        expect(expectedCalibrationError(reliabilityBins(all, 1))).toBeCloseTo(distance, 10);
        const upper = mean(all.map((one) => Math.abs(one.confidence - Number(one.correct))));
        const fine = expectedCalibrationError(reliabilityBins(all, 10)) ?? Number.NaN;
        expect(fine).toBeLessThanOrEqual(upper + 1e-9);
        expect(fine).toBeGreaterThanOrEqual(distance - 1e-9);
      }),
    );
  });

  it('is unknown without forecasts', () => {
    expect(expectedCalibrationError(reliabilityBins([]))).toBeNull();
    expect(brierScore([])).toBeNull();
  });
});

describe('Brier score', () => {
  it('is the hand-computed mean of the squares', () => {
    expect(brierScore(four)).toBeCloseTo((0.01 + 0.64 + 0.04 + 0) / 4, 12);
  });

  it('is a quarter for someone who always says one half', () => {
    fc.assert(
      fc.property(forecasts, (all) => {
        expect(brierScore(all.map((one) => ({ ...one, confidence: 0.5 })))).toBeCloseTo(0.25, 12);
      }),
    );
  });
});
