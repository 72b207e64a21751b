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
 * of the question's words, the agreement of the two rankings and the fit of figures worthless: they only add noise
 * beside it.
 */
export const FEATURES_OF: Readonly<Record<Variant, readonly Feature[]>> = {
  withReader: ['nearness', 'background', 'missingNames', 'softMargin'],
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
    bias: -1.508,
    weights: { nearness: 5.181, background: -3.48, missingNames: -1.897, softMargin: 3.35 },
  },
  withoutReader: {
    bias: -6.172,
    weights: {
      nearness: 6.139,
      background: -4.412,
      sentenceCoverage: 2.68,
      agreement: 2.509,
      missingNames: -1.831,
      figureFit: 0.926,
    },
  },
};
