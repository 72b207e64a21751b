import { STOP_WORDS } from '../index/stop-words.ts';
import { questionTerms } from '../index/terms.ts';

/** One of the things that a question asks for. */
export interface QuestionPart {
  /** As it was asked. */
  readonly text: string;
  /** What is searched for it: the whole question where the part alone does not say what it is about. */
  readonly search: string;
}

/** More are taken for a list that belongs to one question. */
const MOST_PARTS = 3;
/** Fewer words than these are no question of their own ("and why?"). */
const FEWEST_WORDS = 3;
/** Fewer content words than these do not say what a part is about. */
const FEWEST_TERMS = 2;

const ASKING = String.raw`(?:(?:in|on|at|by|from|since|until|for|to|with|of) )?(?:who|whom|whose|what|when|where|why|which|how)\b`;
const ASKS = new RegExp(
  String.raw`\b${ASKING}|^(?:do|does|did|is|are|was|were|can|could|will|would|has|have|had|should|may|must)\b`,
  'iu',
);
const NEXT = new RegExp(
  String.raw`(?:,? (?:and|but|plus)|;) (?=${ASKING})(?!(?:of|for|in|to|by|with|from|at|on) which\b)`,
  'iu',
);
/** "Predict when, and how, it stops": the one word needs what the other part says. */
const ENDS_ASKING = /\b(?:who|whom|whose|what|when|where|why|which|how)\W*$/iu;
/** "The difference between when … and when …" is one question. */
const BELONGS_TOGETHER = /\b(?:between|differences?|compared?|comparison|both|whether|versus|vs)\b/iu;
const QUESTION_WORD = /\b(?:who|whom|whose|what|when|where|why|which|how)\b/giu;
const STARTS_ASKING = new RegExp(`^(?:and |but )?${ASKING}`, 'iu');
/** What stands before a question out of politeness. */
const GREETING =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))\b[\s\w]{0,20}[,!.]*\s+)?how (?:are|r) (?:you|u|things)(?: (?:all|doing|today))*\s*[?!.]+\s+(?=\S)/iu;
const REFERS =
  /\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then)\b/iu;

/**
 * The questions that a question is made of: "How many came, and when did they leave?" asks for two things, which may
 * be answered in two places. One part, the question itself, where it asks for one thing or for too many. A "Hi, how are
 * you?" before it is left out.
 */
export function partsOf(asked: string): readonly QuestionPart[] {
  const question = asked.replace(GREETING, '');
  const whole = [{ text: question, search: question }];
  if (BELONGS_TOGETHER.test(question)) return whole;
  const parts = question.split(/(?<=[?？])\s+/u).flatMap((sentence) => sentence.split(NEXT));
  const asks = (part: string) =>
    ASKS.test(part) && !ENDS_ASKING.test(part) && part.split(' ').length >= FEWEST_WORDS;
  if (parts.length < 2 || parts.length > MOST_PARTS || !parts.every(asks)) return whole;
  const isShouted = question === question.toUpperCase();
  const goesOn = (part: string, at: number) =>
    at > 0 && continuesClause(parts[at - 1] ?? '', part, isShouted);
  if (parts.some(goesOn)) return whole;
  return parts.map((text) => ({ text, search: saysWhatAbout(text) ? text : question }));
}

/**
 * Whether what follows "and" is no question but goes on with a clause ("the man who built it and who became mayor",
 * "see who joined and who left") or is a name ("the UN and WHO").
 */
function continuesClause(before: string, part: string, isShouted: boolean): boolean {
  const [word = ''] = part.match(QUESTION_WORD) ?? [];
  const follows = !/[?？]$/u.test(before);
  if (follows && !isShouted && /^\p{Lu}/u.test(word)) return true;
  const inside = (before.replace(STARTS_ASKING, '').match(QUESTION_WORD) ?? []).map((one) =>
    one.toLowerCase(),
  );
  const isRelative =
    /^(?:who|whom|whose)$/iu.test(word) && inside.some((one) => /^(?:who|whose|which)$/u.test(one));
  return follows && (isRelative || inside.includes(word.toLowerCase()));
}

function saysWhatAbout(part: string): boolean {
  // Of a part that has nothing else, the stop words are its terms.
  const hasContent = part.match(/[\p{L}\p{N}]+/gu)?.some((word) => !STOP_WORDS.has(word.toLowerCase()));
  return hasContent === true && !REFERS.test(part) && questionTerms(part).length >= FEWEST_TERMS;
}
