/** A probability that was claimed, and whether the thing was so. */
export interface Forecast {
  /** 0 to 1. */
  readonly confidence: number;
  readonly correct: boolean;
}

/** The forecasts whose confidence lies in one stretch of equal width; the last stretch includes 1. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean confidence of the bin and the share that was correct; null when the bin is empty. */
  readonly confidence: number | null;
  readonly accuracy: number | null;
}

export const defaultBinCount = 10;

/** The points of a reliability diagram: `count` bins of equal width over 0 to 1, the empty ones included. */
export function reliabilityBins(forecasts: readonly Forecast[], count = defaultBinCount): ReliabilityBin[] {
  const sums = Array.from({ length: count }, () => ({ count: 0, confidence: 0, correct: 0 }));
  for (const { confidence, correct } of forecasts) {
    const sum = sums[Math.min(count - 1, Math.floor(confidence * count))];
    if (sum === undefined) throw new RangeError(`A confidence must lie from 0 to 1, not at ${confidence}.`);
    sum.count += 1;
    sum.confidence += confidence;
    sum.correct += correct ? 1 : 0;
  }
  return sums.map((sum, index) => ({
    from: index / count,
    to: (index + 1) / count,
    count: sum.count,
    confidence: sum.count === 0 ? null : sum.confidence / sum.count,
    accuracy: sum.count === 0 ? null : sum.correct / sum.count,
  }));
}

/**
 * Expected calibration error, 0 (perfect) to 1: the distance of confidence and accuracy in each bin, weighted by
 * the bin's share of the forecasts (Naeini, Cooper and Hauskrecht, 2015).
 *
 * @returns null without forecasts.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number | null {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  if (total === 0) return null;
  return bins.reduce((sum, { count, confidence, accuracy }) => {
    if (confidence === null || accuracy === null) return sum;
    return sum + (count / total) * Math.abs(confidence - accuracy);
  }, 0);
}

/**
 * Brier score, 0 (perfect) to 1: the mean of (confidence - outcome)², the outcome being 1 or 0 (Brier, 1950).
 *
 * @returns null without forecasts.
 */
export function brierScore(forecasts: readonly Forecast[]): number | null {
  if (forecasts.length === 0) return null;
  const squares = forecasts.map(({ confidence, correct }) => (confidence - (correct ? 1 : 0)) ** 2);
  return squares.reduce((sum, square) => sum + square, 0) / forecasts.length;
}
