import { findDates } from '../values/dates.ts';
import { compareValues, spanOf, type Value } from '../values/value.ts';
import type { Claim } from './readings.ts';

/** Which part of a thing's duration a date is: where it begins, where it ends, or simply when it is. */
type Bound = 'begin' | 'end' | 'on';

/** "A letter from May 5": the letter's date, not a beginning. */
const DATED = /\b(?:letter|report|article|statement|message|post|photo|data|figures?|version) from[\s-]*$/iu;
const BEGIN_BEFORE =
  /\b(?:begin(?:s|ning)?|began|start(?:s|ed|ing)?|from|since|as of|effective|after|between|open(?:s|ed|ing)?)(?: (?:on|in|from|of))?(?: (?:early|mid|late|the))?[\s-]*$/iu;
const END_BEFORE =
  /\b(?:until|till|through|from .{1,30} to|by|before|(?:end|clos|expir|finish)(?:e?s|ed|ing)?)(?: (?:on|in))?(?: (?:early|mid|late|the))?(?: end of)?[\s-]*$/iu;
const ASKS_BEGIN =
  /\b(?:begin(?:s|ning)?|began|start(?:s|ed|ing)?|open(?:s|ed|ing)?|launch(?:es|ed)?|arriv(?:e|es|ed|ing|al)|since|from when|enter(?:s|ed)?|effect|force|first|found(?:s|ed|ing)?|establish(?:es|ed)?|creat(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|join(?:s|ed|ing)?|mov(?:e|es|ed|ing)|exist(?:s|ed)?)\b/iu;
const ASKS_END =
  /\b(?:until|till|end(?:s|ed|ing)?|clos(?:e|es|ed|ing)|expir(?:e|es|ed|ing|y)|leav(?:e|es|ing)|left|deadline|due|by when|last|out|finish(?:es|ed)?|complet(?:e|es|ed)|ready|how long)\b/iu;
/** Characters before a date in which its preposition stands. */
const BEFORE = 40;

/** Between the two ends of a stretch of time: "June 1 – December 31", "from 8 am until 10 pm". */
const STRETCH = /^\s*(?:-|–|—|to|until|till|through)\s*$/iu;

/**
 * The one of a sentence's dates, or of its times of day, that the question asks for: of a stretch its end where it
 * asks when something ends, its beginning where it asks when something begins; null where several leave it open.
 */
export function valueAskedFor(sentence: string, values: readonly Value[], question: string): Value | null {
  const [first, second] = values;
  if (first === undefined) return null;
  const begins = ASKS_BEGIN.test(question);
  const ends = ASKS_END.test(question);
  if (second === undefined) {
    if (begins === ends) return first;
    return ends ? endOf(first) : startOf(first);
  }
  const isStretch =
    values.length === 2 && STRETCH.test(sentence.slice(spanOf(first).end, spanOf(second).start));
  // "May 5 (2023)" is one date, "9:00 to 9:00" is not one time.
  if (!isStretch && values.every((value) => compareValues(value, first) === 'same')) return first;
  if (!isStretch || begins === ends) return null;
  return ends ? second : first;
}

/** The same value on the first of the days that it spans; hours are told apart by where they begin as it is. */
function startOf(value: Value): Value {
  return value.type === 'date' ? { type: 'date', date: { ...value.date, lastDay: null } } : value;
}

/** The same value at the end of the days or hours that it spans. */
function endOf(value: Value): Value {
  if (value.type === 'date' && value.date.lastDay !== null)
    return { type: 'date', date: { ...value.date, day: value.date.lastDay, lastDay: null } };
  if (value.type === 'clock' && value.clock.until !== null)
    return { type: 'clock', clock: { ...value.clock, minutes: value.clock.until, until: null } };
  return value;
}

/**
 * Whether two dates may be answers to one question: "approved on May 18" and "entering from June 1" say when two
 * things were, whatever stands around them. A plain date goes with the bound that the question asks for.
 */
export function sameBound(a: Claim, b: Claim, question: string): boolean {
  if (a.value.type !== 'date' || b.value.type !== 'date') return true;
  const first = boundOf(a);
  const second = boundOf(b);
  if (first === second) return true;
  const bounds = new Set([first, second]);
  if (!bounds.has('on')) return false;
  return bounds.has('begin') ? ASKS_BEGIN.test(question) : ASKS_END.test(question);
}

function boundOf({ sentence, value }: Claim): Bound {
  const { start, end } = spanOf(value);
  const dates = findDates(sentence);
  if (dates.some((date) => date.end <= start && STRETCH.test(sentence.slice(date.end, start)))) return 'end';
  if (dates.some((date) => date.start >= end && STRETCH.test(sentence.slice(end, date.start))))
    return 'begin';
  const before = sentence.slice(Math.max(0, start - BEFORE), start);
  if (BEGIN_BEFORE.test(before) && !DATED.test(before)) return 'begin';
  return END_BEFORE.test(before) ? 'end' : 'on';
}
