import type { Span } from '../../corpus/types.ts';
import { introducesCount, isCountable } from './countable.ts';
import { NUMBER_WORDS, SCALES, valueOfNumberWords } from './number-words.ts';

/** How a text qualifies a number. */
export type Bound = 'exact' | 'about' | 'at-least' | 'at-most';

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
  /** Whether the text marks it as a part (`42 other troops`, `160 additional troops`) of something larger. */
  readonly part: boolean;
}

const CURRENCY: Readonly<Record<string, string>> = {
  $: 'usd',
  us$: 'usd',
  usd: 'usd',
  dollar: 'usd',
  dollars: 'usd',
  '€': 'eur',
  eur: 'eur',
  euro: 'eur',
  euros: 'eur',
  '£': 'gbp',
  gbp: 'gbp',
  pounds: 'gbp',
  '¥': 'jpy',
  jpy: 'jpy',
  yen: 'jpy',
};

/** Digits in groups of three (with a comma, a thin space, an apostrophe or, after SI, a plain space), or as they come. */
const DIGITS = String.raw`\d{1,3}(?:(?:[,\u00a0\u202f\u2009']\d{3})+|(?: \d{3})+(?![\d,.]*\d))(?:\.\d+)?|\d+(?:\.\d+)?`;
/** A length ("120m tall") is no scale. */
const SCALE = String.raw`(?:\s*(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b|[kb]\b|m\b(?!\s+(?:tall|long|high|wide|deep|thick|across)\b))?`;
const NUMBER = String.raw`(?:(?:${DIGITS})${SCALE}|\b${NUMBER_WORDS}\b)`;
const MONEY = String.raw`(?:US\s?\\?\$|USD\s*\\?\$?|\\?\$|€|£|¥)\s*`;
const RANGE = String.raw`\s*(?:-|–|—|to|and)\s*`;
const QUANTITY = new RegExp(
  String.raw`(?<money>${MONEY})?(?<first>${NUMBER})(?:(?<joint>${RANGE})(?<second>${MONEY})?(?<last>${NUMBER}))?(?<percent>\s*%|\s*per\s?cent(?:age points?)?\b|\s*(?:[€£¥](?!\s*\d)|(?:usd|eur|gbp|jpy)\b)|\s+(?:dollars|euros?|pounds|yen)\b)?`,
  'giu',
);

/** What turns "exceed", "over" and the like into a maximum: "must not", "won't", "not to", "cannot be". */
const NOT = String.raw`(?:\b(?:no|not|never|cannot|without)|n['’]t)\s+(?:(?:to|be)\s+){0,2}`;
const ABOVE = '(?:over|above|(?:more|greater) than|exceed(?:s|ed|ing)?)';
const AT_LEAST = new RegExp(
  String.raw`\b(?:at least|(?<!${NOT})${ABOVE}|upwards? of|(?:no|not) (?:fewer|less) than|minimum of)\s+(?:an? estimated\s+)?$`,
  'iu',
);
const AT_MOST = new RegExp(
  String.raw`(?:\b(?:at most|up to|under|fewer than|less than|below|maximum of|almost|nearly|as (?:many|much) as)|${NOT}${ABOVE})\s*$`,
  'iu',
);
const ABOUT =
  /\b(?:about|around|approximately|approx\.?|roughly|some|an? estimated|estimated|circa|ca\.?|close to|in the region of)\s*(?:an?\s+total\s+of\s+)?$/iu;
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
const PHRASE_END =
  /^(?:in|on|at|to|for|from|by|with|was|were|is|are|be|been|has|have|had|will|would|that|which|who|and|or|as|since|during|than|last|this|next|per|each|every|when|after|before|against|into|because|under|votes?)$/iu;
/** "a minute", "per hour", "each month", "/day": what the phrase before it happens in; "a year ago" is a time. */
const RATE =
  /^\s*(?:(?:an?|per|each|every)\s+|\/\s?)(?:(?:one|1)\s+)?(?:(second|minute|hour|day|night|week|month|quarter|year)|(sec|s|min|h|hr|mo|yr))\b(?!\s+(?:ago|later|earlier|before|after|old)\b)/iu;
const TIMES_IN_SHORT: Readonly<Record<string, string>> = {
  sec: 'second',
  s: 'second',
  min: 'minute',
  h: 'hour',
  hr: 'hour',
  mo: 'month',
  yr: 'year',
};
const FUNCTION_WORDS = new Set([
  'the',
  'a',
  'an',
  'of',
  'its',
  'their',
  'our',
  'his',
  'her',
  'these',
  'those',
  'such',
]);

/**
 * Every quantity in a text, in order: counts, measures, percentages, amounts of money, ranges, in digits or in
 * words. Years, days of a month, ordinals and numbers that are names (`Resolution 4766`, `Mi-17`) are left out.
 * Offsets are UTF-16 code units into `text`.
 */
export function findQuantities(text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(QUANTITY)) {
    const quantity = toQuantity(text, match);
    if (quantity !== null) found.push(quantity);
  }
  return found;
}

function toQuantity(text: string, match: RegExpExecArray): Quantity | null {
  const groups = match.groups ?? {};
  const before = text.slice(Math.max(0, match.index - 40), match.index);
  let end = match.index + match[0].length;
  const after = text.slice(end);
  const money = groups['money'] ?? groups['second'];
  if (money === undefined && (NAME_BEFORE.test(before) || NAME_AFTER.test(after))) return null;
  if (UNREADABLE_BEFORE.test(before) || UNREADABLE_AFTER.test(after)) return null;
  if (SCALE_WORD.test(match[0]) && VAGUE_BEFORE.test(before)) return null;

  // What is left of a scale that was not read, as in `$5m high school`.
  if (money !== undefined && /^\p{L}/u.test(after)) return null;

  const first = valueOfNumber(groups['first'] ?? '');
  let last = groups['last'] === undefined ? null : valueOfNumber(groups['last']);
  if (first === null) return null;
  const joint = (groups['joint'] ?? '').trim().toLowerCase();
  // "between 5 and 7" is a range, "5 and 7" is a list: only its first number is taken here.
  if (last !== null && ((joint === 'and' && !BETWEEN.test(before)) || last < first)) {
    last = null;
    end = match.index + (groups['money'] ?? '').length + (groups['first'] ?? '').length;
  }
  const suffix =
    last === null && groups['last'] !== undefined ? '' : (groups['percent'] ?? '').trim().toLowerCase();
  const unit = unitOf(money, suffix);
  const { words, per } = phraseAfter(text.slice(end));
  const digits = groups['first'] ?? '';
  const numbers = last === null ? [digits] : [digits, groups['last'] ?? ''];
  if (numbers.some((number) => isAmbiguous(number, unit, words))) return null;
  if (SPACED.test(digits) && NAMED_BEFORE.test(before) && boundOf(before) === 'exact') return null;
  if (unit === null && isDate(digits, before, words, last)) return null;
  // A pronoun or a figure of speech: "one of the", "no one", "the one".
  if (
    unit === null &&
    /^one$/iu.test(digits.trim()) &&
    (words.length === 0 || /\b(?:no|any|every|this|that|the|some|each)\s*$/iu.test(before))
  ) {
    return null;
  }
  if (unit === null && PRONOUN.test(words[0] ?? '')) return null;
  if (unit === null && last === null && CAPITALISED_BEFORE.test(before) && !/s$/u.test(words[0] ?? ''))
    return null;
  const scaled = last !== null ? scaleLow(first, last, groups['first'] ?? '', groups['last'] ?? '') : first;
  return {
    start: match.index,
    end,
    low: scaled,
    high: last ?? scaled,
    bound: boundOf(before),
    unit,
    noun: words,
    per,
    part:
      words.some((word) => PART.test(word)) ||
      /\b(?:another|additional|including|include|includes)\s*$/iu.test(before),
  };
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

function unitOf(money: string | undefined, suffix: string): string | null {
  if (suffix === '%' || suffix.startsWith('per')) return '%';
  if (suffix !== '') return CURRENCY[suffix] ?? null;
  if (money === undefined) return null;
  return CURRENCY[money.toLowerCase().replace(/[\\\s]/gu, '')] ?? 'usd';
}

function boundOf(before: string): Bound {
  if (AT_LEAST.test(before)) return 'at-least';
  if (AT_MOST.test(before)) return 'at-most';
  if (ABOUT.test(before)) return 'about';
  return 'exact';
}

function isDate(digits: string, before: string, words: readonly string[], last: number | null): boolean {
  const next = words[0];
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

/** The words of the phrase that follows a number, at most eight, without articles, and what it is a rate of. */
function phraseAfter(text: string): { words: string[]; per: string | null } {
  const words: string[] = [];
  const near = text.slice(0, 120).replace(/(?<=[\p{L}\p{N}])\/(?=\p{L})/gu, ' /');
  for (const match of near.matchAll(/^[\s*_]*[^\s]+|[\s*_]+[^\s]+/gu)) {
    const [, long, short] = RATE.exec(near.slice(match.index)) ?? [];
    if (long !== undefined) return { words, per: long.toLowerCase() };
    if (short !== undefined) return { words, per: TIMES_IN_SHORT[short.toLowerCase()] ?? null };
    const raw = match[0].trim();
    const word = raw
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$/gu, '')
      .replace(/\.$/u, '')
      .toLowerCase();
    if (word === '' || PHRASE_END.test(word) || words.length === 8) break;
    if (!FUNCTION_WORDS.has(word)) words.push(word);
    if (/[,;:!?)]$|[^.\p{Lu}]\.$/u.test(raw)) break;
  }
  return { words, per: null };
}
