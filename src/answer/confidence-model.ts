/** What the confidence is estimated from; each is comparable between corpora of any size. */
export const FEATURES = [
  'nearness',
  'background',
  'sentenceCoverage',
  'agreement',
  'missingNames',
  'figureFit',
  'softMargin',
  'quoteMargin',
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
  withReader: ['nearness', 'background', 'missingNames', 'softMargin', 'quoteMargin'],
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
    bias: -1.312,
    weights: {
      nearness: 4.444,
      background: -3.93,
      missingNames: -1.826,
      softMargin: 2.415,
      quoteMargin: 2.075,
    },
  },
  withoutReader: {
    bias: -6.156,
    weights: {
      nearness: 6.13,
      background: -4.3,
      sentenceCoverage: 2.643,
      agreement: 2.543,
      missingNames: -1.85,
      figureFit: 0.87,
    },
  },
};
