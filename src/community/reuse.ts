import { questionTerms } from '../index/terms.ts';
import { type QuestionFeatures, questionFeatures } from './question-features.ts';
import type { Resembling } from './types.ts';

/** Why two questions are not taken for the same one. */
export type Disagreement =
  | 'vector'
  | 'asks'
  | 'negation'
  | 'numbers'
  | 'names'
  | 'opposites'
  | 'order'
  | 'wording';

export interface MeaningThreshold {
  /** Least cosine of the two questions. */
  readonly similarity: number;
  /** Least cosine when each question has a word of its own that carries its subject. */
  readonly similarityOfReworded: number;
  /**
   * Least cosine when the questions are alike but for one word, as in `weekdays` and `weekends`, or when one of them
   * says more than the other, as in `the fee` and `the fee for students`: that is far more often another subject
   * than another word for it, and vectors put both kinds close together.
   */
  readonly similarityOfSwapped: number;
}

/**
 * For showing an answer that a moderator pinned; docs/community.md has the figures. A wrong reuse costs more than a missed one, which only means
 * that the question is answered afresh.
 */
export const REUSE_THRESHOLD: MeaningThreshold = {
  similarity: 0.85,
  similarityOfReworded: 0.9,
  similarityOfSwapped: 0.95,
};

/**
 * Whether two questions mean the same: their vectors are near, and nothing that vectors are blind to (what is
 * asked for, negation, numbers, names and their order, opposites, who does what) speaks against it.
 *
 * @param similarity cosine of the two questions' vectors.
 * @returns null when they mean the same, else the first reason why they are taken to differ.
 */
export function disagreementOf(
  a: string,
  b: string,
  similarity: number,
  threshold: MeaningThreshold = REUSE_THRESHOLD,
): Disagreement | null {
  if (similarity < threshold.similarity) return 'vector';
  const first = questionFeatures(a);
  const second = questionFeatures(b);
  if (first.asks !== second.asks) return 'asks';
  if (first.negated !== second.negated) return 'negation';
  if (!sameList(first.numbers, second.numbers)) return 'numbers';
  if (!sameNames(first, second)) return 'names';
  if (!sameList(first.sides, second.sides)) return 'opposites';
  if (isReversed(first, second)) return 'order';
  return similarity < leastSimilarity(first, second, threshold) ? 'wording' : null;
}

/**
 * The pins that may be shown for a question: those whose question means the same, in the given order.
 *
 * @param candidates the nearest pinned questions, best first.
 */
export function meaningTheSame<T extends Resembling>(
  question: string,
  candidates: readonly T[],
  threshold: MeaningThreshold = REUSE_THRESHOLD,
): T[] {
  return candidates.filter(
    (candidate) => disagreementOf(question, candidate.question, candidate.similarity, threshold) === null,
  );
}

function leastSimilarity(a: QuestionFeatures, b: QuestionFeatures, threshold: MeaningThreshold): number {
  if (isSwap(a, b) || isNarrower(a, b) || isNarrower(b, a)) return threshold.similarityOfSwapped;
  const reworded = !contains(a.terms, b.terms) && !contains(b.terms, a.terms);
  return reworded ? threshold.similarityOfReworded : threshold.similarity;
}

const PREPOSITION = /^(?:for|of|in|on|at|with|without|from|to|by|during|after|before|as|per)$/;
const DETERMINER = /^(?:the|an?|my|our|your|their|his|her|its|all|any|every|some)$/;

/**
 * Whether `a` says all that `b` does and a word more that narrows it: one that stands right before a word of `b` ("a
 * spare key") or after a preposition ("for students"), not a verb or noun that only carries the question ("where do I
 * find", "in which year").
 */
function isNarrower(a: Ordered, b: Ordered): boolean {
  if (!contains(a.terms, b.terms)) return false;
  const stems = a.words.map(plainStem);
  return stems.some((stem, i) => {
    if (!a.terms.has(stem) || b.terms.has(stem)) return false;
    const before = a.words.slice(0, i).findLast((word) => !DETERMINER.test(word)) ?? '';
    return b.terms.has(stems[i + 1] ?? '') || PREPOSITION.test(before);
  });
}

type Ordered = Pick<QuestionFeatures, 'words' | 'terms'>;

/** Words that may come and go without turning the others around. */
const CARRIES_NOTHING = /^(?:do|does|did)$/;

/**
 * Whether two words have changed places in the same sentence, which changes who does what: "Can members invite guests?"
 * and "Can guests invite members?". The passive, or a part that moved to the front, is another sentence.
 */
function isReversed(a: Ordered, b: Ordered): boolean {
  const skeleton = ({ words }: Ordered) =>
    words.filter((word) => !DETERMINER.test(word) && !CARRIES_NOTHING.test(word)).map(plainStem);
  return isExchange(skeleton(a), skeleton(b));
}

/** Whether one list is the other with two of its values in each other's place. */
function isExchange(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const [first, second, ...more] = a.flatMap((value, i) => (value === b[i] ? [] : [i]));
  if (first === undefined || second === undefined || more.length > 0) return false;
  return a[first] === b[second] && a[second] === b[first];
}

/** The stem of a word that carries a subject; any other word as it is. */
function plainStem(word: string): string {
  return word === 'into' ? 'to' : (questionTerms(word)[0] ?? word);
}

type Named = Pick<QuestionFeatures, 'names' | 'words'>;

/** Every name of either question is a word of the other, and those that both have come in the same order. */
function sameNames(a: Named, b: Named): boolean {
  const names = new Set([...a.names, ...b.names]);
  const inA = a.words.filter((word) => names.has(word));
  const inB = b.words.filter((word) => names.has(word));
  return sameList([...new Set(inA)], [...new Set(inB)]);
}

/** Whether one question is the other with a single word in the place of another. */
function isSwap(a: Pick<QuestionFeatures, 'words'>, b: Pick<QuestionFeatures, 'words'>): boolean {
  return a.words.length === b.words.length && a.words.filter((word, i) => word !== b.words[i]).length === 1;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function contains(whole: ReadonlySet<string>, part: ReadonlySet<string>): boolean {
  return [...part].every((term) => whole.has(term));
}
