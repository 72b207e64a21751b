import type { QuestionProfile } from './profile.ts';
import type { WeighedPassage } from './weigh.ts';

/** What the confidence is estimated from; each is comparable between corpora of any size. */
export interface ConfidenceFeatures {
  /** Highest cosine of the question with a passage. */
  readonly dense: number;
  /** Cosine of the question with the passage that is quoted first. */
  readonly denseFirst: number;
  /** Share of the question's terms, by rarity, in the first passage with its heading and title. */
  readonly coverage: number;
  /** The same for its answering sentence. */
  readonly sentenceCoverage: number;
  /** How far the answering sentence holds the expected kind of answer. */
  readonly kindFit: number;
}

/** Weights of a logistic regression on `ConfidenceFeatures`. */
export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Record<keyof ConfidenceFeatures, number>>;
}

/** Answers below this confidence are not given. */
export const CONFIDENCE_THRESHOLD = 0.5;

export const CONFIDENCE_MODEL: ConfidenceModel = {
  bias: -6,
  weights: { dense: 5, denseFirst: 3, coverage: 3, sentenceCoverage: 1, kindFit: 0.5 },
};

export function confidenceFeatures(
  ranked: readonly WeighedPassage[],
  _profile: QuestionProfile,
): ConfidenceFeatures | null {
  const first = ranked[0];
  if (first === undefined) return null;
  return {
    dense: Math.max(...ranked.map(({ candidate }) => candidate.dense)),
    denseFirst: first.candidate.dense,
    coverage: first.coverage,
    sentenceCoverage: first.best.coverage,
    kindFit: first.best.kindFit,
  };
}

/** The probability, 0 to 1, that the first passage answers the question; 0 when there is none. */
export function estimateConfidence(
  features: ConfidenceFeatures | null,
  model: ConfidenceModel = CONFIDENCE_MODEL,
): number {
  if (features === null) return 0;
  let sum = model.bias;
  for (const [name, weight] of Object.entries(model.weights) as [keyof ConfidenceFeatures, number][]) {
    sum += weight * features[name];
  }
  return 1 / (1 + Math.exp(-sum));
}
