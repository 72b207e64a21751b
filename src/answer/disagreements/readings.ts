import type { Span } from '../../corpus/types.ts';
import { type DateMention, findDates } from '../values/dates.ts';
import { findValues, spanOf, type Value } from '../values/value.ts';
import { valueAskedFor } from './bounds.ts';

/** A value that one source gives as its answer, with the words around it that say what it is a value of. */
export interface Claim {
  readonly value: Value;
  /** The value as the text has it, with "over", "about" and the like. */
  readonly wording: string;
  /** The sentence that states it. */
  readonly sentence: string;
}

const QUALIFIER =
  /(?:\b(?:at least|at most|(?:(?:no|not) )?(?:over|(?:more|fewer|less) than)|upwards of|as (?:many|much) as|up to|under|about|around|approximately|roughly|some|an estimated|nearly|almost|close to)\s+)+$/iu;

/**
 * The claim that a sentence makes within a span of it (where the reader sees the answer), or null when the span
 * holds no value of the kind, holds a part of a sum, or several values of which the question may ask for any.
 */
export function claimIn(
  sentence: string,
  answer: Span,
  kind: 'number' | 'time',
  question: string,
): Claim | null {
  const values = valuesFor(question, sentence, kind).filter((value) => {
    const { start, end } = spanOf(value);
    return start < answer.end && end > answer.start;
  });
  const first = values[0];
  if (first === undefined) return null;
  if (first.type === 'quantity') {
    return first.quantity.part || values.length > 1 ? null : claimOf(sentence, first);
  }
  const alike = values.filter(({ type }) => type === first.type);
  const value = valueAskedFor(sentence, alike, question);
  return value === null ? null : claimOf(sentence, value);
}

/** A claim for each value of a sentence that is of the same kind as the given one's. */
export function claimsIn(sentence: string, { value }: Pick<Claim, 'value'>, question: string): Claim[] {
  const kind = value.type === 'quantity' ? 'number' : 'time';
  return valuesFor(question, sentence, kind)
    .filter((each) => each.type !== 'quantity' || !each.quantity.part)
    .map((each) => claimOf(sentence, each));
}

const ASKS_AGE = /\bhow old\b|\bage\b/iu;

/** The values of a sentence as answers to the question: an age without a unit ("at least 16") is one in years. */
function valuesFor(question: string, sentence: string, kind: 'number' | 'time'): Value[] {
  const values = findValues(sentence, kind);
  if (kind === 'time' || !ASKS_AGE.test(question)) return values;
  return values.map((value) =>
    value.type === 'quantity' && value.quantity.unit === null && value.quantity.noun.length === 0
      ? { type: 'quantity', quantity: { ...value.quantity, noun: ['years'] } }
      : value,
  );
}

function claimOf(sentence: string, value: Value): Claim {
  const { start, end } = spanOf(value);
  const qualifier = QUALIFIER.exec(sentence.slice(0, start))?.[0] ?? '';
  return { value, wording: sentence.slice(start - qualifier.length, end).replace(/\s+/gu, ' '), sentence };
}

/** Years that a sentence mentions: those of the value itself, and those around it. */
export function yearsOf({ value, sentence }: Claim): { own: Set<number>; around: Set<number> } {
  const { start, end } = spanOf(value);
  const own = new Set<number>();
  const around = new Set<number>();
  for (const date of findDates(sentence)) {
    const inside = date.start >= start && date.end <= end;
    if (!inside && SINCE.test(sentence.slice(0, date.start))) continue;
    if (date.year !== null && tellsTime(sentence, date)) (inside ? own : around).add(date.year);
  }
  return { own, around };
}

/** "since May 2024" says from when on something holds, not that it no longer does. */
const SINCE = /\bsince\s+(?:(?:early|mid|late|the (?:beginning|end|start) of)[\s-]+)?$/iu;

/** "in 2015", "December 2022", "the 2011-12 season": yes; the year in a name ("Resolute Sentinel 2023") says nothing of when. */
function tellsTime(sentence: string, { start, end, month }: DateMention): boolean {
  const introduced =
    /\b(?:in|since|of|by|until|till|from|for|during|before|after|year|FY|early|late|mid|to|and|between)[\s-]+$|^\W*$/iu;
  if (month !== null || /^\s+season\b/iu.test(sentence.slice(end, end + 20))) return true;
  return introduced.test(sentence.slice(Math.max(0, start - 12), start));
}
