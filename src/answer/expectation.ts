import { findClockTimes } from './values/clock.ts';
import { findDates } from './values/dates.ts';
import { findQuantities } from './values/quantities.ts';

/** What kind of thing a question asks for, as far as its words tell. */
export type AnswerKind = 'person' | 'time' | 'place' | 'number' | 'reason' | 'manner' | 'yes-no' | 'other';

const WHAT_IS = String.raw`\b(?:what|which)(?:['’]?s|\s+(?:is|was|are|were))?\s+(?:the\s+)?`;

/**
 * The rule that matches first in the question decides, the upper one of two at one place: "who was president when
 * …" asks for a person. Typed questions often lack capitals, apostrophes and the question mark.
 */
const RULES: readonly (readonly [RegExp, AnswerKind])[] = [
  [/\bhow (?:long ago|late|early)\b/iu, 'time'],
  [
    /\bhow (?:many|much|old|long|far|tall|high|large|big|deep|wide|heavy|fast|often|expensive|soon|frequently|quickly)\b/iu,
    'number',
  ],
  [new RegExp(String.raw`${WHAT_IS}(?:time|age|size|speed) limit\b`, 'iu'), 'number'],
  [
    new RegExp(
      String.raw`${WHAT_IS}(?:\w+ )?(?:number|percentage|percent|amount|price|cost|share|total|quantity|rate|budget|population|size|length|height|age)\b`,
      'iu',
    ),
    'number',
  ],
  [/\bwhat (?:do|does|did|will|would)\b.{1,80}\bcost\b/iu, 'number'],
  [/^(?:the )?(?:number|percentage|amount|total) of\b/iu, 'number'],
  [
    new RegExp(
      String.raw`(?:\b(?:on|in|at|until|since) )?${WHAT_IS}(?:(?:exact|first|last|final|latest|earliest) )?(?:years?|dates?|days?|months?|century|decade|times?|hours|deadline)\b`,
      'iu',
    ),
    'time',
  ],
  [
    new RegExp(
      String.raw`(?:\bfor )?${WHAT_IS}(?:\w+ )?(?:reasons?|purpose)\b|\bwhat caused?\b|\bwhat causes\b`,
      'iu',
    ),
    'reason',
  ],
  [
    new RegExp(
      String.raw`(?:\b(?:in|from|to|at) )?${WHAT_IS}(?:\w+ )?(?:country|countries|city|cities|state|region|regions|province|town|place|places|location|continent|district|capital of)\b`,
      'iu',
    ),
    'place',
  ],
  [/\bwhen(?:['’]?s)?\b/iu, 'time'],
  [/\b(?:who(?:['’]?s)?|whom|whose)\b/iu, 'person'],
  [/\bwhere(?:['’]?s)?\b/iu, 'place'],
  [/\b(?:why|how come)\b/iu, 'reason'],
  [/\bhow\b/iu, 'manner'],
  [/\b(?:what|which)\b/iu, 'other'],
];
/** What asks for something in the form of a yes/no question ("Do you know when …?"). */
const ASKS_WITHIN =
  /^(?:(?:do|does|did|is|are|can|could|will|would|has|have|had)\b.{0,40}?\b(?:know|knows|known|tell|tells|said|says?|explain|find out|mention|idea|clear|remember|recall|show|state|stated|remind|specify)(?:\s+(?:me|us|you|exactly))*\s+)(?=(?:\S+\s+){0,2}(?:who|whom|whose|what|when|where|why|which|how)\b)/iu;
/** "When I join a team, how many …": the circumstances, not what is asked. */
const CONDITION =
  /^(?:when|where)\s+(?!(?:am|is|are|was|were|do|does|did|can|could|will|would|has|have|had|should|may|must)\b)[^,?]{3,80},\s*(?=(?:\S+\s+){0,2}(?:who|whom|whose|what|when|where|why|which|how)\b)/iu;
const YES_NO =
  /^(?:am|is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|might|must)\b/iu;

/** The kind of answer that a question asks for; `other` when its words do not tell. */
export function expectedAnswer(question: string): AnswerKind {
  const text = question.trim();
  // What stands in a clause of a yes/no question is not what is asked ("Is smoking allowed when it is empty?").
  if (YES_NO.test(text) && !ASKS_WITHIN.test(text)) return 'yes-no';
  const asked = text.replace(CONDITION, '');
  let first = Number.POSITIVE_INFINITY;
  let found: AnswerKind | null = null;
  for (const [pattern, kind] of RULES) {
    const at = asked.search(pattern);
    if (at === -1 || at >= first) continue;
    first = at;
    found = kind;
  }
  return found ?? 'other';
}

/** A longer run of letters is no name, and searching one to its end from each of its capitals would take forever. */
const NAME = /(?:\p{Lu}[\p{L}'’.-]{1,40}\s+){1,3}\p{Lu}[\p{L}'’-]+/u;
const ROLE =
  /\b(?:president|minister|general|director|author|founder|king|queen|chief|leader|ambassador|secretary|professor|captain|mayor|senator|congress(?:wo)?man|scientist|engineer|company|group|party|he|she|they|his|her)\b/iu;
const PLACE = /\b(?:in|at|from|near|to|of|across|outside|through|around)\s+(?:the\s+)?\p{Lu}\p{L}+/u;
const REASON =
  /\b(?:because|due to|since|so that|in order to|as a result|result(?:s|ed)? (?:of|in)|caus(?:e|es|ed|ing)|reasons?|therefore|thus|aim(?:s|ed)? (?:at|to)|purpose|in response to|to (?:\p{Ll}+)|why|thanks to|allow(?:s|ed|ing)?)\b/iu;
const MANNER = /\b(?:by|through|using|via|with|method|means|process|way|allow|steps?)\b/iu;
const WEEKDAY = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b/iu;
const TIME_WORDS =
  /\b(?:today|yesterday|tomorrow|century|centuries|decades?|\d{3,4}s|ago|weekends?|weekdays?|mornings?|evenings?|spring|summer|autumn|winter|o['’]clock)\b/iu;

/**
 * How far a sentence holds something of the expected kind: 1 certainly, 0 not at all, 0.5 where the wording only
 * suggests it. Kinds without a mark of their own (`yes-no`, `other`) give 0.5 for every sentence.
 */
export function holdsKind(sentence: string, kind: AnswerKind): number {
  switch (kind) {
    case 'number':
      return findQuantities(sentence).length > 0 ? 1 : /\d/u.test(sentence) ? 0.5 : 0;
    case 'time':
      return holdsTime(sentence) ? 1 : TIME_WORDS.test(sentence) ? 0.5 : 0;
    case 'person':
      return NAME.test(sentence) ? 1 : ROLE.test(sentence) ? 0.5 : 0;
    case 'place':
      return PLACE.test(sentence) ? 1 : /[^.!?]\s\p{Lu}\p{L}+/u.test(sentence) ? 0.5 : 0;
    case 'reason':
      return REASON.test(sentence) ? 1 : 0;
    case 'manner':
      return MANNER.test(sentence) ? 1 : 0;
    default:
      return 0.5;
  }
}

function holdsTime(sentence: string): boolean {
  return WEEKDAY.test(sentence) || findDates(sentence).length > 0 || findClockTimes(sentence).length > 0;
}
