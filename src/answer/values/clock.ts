import type { Span } from '../../corpus/types.ts';
import { MONTH } from './dates.ts';

/** A time of day, or a stretch of it (`8-10 pm`). */
export interface ClockTime extends Span {
  /** 0 to 1439; where a stretch begins. */
  readonly minutes: number;
  /** Where a stretch ends, else null. */
  readonly until: number | null;
  /** Whether the wording leaves open which half of the day it is of (`7:30`). */
  readonly eitherHalf: boolean;
  /** The time zone that is named after it, such as `UTC` or `GMT+2`, else null. */
  readonly zone: string | null;
}

const NOT_INSIDE = String.raw`(?<![\d:.])`;
const TO = String.raw`\s*(?:-|–|—|to)\s*`;
/** "May 5 – 8 pm", "2023-05-05 – 8 pm" and "$5 – 8 pm" are no stretch of time. */
const FROM = String.raw`(?<![-/$€£#]|\b${MONTH}\s{1,9})(?<fromHour>0?[1-9]|1[0-2])(?:[:.](?<fromMinute>[0-5]\d))?(?:${TO}|(?<=\bbetween\s[\d:.]+)\s+and\s+)`;
const CLOCK = new RegExp(
  [
    String.raw`${NOT_INSIDE}(?:${FROM})?(?<hour>[01]?\d|2[0-3])(?:[:.](?<minute>[0-5]\d))?(?:\s*(?<half>[ap])\.?m\b\.?|(?:\s+o['’]clock)?\s+(?<part>in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b)`,
    String.raw`${NOT_INSIDE}(?<hour24>[01]?\d|2[0-3]):(?<minute24>[0-5]\d)(?![\d:])`,
    String.raw`\b(?<word>noon|midnight)\b`,
  ].join('|'),
  'giu',
);
/** The zone after a time, also where another time stands between: `20:00–22:00 UTC`. */
const ZONE = new RegExp(
  String.raw`^(?:${TO}\d{1,2}(?:[:.]\d\d)?(?:\s*[aApP]\.?[mM]\.?)?)?\s*\(?(?<zone>(?:UTC|GMT)(?:[+-]\d{1,2}(?::\d\d)?)?|[WCE]ES?T|MES?Z|MSK|BST|[ECMP][SD]?T|[IJKH]ST|SGT|A[EC][SD]T|NZ[SD]T)\b`,
  'u',
);
const NOON = 720;

/** What nobody writes of a clock of twelve hours: `20:00`, `08:00`, `0:30`. */
const OF_24_HOURS = /^(?:0\d?|1[3-9]|2\d):/u;

/** Every time of day in a text: `20:00`, `8 pm`, `8:30 a.m.`, `8-10 pm`, `9:00 in the evening`, `noon`. */
export function findClockTimes(text: string): ClockTime[] {
  const found: ClockTime[] = [];
  for (const match of text.matchAll(CLOCK)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const times = timesOf(match.groups ?? {});
    if (times === null) continue;
    const zone = ZONE.exec(text.slice(span.end, span.end + 40))?.groups?.['zone'] ?? null;
    const eitherHalf = match.groups?.['hour24'] !== undefined && !OF_24_HOURS.test(match[0]);
    found.push({ ...span, ...times, eitherHalf, zone });
  }
  // Of "8:00–20:00" the first is told by the second.
  const is24Hours = found.some(({ start, end }) => OF_24_HOURS.test(text.slice(start, end)));
  return is24Hours ? found.map((clock) => ({ ...clock, eitherHalf: false })) : found;
}

function timesOf(groups: Readonly<Record<string, string | undefined>>): {
  minutes: number;
  until: number | null;
} | null {
  if (groups['word'] !== undefined)
    return { minutes: groups['word'].toLowerCase() === 'noon' ? NOON : 0, until: null };
  const half = groups['half']?.toLowerCase() ?? halfOf(groups['part'], Number(groups['hour']));
  const minutes = minutesOf(groups['hour24'] ?? groups['hour'], groups['minute24'] ?? groups['minute'], half);
  if (groups['fromHour'] === undefined) return { minutes, until: null };
  // Some say "8-12 pm" of the morning, some of the evening.
  if (minutes % NOON === 0) return null;
  const from = minutesOf(groups['fromHour'], groups['fromMinute'], half);
  // "11-1 pm" begins in the other half of the day.
  return { minutes: from < minutes ? from : (from + NOON) % (2 * NOON), until: minutes };
}

/** Which half of the day a part of it is in; none for the hours of a clock that needs no such word. */
function halfOf(part: string | undefined, hour: number): 'a' | 'p' | undefined {
  if (part === undefined || hour > 12) return undefined;
  if (/night$/iu.test(part)) return hour >= 5 && hour < 12 ? 'p' : 'a';
  return /morning$/iu.test(part) ? 'a' : 'p';
}

function minutesOf(hour: string | undefined, minute: string | undefined, half: string | undefined): number {
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'p' ? 12 : 0);
  return hours * 60 + Number(minute ?? 0);
}

/** Whether two times cannot both be right, whichever half of the day one of them may be of. */
export function clocksConflict(a: ClockTime, b: ClockTime): boolean {
  return halvesOf(a).every((one) => halvesOf(b).every((other) => conflict(one, other)));
}

function halvesOf(clock: ClockTime): ClockTime[] {
  return clock.eitherHalf ? [clock, { ...clock, minutes: (clock.minutes + NOON) % (2 * NOON) }] : [clock];
}

/** Two stretches begin apart, or a time is outside of a stretch. */
function conflict(a: ClockTime, b: ClockTime): boolean {
  if (a.until !== null && b.until !== null) return a.minutes !== b.minutes;
  return !holds(a, b.minutes) && !holds(b, a.minutes);
}

function holds({ minutes, until }: ClockTime, time: number): boolean {
  if (until === null) return time === minutes;
  // Over midnight, as in "10-2 am".
  if (until < minutes) return time >= minutes || time <= until;
  return minutes <= time && time <= until;
}
