import { termsOf } from '../index/terms.ts';
import { countedFamily, countedNoun, countedPhrase } from './disagreements/same-thing.ts';
import type { AnswerKind } from './expectation.ts';
import { measureOf } from './values/measures.ts';
import { findQuantities, type Quantity } from './values/quantities.ts';

const ASKS_MONEY =
  /\bhow much\b(?! (?:of|(?:paid )?(?:time|leave|notice|space|memory|storage|weight|water|experience))\b).*\b(?:cost|costs|pay|pays|paid|spend|spends|spent|charge[sd]?|earn(?:s|ed)?|owes?|owed|money|donate[sd]?|invest(?:s|ed)?|price|fee)\b|\b(?:what|which)(?:['’]?s|\s+(?:is|was|are|were))?\s+(?:the\s+)?(?:\w+\s+){0,2}(?:cost|costs|price|fee|budget|salary)\b/iu;
/** "Entry is free", "it is free to join", "there is no fee"; not "the town is free to buy drones". */
const FREE =
  /\bfree of charge\b|\bfor free\b|(?:\b(?:is|are|be|was|were|costs?)|\bit['’]s) (?:free\b(?! to\b)|nothing\b)|(?:\b(?:is|was|be)|\bit['’]s) free to (?:join|enter|play|attend|register|sign up|visit|apply|download|everyone|all|members|the public)\b|\b(?:no|without an?) (?:(?:entry|entrance|admission|membership|joining|registration|monthly|annual) )?(?:fees?|charge|cost)\b/iu;
/** What a thing costs in a game, by the words after the number. */
const GAME_MONEY = /^(?:coins?|gold|credits?|tokens?|gems?|diamonds?|emeralds?|points?|xp)$/u;
const ASKS_SHARE =
  /\b(?:percentage|percent|proportion)\b|\b(?:what|which)\s+(?:\w+\s+)?(?:share|portion)\b|\b(?:share|portion) of\b/iu;
const ASKS_MEASURE =
  /\bhow (?:old|long|far|tall|high|large|big|deep|wide|heavy|fast|often)\b|\bhow much time\b|\bhow many (\p{L}+)/iu;
const ASKS_DURATION = /\bhow long\b|\bhow much time\b/iu;
const ASKS_FREQUENCY = /\bhow often\b/iu;
const TIME = '(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade)';
/** Without a number: "lasts a week", "for half an hour". */
const DURATION_IN_WORDS = new RegExp(
  String.raw`\b(?:lasts?|lasted|takes?|took|for|within|spent|spend)\s+(?:about\s+)?(?:half\s+)?an?\s+(?:\p{L}+\s+)?${TIME}\b`,
  'iu',
);
/** Without a number: "twice a month", "daily", "every other week", "on Mondays". */
const FREQUENCY_IN_WORDS = new RegExp(
  String.raw`\b(?:hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|annually|(?:once|twice|\p{L}+ times)\s+(?:an?|every|each|per)\s+${TIME}|(?:every|each)\s+(?:\p{L}+\s+)?(?:${TIME}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b`,
  'iu',
);
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
  if (ASKS_DURATION.test(question) && DURATION_IN_WORDS.test(sentence)) return 1;
  if (ASKS_FREQUENCY.test(question) && FREQUENCY_IN_WORDS.test(sentence)) return 1;
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

function isMoney({ unit, noun }: Quantity): boolean {
  if (unit === null) return noun.slice(0, 2).some((word) => GAME_MONEY.test(word));
  return unit !== '%';
}
