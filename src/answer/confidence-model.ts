/** What the confidence is estimated from; each is comparable between corpora of any size. */
export const FEATURES = [
  'nearness',
  'coverage',
  'sentenceCoverage',
  'agreement',
  'missingNames',
  'figureFit',
  'margin',
  'bestMargin',
] as const;

export type Feature = (typeof FEATURES)[number];
/** Weights of a logistic regression on the features of an answer. */
export interface ConfidenceModel {
  readonly bias: number;
  readonly weights: Readonly<Record<Feature, number>>;
}

/** Fitted by `scripts/fit-confidence.ts`, which prints this object; docs/quality.md says on what and how well. */
export const CONFIDENCE_MODELS: Readonly<Record<'withReader' | 'withoutReader', ConfidenceModel>> = {
  withReader: {
    bias: -3.181,
    weights: {
      nearness: 2.67,
      coverage: 0.835,
      sentenceCoverage: -0.353,
      agreement: 1.401,
      missingNames: -1.228,
      figureFit: 0.561,
      margin: 2.292,
      bestMargin: 0.637,
    },
  },
  withoutReader: {
    bias: -6.868,
    weights: {
      nearness: 4.205,
      coverage: 0.453,
      sentenceCoverage: 2.351,
      agreement: 2.536,
      missingNames: -1.305,
      figureFit: 1.035,
      margin: 0.0,
      bestMargin: 0.0,
    },
  },
};
