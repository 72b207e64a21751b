import type { Span } from '../../corpus/types.ts';
import { type ClockTime, clocksConflict, findClockTimes } from './clock.ts';
import { type DateMention, datesConflict, findDates } from './dates.ts';
import { conversionLeeway, measureOf } from './measures.ts';
import { findQuantities, type Quantity } from './quantities.ts';

/** Something that a text states and another text may contradict. */
export type Value =
  | { readonly type: 'quantity'; readonly quantity: Quantity }
  | { readonly type: 'date'; readonly date: DateMention }
  | { readonly type: 'clock'; readonly clock: ClockTime };

/** The values in a text that may answer a question for a number or a time, in order. */
export function findValues(text: string, kind: 'number' | 'time'): Value[] {
  if (kind === 'number') return findQuantities(text).map((quantity) => ({ type: 'quantity', quantity }));
  const times: Value[] = [
    ...findDates(text).map((date) => ({ type: 'date', date }) as const),
    ...findClockTimes(text).map((clock) => ({ type: 'clock', clock }) as const),
  ];
  return times.sort((a, b) => spanOf(a).start - spanOf(b).start);
}

export function spanOf(value: Value): Span {
  if (value.type === 'quantity') return value.quantity;
  return value.type === 'date' ? value.date : value.clock;
}

/** `same`: the two can both be true. `different`: they cannot. `incomparable`: they measure different things. */
export type Comparison = 'same' | 'different' | 'incomparable';

/** Compares two values as two sources' answers to one question. */
export function compareValues(a: Value, b: Value): Comparison {
  if (a.type === 'date' && b.type === 'date') return datesConflict(a.date, b.date) ? 'different' : 'same';
  if (a.type === 'clock' && b.type === 'clock') {
    const zones = [a.clock.zone, b.clock.zone];
    // Whether 20:00 UTC is 21:00 CET is not reckoned.
    if (!zones.includes(null) && zones[0] !== zones[1]) return 'incomparable';
    return clocksConflict(a.clock, b.clock) ? 'different' : 'same';
  }
  if (a.type === 'quantity' && b.type === 'quantity') return compareQuantities(a.quantity, b.quantity);
  return 'incomparable';
}

function compareQuantities(a: Quantity, b: Quantity): Comparison {
  if (a.unit !== b.unit) return 'incomparable';
  // Limits a minute and an hour can hold side by side, as can those of a player and of a faction.
  const differ = (x: string | null, y: string | null) => x !== null && y !== null && x !== y;
  if (differ(a.per, b.per) || differ(a.each, b.each)) return 'incomparable';
  const measureA = measureOf(a);
  const measureB = measureOf(b);
  if (measureA?.family !== measureB?.family) return 'incomparable';
  // Two limits are two numbers: "up to 5 homes" is not what "up to 10 homes" would still be said of.
  const areLimits = a.bound === b.bound && (a.bound === 'at-least' || a.bound === 'at-most');
  const rangeA = scale(areLimits ? a : rangeOf(a), measureA?.factor ?? 1);
  const rangeB = scale(areLimits ? b : rangeOf(b), measureB?.factor ?? 1);
  const leeway = conversionLeeway(measureA, measureB);
  const slack = leeway * Math.min(Math.abs(rangeA.low), Math.abs(rangeB.low));
  return rangeA.low <= rangeB.high + slack && rangeB.low <= rangeA.high + slack ? 'same' : 'different';
}

/** How far off "about" and "nearly" may be, as a share of the number. */
const ABOUT_LEEWAY = 0.025;
const NEARLY_LEEWAY = 0.1;

/**
 * The numbers that a wording allows. "about 700" means what rounds to it at its last digit that is not zero, but
 * no further off than `ABOUT_LEEWAY`; "over 70" what would still be called that, 70 to 79, and "at least 70" the same;
 * "up to 70" likewise 61 to 70, as "nearly 70" does, but no further off than `NEARLY_LEEWAY`. A number that ends in
 * another digit than zero is taken to be counted: "at least 66" stands for 66.
 */
function rangeOf({ low, high, bound }: Quantity): { low: number; high: number } {
  const step = lastDigitStep(low);
  if (low !== high || bound === 'exact') return { low, high };
  if (bound === 'about') {
    const leeway = Math.min(step / 2, low * ABOUT_LEEWAY);
    return { low: low - leeway, high: high + leeway };
  }
  const leeway = step * (1 - 1e-9) - (step === 1 ? 1 - 1e-9 : 0);
  if (bound === 'over' || bound === 'at-least') return { low, high: high + leeway };
  return { low: low - (bound === 'nearly' ? Math.min(leeway, low * NEARLY_LEEWAY) : leeway), high };
}

/** 700 -> 100, 66 -> 1, 1100 -> 100, 14.5 -> 0.1. */
function lastDigitStep(value: number): number {
  const match = /^(\d+?)(0*)(?:\.(\d+))?$/u.exec(String(Math.abs(value)));
  if (match === null || value === 0) return 0;
  if (match[3] !== undefined) return 10 ** -match[3].length;
  return 10 ** (match[2] ?? '').length;
}

function scale({ low, high }: { low: number; high: number }, factor: number): { low: number; high: number } {
  return { low: low * factor, high: high * factor };
}
