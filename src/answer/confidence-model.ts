import type { Feature } from './confidence.ts';

/** Weights of a logistic regression on the features of an answer. */
export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Record<Feature, number>>;
}

/** Fitted by `scripts/fit-confidence.ts`, which prints this object; docs/quality.md says on what and how well. */
export const CONFIDENCE_MODELS: Readonly<Record<'withReader' | 'withoutReader', ConfidenceModel>> = {
  withReader: {
    bias: -3.997,
    weights: {
      dense: 1.93,
      coverage: 1.545,
      sentenceCoverage: 1.241,
      kindFit: -0.122,
      agreement: 2.678,
      missing: -0.19,
      missingNames: 0,
      unknown: 0,
      spanFit: 0,
      margin: 1.894,
      bestMargin: 1.407,
    },
  },
  withoutReader: {
    bias: -7.553,
    weights: {
      dense: 4.666,
      coverage: 1.733,
      sentenceCoverage: 2.842,
      kindFit: 0.841,
      agreement: 2.928,
      missing: 0.436,
      missingNames: 0,
      unknown: 0,
      spanFit: 0,
      margin: 0.0,
      bestMargin: 0.0,
    },
  },
};
