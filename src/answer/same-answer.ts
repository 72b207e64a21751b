import { termsOf } from '../index/terms.ts';
import { termsOfPassage } from './passage-terms.ts';
import type { RankedPassage } from './rank.ts';
import { findQuantities } from './values/quantities.ts';
import type { WeighedSentence } from './weigh.ts';

/** Where an excerpt's answer stands. */
export interface Answering {
  readonly passage: RankedPassage;
  readonly sentence: WeighedSentence;
}

/** Texts that share this much of their words (Jaccard index of their terms) say the same thing. */
export const NEAR_DUPLICATE = 0.8;
/** The reader must be this sure of both answers before two wordings count as one. */
const MIN_MARGIN = 0.5;
const ARTICLE = /^(?:a|an|the)$/u;
/** Words of which one alone turns a sentence round: what only one of two sentences has, the other does not say. */
const NEGATION =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|un(?:able|likely))\b|n['’]t\b/iu;
const TURNS: readonly RegExp[] = [
  NEGATION,
  /\b(?:before|until|prior)\b/iu,
  /\b(?:after|since)\b/iu,
  /\b(?:over|above|more|most|at least|minimum)\b/iu,
  /\b(?:under|below|less|fewer|at most|up to|maximum)\b/iu,
  /\b(?:only|except|unless)\b/iu,
];

/**
 * Whether two sources answer alike: the reader marks the same words in both, or their sentences are nearly the same
 * and hold the same numbers; and neither has a word that turns it round ("not", "before", "over") which the other
 * lacks. Errs to "no": what is taken for the same is not quoted.
 */
export function answerAlike(a: Answering, b: Answering): boolean {
  const [first, second] = [textOf(a), textOf(b)];
  const differ = (patterns: readonly RegExp[], one: string, other: string) =>
    patterns.some((pattern) => pattern.test(one) !== pattern.test(other));
  if (differ([NEGATION], first, second)) return false;
  // Numbers are compared last, since finding them takes longest.
  const nearTheSame =
    nearDuplicate(termsOfSentence(a), termsOfSentence(b)) && sameMembers(numbersIn(first), numbersIn(second));
  if (nearTheSame && !differ(TURNS, first, second)) return true;
  const marked = markedTerms(a);
  // In a long sentence such a word may be about anything; right before the marked words it is about them.
  if (differ(TURNS, beforeMarked(a), beforeMarked(b))) return false;
  return marked.size > 0 && sameMembers(marked, markedTerms(b));
}

/** The few words that lead up to what the reader marks. */
function beforeMarked({ passage, sentence: { start, span } }: Answering): string {
  if (span === null) return '';
  return passage.indexed.document.text.slice(Math.max(start, span.start - 16), span.start);
}

/** Whether two sets of terms are nearly the same. */
export function nearDuplicate(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const term of a) if (b.has(term)) shared++;
  const union = a.size + b.size - shared;
  return union > 0 && shared / union >= NEAR_DUPLICATE;
}

/** The words that the reader is sure of, without articles; none where it is not. */
export function markedTerms({ passage, sentence: { span, margin } }: Answering): ReadonlySet<string> {
  if (span === null || margin === null || margin < MIN_MARGIN) return new Set();
  const marked = termsOf(passage.indexed.document.text.slice(span.start, span.end));
  return new Set(marked.filter((term) => !ARTICLE.test(term)));
}

/** The numbers of a text, also where they are written as words. */
function numbersIn(text: string): ReadonlySet<string> {
  const digits = text.match(/\d+/gu) ?? [];
  return new Set([...digits, ...findQuantities(text).map(({ low, high }) => `${low}-${high}`)]);
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((member) => b.has(member));
}

function termsOfSentence({ passage: { indexed }, sentence }: Answering): ReadonlySet<string> {
  return termsOfPassage(indexed).sentences[sentence.place - indexed.passage.firstSentence] ?? new Set();
}

function textOf({ passage, sentence: { start, end } }: Answering): string {
  return passage.indexed.document.text.slice(start, end);
}
