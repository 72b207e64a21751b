import type { Index } from '../index/types.ts';
import { CONFIDENCE_MODELS, type ConfidenceModel, FEATURES, type Feature } from './confidence-model.ts';
import { figureFit } from './figure-fit.ts';
import { missingNames } from './names.ts';
import type { QuestionProfile } from './profile.ts';
import type { RankedPassage, Ranking } from './rank.ts';

export type ConfidenceFeatures = Readonly<Record<Feature, number>>;

/** Answers below this confidence are not given. */
export const CONFIDENCE_THRESHOLD = 0.5;

/** Margins are logits of some -10 to 10; a tenth brings them to the scale of the other features. */
const MARGIN_SCALE = 0.1;

/**
 * - `nearness`: cosine of the question with the window of the first passage; without a reader, the highest with a
 *   passage.
 * - `coverage`, `sentenceCoverage`: share of the question's terms, by rarity, in the first passage with its
 *   heading and title, and in its answering sentence.
 * - `agreement`: 1 when the first passage is also the nearest by cosine, else how close it comes to it.
 * - `missingNames`: share of the question's names and numbers that the first passage with its heading and title
 *   lacks.
 * - `figureFit`: whether the answering sentence holds a figure of the kind that the question asks for.
 * - `margin`, `bestMargin`: the reader's margin for the window of the first passage and the highest of all, a
 *   tenth of the logits; 0 without a reader.
 */
export function confidenceFeatures(
  index: Pick<Index, 'searchWords' | 'passages' | 'resolveTerm'>,
  { passages: ranked, nearness }: Pick<Ranking, 'passages' | 'nearness'>,
  profile: QuestionProfile,
): ConfidenceFeatures | null {
  const first = ranked[0];
  if (first === undefined) return null;
  const dense = Math.max(...ranked.map(({ candidate }) => candidate.dense));
  const margins = ranked.flatMap(({ reading }) => (reading === null ? [] : [reading.reading.margin]));
  return {
    nearness,
    coverage: first.coverage,
    sentenceCoverage: first.best.coverage,
    agreement: dense > 0 ? Math.max(0, first.candidate.dense / dense) : 0,
    missingNames: missingNames(index, profile, first.terms),
    figureFit: figureFit(profile.text, profile.kind, textOf(first)),
    margin: (first.reading?.reading.margin ?? 0) * MARGIN_SCALE,
    bestMargin: (margins.length > 0 ? Math.max(...margins) : 0) * MARGIN_SCALE,
  };
}

function textOf({ best, indexed: { document } }: RankedPassage): string {
  return document.text.slice(best.start, best.end);
}

/** The model for what was measured: with the reader, or without it. */
export function modelFor(withReader: boolean): ConfidenceModel {
  return withReader ? CONFIDENCE_MODELS.withReader : CONFIDENCE_MODELS.withoutReader;
}

/** The probability, 0 to 1, that the first passage answers the question; 0 when there is none. */
export function estimateConfidence(features: ConfidenceFeatures | null, model: ConfidenceModel): number {
  if (features === null) return 0;
  let sum = model.bias;
  for (const name of FEATURES) sum += model.weights[name] * features[name];
  return 1 / (1 + Math.exp(-sum));
}
