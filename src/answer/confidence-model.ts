/** What the confidence is estimated from; each is comparable between corpora of any size. */
export const FEATURES = [
  'nearness',
  'background',
  'sentenceCoverage',
  'agreement',
  'missingNames',
  'figureFit',
  'softMargin',
] as const;

export type Feature = (typeof FEATURES)[number];

/** Answers found with the reader, and without it. */
export type Variant = 'withReader' | 'withoutReader';

/**
 * What each model looks at: no more than pays on a set that it was not fitted on. What the reader says makes the share
 * of the question's words and the agreement of the two rankings worthless, so that they only add noise beside it.
 */
export const FEATURES_OF: Readonly<Record<Variant, readonly Feature[]>> = {
  withReader: ['nearness', 'background', 'missingNames', 'figureFit', 'softMargin'],
  withoutReader: ['nearness', 'background', 'sentenceCoverage', 'agreement', 'missingNames', 'figureFit'],
};

/** Weights of a logistic regression on the features of an answer. */
export interface ConfidenceModel {
  readonly bias: number;
  /** Features that are not here play no part. */
  readonly weights: Readonly<Partial<Record<Feature, number>>>;
}

/** Fitted by `scripts/fit-confidence.ts`, which prints this object; docs/quality.md says on what and how well. */
export const CONFIDENCE_MODELS: Readonly<Record<Variant, ConfidenceModel>> = {
  withReader: {
    bias: -1.534,
    weights: {
      nearness: 3.559,
      background: -3.961,
      missingNames: -1.015,
      figureFit: 0.291,
      softMargin: 4.214,
    },
  },
  withoutReader: {
    bias: -5.92,
    weights: {
      nearness: 6.321,
      background: -4.433,
      sentenceCoverage: 3.112,
      agreement: 1.648,
      missingNames: -1.186,
      figureFit: 1.194,
    },
  },
};
