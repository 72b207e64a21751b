import { type QuestionFeatures, questionFeatures } from './question-features.ts';
import type { Resembling } from './types.ts';

/** Why two questions are not taken for the same one. */
export type Disagreement = 'vector' | 'asks' | 'negation' | 'numbers' | 'names' | 'opposites' | 'wording';

export interface MeaningThreshold {
  /** Least cosine of the two questions. */
  readonly similarity: number;
  /** Least cosine when each question has a word of its own that carries its subject. */
  readonly similarityOfReworded: number;
  /**
   * Least cosine when the questions are alike but for one word, as in `weekdays` and `weekends`: that is far more
   * often another subject than another word for it, and vectors put both kinds close together.
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
 * asked for, negation, numbers, names and their order, opposites) speaks against it.
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
  const reworded = !contains(first.terms, second.terms) && !contains(second.terms, first.terms);
  const least = isSwap(first, second)
    ? threshold.similarityOfSwapped
    : reworded
      ? threshold.similarityOfReworded
      : threshold.similarity;
  return similarity < least ? 'wording' : null;
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
