import type { Feature } from './confidence.ts';

/** Weights of a logistic regression on the features of an answer. */
export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Record<Feature, number>>;
}

/** Fitted by `scripts/fit-confidence.ts`, which prints this object; docs/quality.md says on what and how well. */
export const CONFIDENCE_MODELS: Readonly<Record<'withReader' | 'withoutReader', ConfidenceModel>> = {
  withReader: {
    bias: -6,
    weights: {
      dense: 6,
      coverage: 2,
      sentenceCoverage: 1,
      kindFit: 0.5,
      agreement: 0,
      missing: -1,
      margin: 1,
      bestMargin: 1,
    },
  },
  withoutReader: {
    bias: -6,
    weights: {
      dense: 8,
      coverage: 2,
      sentenceCoverage: 1,
      kindFit: 0.5,
      agreement: 0,
      missing: -1,
      margin: 0,
      bestMargin: 0,
    },
  },
};
