import type { Feature } from './confidence.ts';

/** Weights of a logistic regression on the features of an answer. */
export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Record<Feature, number>>;
}

/** Fitted by `scripts/fit-confidence.ts`, which prints this object; docs/quality.md says on what and how well. */
export const CONFIDENCE_MODELS: Readonly<Record<'withReader' | 'withoutReader', ConfidenceModel>> = {
  withReader: {
    bias: -4.471,
    weights: {
      nearness: 0,
      dense: 3.364,
      coverage: 0.423,
      sentenceCoverage: 0.636,
      agreement: 2.43,
      missing: -0.258,
      missingNames: -1.057,
      margin: 1.559,
      bestMargin: 1.096,
    },
  },
  withoutReader: {
    bias: -6.831,
    weights: {
      nearness: 0,
      dense: 5.105,
      coverage: 0.494,
      sentenceCoverage: 2.611,
      agreement: 2.772,
      missing: 0.473,
      missingNames: -1.179,
      margin: 0.0,
      bestMargin: 0.0,
    },
  },
};
