import { percentile } from './statistics.ts';

export interface BootstrapOptions {
  /** Any whole number; the same seed gives the same interval. */
  readonly seed: number;
  readonly rounds?: number;
  /** Share of the resampled values that the interval holds, 0 to 1. */
  readonly level?: number;
}

export const defaultRounds = 500;
export const defaultLevel = 0.95;

/**
 * Percentile bootstrap interval of a statistic (Efron, 1979): the items are drawn with replacement `rounds` times,
 * and the middle `level` of the values that the statistic takes is the interval. Rounds for which the statistic is
 * not defined (null) are left out.
 *
 * @returns lower and upper end; null when no round defines the statistic.
 */
export function bootstrapInterval<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number | null,
  { seed, rounds = defaultRounds, level = defaultLevel }: BootstrapOptions,
): [number, number] | null {
  if (items.length === 0) return null;
  const random = seededRandom(seed);
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const value = statistic(draw(items, random));
    if (value !== null) values.push(value);
  }
  const tail = ((1 - level) / 2) * 100;
  const lower = percentile(values, tail);
  const upper = percentile(values, 100 - tail);
  return lower === null || upper === null ? null : [lower, upper];
}

/** As many items as there are, each drawn from all of them. */
function draw<T>(items: readonly T[], random: () => number): T[] {
  const sample: T[] = [];
  for (let drawn = 0; drawn < items.length; drawn += 1) {
    sample.push(items[Math.floor(random() * items.length)] as T);
  }
  return sample;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, evenly spread over 0 (inclusive) to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
