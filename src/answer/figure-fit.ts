import { termsOf } from '../index/terms.ts';
import { countedFamily, countedNoun, countedPhrase } from './disagreements/same-thing.ts';
import type { AnswerKind } from './expectation.ts';
import { findQuantities, type Quantity } from './values/quantities.ts';
import { measureOf } from './values/value.ts';

const ASKS_MONEY =
  /\bhow much (?:of )?(?:money|an?|the|(?:do|does|did|is|are|was|were|will|would|has|have|had|can|could|must|should|to)\b)\b.*\b(?:cost|costs|pay|pays|paid|spend|spends|spent|charge[sd]?|earn(?:s|ed)?|owes?|owed|money|donate[sd]?|invest(?:s|ed)?|price|fee)\b|\bhow much (?:money|does it cost)\b|\b(?:what|which)(?:['’]?s|\s+(?:is|was|are|were))?\s+(?:the\s+)?(?:\w+\s+){0,2}(?:cost|costs|price|fee|budget|salary)\b/iu;
const FREE = /\bfree\b(?! (?:to|from)\b)/iu;
const ASKS_SHARE =
  /\b(?:percentage|percent|proportion)\b|\b(?:what|which)\s+(?:\w+\s+)?(?:share|portion)\b|\b(?:share|portion) of\b/iu;
const ASKS_MEASURE =
  /\bhow (?:old|long|far|tall|high|large|big|deep|wide|heavy|fast|often)\b|\bhow (?:many|much) (\p{L}+)/iu;
const ASKS_TIME = /\bhow (?:often|long|much time)\b/iu;
/** A time or a frequency without a number: "lasts a week", "twice a month", "daily". */
const TIME_IN_WORDS =
  /\b(?:once|twice|hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|annually|(?:an?|half an?|every|each|per) (?:\p{L}+ )?(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b/iu;
const SHARE =
  /%|\bper\s?cent\b|\b(?:half|third|quarter|most|all|majority|\w+ (?:of|out of|in) (?:ten|five|four|three|every))\b/iu;
/** Words that follow a number and may name what it counts. */
const FOLLOWING = 7;
/** They stand within so many characters. */
const NEAR = 200;

/**
 * Whether a sentence holds a figure that a question for a number can want: 1 it does, or the question asks for
 * something else; 0 it does not, as when it has no number at all, a count of people where police officers are asked
 * for, or no money where a price is; 0.5 where the wording leaves it open. What is near to such a question in every
 * word often has another figure than the one asked for, or none.
 */
export function figureFit(question: string, kind: AnswerKind, sentence: string): number {
  if (kind !== 'number') return 1;
  const stated = findQuantities(sentence);
  if (ASKS_MONEY.test(question)) return stated.some(isMoney) || FREE.test(sentence) ? 1 : 0;
  if (ASKS_SHARE.test(question)) return SHARE.test(sentence) ? 1 : 0;
  if (ASKS_TIME.test(question) && TIME_IN_WORDS.test(sentence)) return 1;
  if (stated.length === 0) return /\d/u.test(sentence) ? 0.5 : 0;
  const counted = countedNoun(question);
  if (counted.length === 0) return 1;
  return Math.max(...stated.map((quantity) => nounFit(question, counted, sentence, quantity)));
}

/** Whether the number counts what the question counts, by the words around it. */
function nounFit(question: string, counted: readonly string[], sentence: string, quantity: Quantity): number {
  if (measureOf(quantity) !== null) return ASKS_MEASURE.test(question) ? 1 : 0.5;
  const after = sentence.slice(quantity.end, quantity.end + NEAR).split(/[;:()]/u, 1)[0] ?? '';
  const following = after.trim().split(/\s+/u).slice(0, FOLLOWING);
  const nouns = new Set([...quantity.noun, ...following].flatMap((word) => termsOf(word)));
  const head = counted.at(-1) ?? '';
  for (const noun of nouns) if (noun === head || isPartOf(noun, head)) return 1;
  const family = countedFamily(countedPhrase(question), question);
  if (family !== null) return family === countedFamily(following, sentence) ? 1 : 0;
  return 0.5;
}

/** "airplanes" are planes. */
function isPartOf(a: string, b: string): boolean {
  const [short, long] = (a.length <= b.length ? [a, b] : [b, a]).map((term) => term.replace(/e$/u, ''));
  if (short === undefined || long === undefined) return false;
  return short.length >= 4 && (long.endsWith(short) || long.startsWith(short));
}

function isMoney({ unit }: Quantity): boolean {
  return unit !== null && unit !== '%';
}
