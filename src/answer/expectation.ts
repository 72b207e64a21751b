import { findDates } from './values/dates.ts';
import { findQuantities } from './values/quantities.ts';

/** What kind of thing a question asks for, as far as its words tell. */
export type AnswerKind = 'person' | 'time' | 'place' | 'number' | 'reason' | 'manner' | 'yes-no' | 'other';

/** In order: the first rule that fits decides. Typed questions often lack capitals and the question mark. */
const RULES: readonly (readonly [RegExp, AnswerKind])[] = [
  [/\bhow (?:many|much|old|long|far|tall|high|large|big|deep|wide|heavy|fast|often|expensive)\b/iu, 'number'],
  [
    /\b(?:what|which) (?:is |was |were |are )?(?:the )?(?:\w+ )?(?:number|percentage|percent|amount|price|cost|share|total|quantity|rate|budget|population|size|length|height|age)\b/iu,
    'number',
  ],
  [/\b(?:when|since when|until when|how long ago)\b/iu, 'time'],
  [
    /\b(?:what|which|on what|in what|on which|in which) (?:exact )?(?:year|date|day|month|century|decade|time)\b/iu,
    'time',
  ],
  [/\b(?:who|whom|whose)\b/iu, 'person'],
  [/\bwhere\b/iu, 'place'],
  [
    /\b(?:what|which) (?:\w+ )?(?:country|countries|city|cities|state|region|regions|province|town|place|places|location|continent|district)\b/iu,
    'place',
  ],
  [/\b(?:why|what (?:caused|causes)|(?:for )?what (?:reason|reasons|purpose)|how come)\b/iu, 'reason'],
  [/\bhow\b/iu, 'manner'],
  [/^(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|might|must)\b/iu, 'yes-no'],
];

/** The kind of answer that a question asks for; `other` when its words do not tell. */
export function expectedAnswer(question: string): AnswerKind {
  const text = question.trim();
  for (const [pattern, kind] of RULES) if (pattern.test(text)) return kind;
  return 'other';
}

const NAME = /(?:\p{Lu}[\p{L}'’.-]+\s+){1,3}\p{Lu}[\p{L}'’-]+/u;
const ROLE =
  /\b(?:president|minister|general|director|author|founder|king|queen|chief|leader|ambassador|secretary|professor|captain|mayor|senator|congress(?:wo)?man|scientist|engineer|company|group|party|he|she|they|his|her)\b/iu;
const PLACE = /\b(?:in|at|from|near|to|of|across|outside|through|around)\s+(?:the\s+)?\p{Lu}\p{L}+/u;
const REASON =
  /\b(?:because|due to|since|so that|in order to|as a result|result(?:s|ed)? (?:of|in)|caus(?:e|es|ed|ing)|reasons?|therefore|thus|aim(?:s|ed)? (?:at|to)|purpose|in response to|to (?:\p{Ll}+)|why|thanks to|allow(?:s|ed|ing)?)\b/iu;
const MANNER = /\b(?:by|through|using|via|with|method|means|process|way|allow|steps?)\b/iu;
const TIME_WORDS =
  /\b(?:today|yesterday|tomorrow|century|centuries|decade|decades|\d{3,4}s|ago|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter|\d{1,2}(?::\d{2})?\s?[ap]\.?m)\b/iu;

/**
 * How far a sentence holds something of the expected kind: 1 certainly, 0 not at all, 0.5 where the wording only
 * suggests it. Kinds without a mark of their own (`yes-no`, `other`) give 0.5 for every sentence.
 */
export function holdsKind(sentence: string, kind: AnswerKind): number {
  switch (kind) {
    case 'number':
      return findQuantities(sentence).length > 0 ? 1 : /\d/u.test(sentence) ? 0.5 : 0;
    case 'time':
      return findDates(sentence).length > 0 ? 1 : TIME_WORDS.test(sentence) ? 0.5 : 0;
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
