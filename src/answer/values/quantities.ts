import type { Span } from '../../corpus/types.ts';
import { type Bound, boundOf, limitAfter } from './bound.ts';
import { introducesCount, isCountable } from './countable.ts';
import { MONEY, UNIT, unitOf } from './currency.ts';
import { measureOf } from './measures.ts';
import { NUMBER_WORDS, SCALES, valueOfNumberWords } from './number-words.ts';
import { phraseAfter, shareBefore } from './phrase.ts';

/** A number that a text states of something, with what it is a number of as far as the wording shows. */
export interface Quantity extends Span {
  /** Equal unless the text gives a range. */
  readonly low: number;
  readonly high: number;
  readonly bound: Bound;
  /** `%`, a currency such as `usd`, or null for a plain count or measure. */
  readonly unit: string | null;
  /** The lower-case words that follow, up to the end of the phrase: what is counted. */
  readonly noun: readonly string[];
  /** The unit of time that it is given for (`60 requests a minute`: `minute`), or null. */
  readonly per: string | null;
  /** Whom or what it is given for (`3 homes per player`: `player`; `$5 each`: `each`), or null. */
  readonly each: string | null;
  /** Whether the text marks it as a part (`42 other troops`, `160 additional troops`) of something larger. */
  readonly part: boolean;
}

/** Digits in groups of three (with a comma, a thin space, an apostrophe or, after SI, a plain space), or as they come. */
const DIGITS = String.raw`\d{1,3}(?:(?:[,\u00a0\u202f\u2009']\d{3})+|(?: \d{3})+(?![\d,.]*\d))(?:\.\d+)?|\d+(?:\.\d+)?`;
/** A length ("120m tall", "200m of other bases") is no scale, but "$200m of aid" has one. */
const SCALE = String.raw`(?:\s*(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b|[kb]\b|m\b(?!\s+(?:tall|long|high|wide|deep|thick|across)\b)(?!(?<![$€£¥]\s?[\d.,]*m)\s+(?:of|from|away|apart|around)\b))?`;
const NUMBER = String.raw`(?:(?:${DIGITS})${SCALE}|\b${NUMBER_WORDS}\b)`;
const RANGE = String.raw`\s*(?:-|–|—|to|and)\s*`;
const QUANTITY = new RegExp(
  `(?<money>${MONEY})?(?<first>${NUMBER})(?:(?<firstUnit>${UNIT})?(?<joint>${RANGE})(?<second>${MONEY})?(?<last>${NUMBER}))?(?<percent>${UNIT})?`,
  'giu',
);
/** The first number of such a match by itself, with its own unit. */
const ALONE = new RegExp(`(?<money>${MONEY})?(?<first>${NUMBER})(?<percent>${UNIT})?`, 'iuy');

/** "lowered from 50 to 40": before the old number, and after it up to the new one. */
const CHANGED_FROM =
  /\b(?:rais|lower|reduc|increas|decreas|ris|rose|gr[eo]w|f[ae]ll|drop|cut|chang|went|go|mov|extend|shorten|climb|declin|slash)\p{L}*\s+(?:\p{L}+\s+){0,4}from\s+$/iu;
const CHANGED_TO = new RegExp(
  String.raw`^[^.;:!?]{0,30}?\bto\s+(?:[^\s\p{L}]{0,3}\d|${NUMBER_WORDS}\b)`,
  'iu',
);
const BETWEEN = /\bbetween\s*$/iu;
/** A digit that is the name of something and not a number of things: `Mi-17`, `LPD-26`, `No. 5`, `v2.1`. */
const NAME_BEFORE =
  /(?:[\p{L}\p{N}][-/.:]|[\p{L}_#@]|\b(?:no|nos|number|resolution|article|section|chapter|page|rule|law|act|bill|decree|day|room|version|route|flight|channel|figure|table|group of)\.?\s*)$/iu;
const NAME_AFTER = /^(?:st|nd|rd|th|s)\b|^[-:/.,]\p{L}?\d|^-(?=\p{L})|^\s*[ap]\.?m\b/iu;
/** What is not read right as a number: `-5`, `.5`, the `5` of `2,5`, the `6` of `10^6`; better none than a wrong one. */
const UNREADABLE_BEFORE = /(?:^|\s)[-\u2212.]$|\d[,.]$|\^[-\u2212]?$/u;
/** `two and a half` and `2½` are not two, nor is `10^6` ten; `thousand` of `several thousand` is no number at all, nor that of `½ thousand`. */
const UNREADABLE_AFTER =
  /^\^|^\s+and\s+a\s+(?:half|quarter|third)\b|^\s+(?:quarters|thirds)\s+of\b|^\s?[¼½¾⅐-⅞]/iu;
const VAGUE_BEFORE =
  /(?:\b(?:several|(?:a\s+)?few|many|some|couple of|tens of|(?:half|quarters?|thirds?)(?:\s+of)?)\s+|[¼½¾⅐-⅞]\s*)$/iu;
const SCALE_WORD = /^(?:a\s+)?(?:dozen|hundred|thousand|million|billion|trillion)\b/iu;
/** Letters that are a scale of money (`$2B`), and else may be a unit, a name or nothing (`2B pencils`, `4K`, `a 50m pool`). */
const SHORT_SCALE = /\d\s*(?:k|m|b|tn)$/iu;
const SCALE_OF_THINGS = /\d(?:k|m)$/iu;
/** One and a bit in English, a thousand and more elsewhere: `1.100`. */
const POINT_OR_GROUP = /^[1-9]\d{0,2}\.\d{3}$/u;
/** Two numbers rather than one with a space in it: `iPhone 15 128 GB`. */
const SPACED = /\d \d/u;
const NAMED_BEFORE = /\p{Lu}\p{L}*\s+$/u;
/** `Resolute Sentinel 23`, `Windows 11`: inside a sentence a capitalised word before a number makes a name. */
const CAPITALISED_BEFORE = /[\p{Ll}\d,]\s+(?:\p{Lu}[\p{L}.]*\s+)*\p{Lu}\p{L}+\s+$/u;
const PRONOUN = /^(?:them|you|it|another)$/u;
const MONTH =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/iu;
const MONTH_BEFORE =
  /\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s+(?:\d{1,2}\s*(?:-|–|to|and)\s*)?(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?$/iu;
const YEAR = /^(?:1[0-9]{3}|20[0-9]{2})$/u;
const PART = /^(?:other|others|additional|more|further|extra|remaining)$/iu;
/**
 * Every quantity in a text, in order: counts, measures, percentages, amounts of money, ranges, in digits or in
 * words. Years, days of a month, ordinals and numbers that are names (`Resolution 4766`, `Mi-17`) are left out.
 * Offsets are UTF-16 code units into `text`.
 */
export function findQuantities(text: string): Quantity[] {
  const found: Quantity[] = [];
  QUANTITY.lastIndex = 0;
  for (let match = QUANTITY.exec(text); match !== null; match = QUANTITY.exec(text)) {
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    const first = firstAlone(text, match);
    const end = first.index + first[0].length;
    if (CHANGED_FROM.test(before) && CHANGED_TO.test(text.slice(end, end + 60))) {
      // Only what holds now is stated.
      QUANTITY.lastIndex = end;
      continue;
    }
    const isWhole = isOne(match, before);
    const quantity = toQuantity(text, isWhole ? match : first, before);
    if (quantity !== null) found.push(quantity);
    // What goes with a name is a name too ("Articles 5 and 7"), but not what goes with a year.
    if (!isWhole && (quantity !== null || YEAR.test(first[0]))) QUANTITY.lastIndex = end;
  }
  return found;
}

/** Whether a match is one number or a range; "5 and 7", "3-1" and "5% to 10 people" are two numbers. */
function isOne({ groups = {} }: RegExpExecArray, before: string): boolean {
  if (groups['last'] === undefined) return true;
  if (/and/iu.test(groups['joint'] ?? '') && !BETWEEN.test(before)) return false;
  const [first, last] = [valueOfNumber(groups['first'] ?? ''), valueOfNumber(groups['last'])];
  if (first !== null && (last === null || last < first)) return false;
  const unit = unitOf(groups['money'], groups['firstUnit']);
  const lastUnit = unitOf(groups['second'], groups['percent']);
  // The unit of the first may stand before both, that of the last after both.
  if (unit === null) return groups['second'] === undefined;
  return unit === lastUnit || (lastUnit === null && groups['money'] !== undefined);
}

function firstAlone(text: string, match: RegExpExecArray): RegExpExecArray {
  if (match.groups?.['last'] === undefined) return match;
  ALONE.lastIndex = match.index;
  return ALONE.exec(text) ?? match;
}

function toQuantity(text: string, match: RegExpExecArray, before: string): Quantity | null {
  const groups = match.groups ?? {};
  const matched = match.index + match[0].length;
  const after = text.slice(matched);
  const money = groups['money'] ?? groups['second'];
  if (money === undefined && (NAME_BEFORE.test(before) || NAME_AFTER.test(after))) return null;
  if (UNREADABLE_BEFORE.test(before) || UNREADABLE_AFTER.test(after)) return null;
  if (SCALE_WORD.test(match[0]) && VAGUE_BEFORE.test(before)) return null;

  // What is left of a scale that was not read, as in `$5m high school`.
  if (money !== undefined && /^\p{L}/u.test(after)) return null;

  const digits = groups['first'] ?? '';
  const first = valueOfNumber(digits);
  const last = groups['last'] === undefined ? null : valueOfNumber(groups['last']);
  if (first === null) return null;
  const unit = unitOf(money, groups['percent']);
  const limit = limitAfter(after);
  const end = matched + (limit?.length ?? 0);
  const { words, rate } = phraseAfter(text.slice(end));
  const numbers = last === null ? [digits] : [digits, groups['last'] ?? ''];
  if (numbers.some((number) => isAmbiguous(number, unit, words))) return null;
  if (SPACED.test(digits) && NAMED_BEFORE.test(before) && boundOf(before) === 'exact') return null;
  if (unit === null && isDate(digits, before, words, last)) return null;
  // A pronoun or a figure of speech: "one of the", "no one", "the one", "one or more".
  if (
    unit === null &&
    /^one$/iu.test(digits.trim()) &&
    (words.length === 0 || limit !== null || /\b(?:no|any|every|this|that|the|some|each)\s*$/iu.test(before))
  ) {
    return null;
  }
  if (unit === null && PRONOUN.test(words[0] ?? '')) return null;
  if (unit === null && last === null && CAPITALISED_BEFORE.test(before) && !/s$/u.test(words[0] ?? ''))
    return null;
  const scaled = last !== null ? scaleLow(first, last, digits, groups['last'] ?? '') : first;
  return {
    start: match.index,
    end,
    low: scaled,
    high: last ?? scaled,
    bound: limit?.bound ?? boundOf(before),
    unit,
    noun: words,
    per: rate.per,
    each: rate.each ?? shareBefore(before),
    part: isPart(before, after, words),
  };
}

function isPart(before: string, after: string, words: readonly string[]): boolean {
  if (/\b(?:another|additional|including|include|includes)\s*$/iu.test(before)) return true;
  // "200 metres of other bases" is no part of anything.
  const isDistance = /^\s*\p{L}+\s+of\b/u.test(after) && measureOf({ unit: null, noun: words }) !== null;
  return !isDistance && words.some((word) => PART.test(word));
}

function valueOfNumber(raw: string): number | null {
  const text = raw.trim();
  const match = /^(\d[\d,.\s']*)(\p{L}+)?$/u.exec(text);
  if (match === null) return valueOfNumberWords(text);
  const number = Number((match[1] ?? '').replace(/[,\s\u2009']/gu, '').replace(/\.$/u, ''));
  const scale = match[2] === undefined ? 1 : SCALES[match[2].toLowerCase()];
  return Number.isFinite(number) && scale !== undefined ? number * scale : null;
}

/** Whether digits can be read as two numbers, each likely: "1.100 soldiers", "4K", "It is 120m". */
function isAmbiguous(number: string, unit: string | null, words: readonly string[]): boolean {
  if (POINT_OR_GROUP.test(number)) return unit !== '%';
  if (!SHORT_SCALE.test(number) || (unit !== null && unit !== '%')) return false;
  return !SCALE_OF_THINGS.test(number) || !words.slice(0, 2).some(isCountable);
}

/** "5 to 7 million" means five million to seven million. */
function scaleLow(low: number, high: number, lowText: string, highText: string): number {
  const scaleOf = (text: string) => SCALES[/\p{L}+$/u.exec(text.trim())?.[0]?.toLowerCase() ?? ''];
  const factor = scaleOf(lowText) === undefined ? scaleOf(highText) : undefined;
  return factor !== undefined && low * factor <= high ? low * factor : low;
}

function isDate(digits: string, before: string, words: readonly string[], last: number | null): boolean {
  const next = /^gold medal/u.test(words.join(' ')) ? undefined : words[0];
  if (MONTH_BEFORE.test(before)) return true;
  if (next !== undefined && MONTH.test(next) && /^\d{1,2}$/u.test(digits)) return true;
  if (!YEAR.test(digits.trim())) return false;
  // Four digits without a separator: a year, unless something countable follows ("2000 troops").
  const countable = next !== undefined && isCountable(next);
  if (countable && last === null && introducesCount(before)) return false;
  const introduced = /\b(?:FY|in|since|of|by|year)\s*$/iu.test(before);
  if (Number(digits) < 1500 && !introduced) return false;
  return !countable || last !== null || introduced;
}
