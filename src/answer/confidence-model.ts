import type { Feature } from './confidence.ts';

/** Weights of a logistic regression on the features of an answer. */
export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Record<Feature, number>>;
}

/** Fitted by `scripts/fit-confidence.ts`, which prints this object; docs/quality.md says on what and how well. */
export const CONFIDENCE_MODELS: Readonly<Record<'withReader' | 'withoutReader', ConfidenceModel>> = {
  withReader: {
    bias: -2.441,
    weights: {
      nearness: 2.436,
      coverage: 0.836,
      sentenceCoverage: -0.354,
      agreement: 1.276,
      missingNames: -1.115,
      margin: 2.524,
      bestMargin: 0.463,
    },
  },
  withoutReader: {
    bias: -5.865,
    weights: {
      nearness: 4.16,
      coverage: 0.475,
      sentenceCoverage: 2.355,
      agreement: 2.553,
      missingNames: -1.279,
      margin: 0.0,
      bestMargin: 0.0,
    },
  },
};
