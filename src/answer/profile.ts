import { questionTerms } from '../index/terms.ts';
import type { Index } from '../index/types.ts';
import { type AnswerKind, expectedAnswer } from './expectation.ts';

/** A question as the later steps look at it. */
export interface QuestionProfile {
  readonly text: string;
  /** The kind of thing that it asks for. */
  readonly kind: AnswerKind;
  /** Its content terms, each with its rarity in the index. */
  readonly weights: ReadonlyMap<string, number>;
  /** Sum of the weights; 0 only when the question has no terms at all. */
  readonly totalWeight: number;
}

export function profileQuestion(text: string, index: Pick<Index, 'rarity'>): QuestionProfile {
  const weights = new Map(questionTerms(text).map((term) => [term, index.rarity(term)]));
  let totalWeight = 0;
  for (const weight of weights.values()) totalWeight += weight;
  return { text, kind: expectedAnswer(text), weights, totalWeight };
}

/** The share of the question's terms, weighted by rarity, that occurs among the given terms: 0 to 1. */
export function coverage(profile: QuestionProfile, terms: ReadonlySet<string>): number {
  if (profile.totalWeight === 0) return 0;
  let covered = 0;
  for (const [term, weight] of profile.weights) if (terms.has(term)) covered += weight;
  return covered / profile.totalWeight;
}
