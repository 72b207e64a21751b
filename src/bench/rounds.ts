import { percentile } from '../evaluation/statistics.ts';

/**
 * Measures several ways side by side on a machine that others use as well: each round runs every way once, every
 * other round in the opposite order, so that load and warming up meet all of them alike.
 *
 * @param sides Each does one round (numbered from 0) and resolves to its time in milliseconds.
 * @returns the times of each side, in the order of the rounds.
 */
export async function alternate<Name extends string>(
  rounds: number,
  sides: Readonly<Record<Name, (round: number) => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(sides) as Name[];
  const times = Object.fromEntries(names.map((name): [Name, number[]] => [name, []])) as Record<
    Name,
    number[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed())
      times[name].push(await sides[name](round));
  }
  return times;
}

/** Milliseconds that the work takes. */
export async function timed(
  work: () => unknown,
  now: () => number = () => performance.now(),
): Promise<number> {
  const started = now();
  await work();
  return now() - started;
}

/** The middle of the times; NaN without any. */
export function p50(times: readonly number[]): number {
  return percentile(times, 50) ?? Number.NaN;
}

/** The time below which 95 of 100 lie; NaN without any. */
export function p95(times: readonly number[]): number {
  return percentile(times, 95) ?? Number.NaN;
}

/** The middle of the ratios of two sides, round by round: less moved by a busy moment than the ratio of two middles. */
export function pairedRatio(times: readonly number[], floor: readonly number[]): number {
  return p50(times.map((time, round) => time / (floor[round] ?? Number.NaN)));
}
