/** Mean of the values that are known; null when none is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/**
 * The value below which `percent` (0 to 100) of the values lie, with linear interpolation between neighbours:
 * position (n - 1) · percent / 100 of the sorted values, method 7 of Hyndman and Fan (1996), the default of R
 * and NumPy.
 *
 * @returns null without values.
 */
export function percentile(values: readonly number[], percent: number): number | null {
  if (!(percent >= 0 && percent <= 100)) {
    throw new RangeError(`A percentile must lie from 0 to 100, not at ${percent}.`);
  }
  const sorted = [...values].sort((a, b) => a - b);
  const position = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (position - Math.floor(position));
}
