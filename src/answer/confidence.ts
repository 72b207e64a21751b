import type { Index } from '../index/types.ts';
import { softMargin } from '../reading/reader.ts';
import {
  CONFIDENCE_MODELS,
  type ConfidenceModel,
  FEATURES,
  type Feature,
  type Variant,
} from './confidence-model.ts';
import { figureFit } from './figure-fit.ts';
import { missingNames } from './names.ts';
import type { QuestionProfile } from './profile.ts';
import type { RankedPassage, Ranking } from './rank.ts';
import type { Candidate } from './retrieve.ts';

export type ConfidenceFeatures = Readonly<Record<Feature, number>>;

/**
 * Answers below this confidence are not given. With the reader: the lowest at which, of the golden questions' half that
 * the model was fitted on, at most one in ten of the 21 that have no answer is answered; from .38 to .45 it is the same two.
 * Without it, an answer has to be more likely right than wrong.
 */
const THRESHOLDS: Readonly<Record<Variant, number>> = { withReader: 0.4, withoutReader: 0.5 };

/** Margins are logits of some -10 to 10; a tenth brings them to the scale of the other features. */
const MARGIN_SCALE = 0.1;

/** The nearest candidates that make up the background. */
const BACKGROUND_PASSAGES = 10;

/**
 * - `nearness`: cosine of the question with the window of the first passage; without a reader, the highest with a
 *   passage.
 * - `background`: mean cosine of the question with the ten nearest passages, fewer where there are not so many. Where
 *   all of them are near, as in a corpus about one thing, it says less that the first one is.
 * - `sentenceCoverage`: share of the question's terms, by rarity, in the answering sentence.
 * - `agreement`: 1 when the first passage is also the nearest by cosine, else how close it comes to it.
 * - `missingNames`: share of the question's names and numbers that the first passage with its heading and title
 *   lacks.
 * - `figureFit`: whether the answering sentence holds a figure of the kind that the question asks for.
 * - `softMargin`: how sure the reader is that the window of the first passage answers somewhere, a tenth of the
 *   logits; 0 without a reader.
 * - `quoteMargin`: the same of what would be quoted of the first passage, read by itself. A window full of other names
 *   and figures hides the one that answers, and the reader errs differently without them.
 */
export function confidenceFeatures(
  index: Pick<Index, 'searchWords' | 'passages'>,
  {
    candidates,
    passages: ranked,
    nearness,
    quoteMargin,
  }: Pick<Ranking, 'candidates' | 'passages' | 'nearness' | 'quoteMargin'>,
  profile: QuestionProfile,
): ConfidenceFeatures | null {
  const first = ranked[0];
  if (first === undefined) return null;
  const dense = Math.max(...ranked.map(({ candidate }) => candidate.dense));
  return {
    nearness,
    background: background(candidates),
    sentenceCoverage: first.best.coverage,
    agreement: dense > 0 ? Math.max(0, first.candidate.dense / dense) : 0,
    missingNames: missingNames(index, profile, first),
    figureFit: figureFit(profile.text, profile.kind, textOf(first)),
    softMargin: first.reading === null ? 0 : softMargin(first.reading.reading) * MARGIN_SCALE,
    quoteMargin: (quoteMargin ?? 0) * MARGIN_SCALE,
  };
}

function background(candidates: readonly Candidate[]): number {
  const cosines = candidates.map(({ dense }) => dense).sort((a, b) => b - a);
  const nearest = cosines.slice(0, BACKGROUND_PASSAGES);
  return nearest.reduce((sum, cosine) => sum + cosine, 0) / nearest.length;
}

function textOf({ best, indexed: { document } }: RankedPassage): string {
  return document.text.slice(best.start, best.end);
}

/** The least confidence of an answer that is given. */
export function thresholdFor(withReader: boolean): number {
  return withReader ? THRESHOLDS.withReader : THRESHOLDS.withoutReader;
}

/** The model for what was measured: with the reader, or without it. */
export function modelFor(withReader: boolean): ConfidenceModel {
  return withReader ? CONFIDENCE_MODELS.withReader : CONFIDENCE_MODELS.withoutReader;
}

/** The probability, 0 to 1, that the first passage answers the question; 0 when there is none. */
export function estimateConfidence(features: ConfidenceFeatures | null, model: ConfidenceModel): number {
  if (features === null) return 0;
  let sum = model.bias;
  for (const name of FEATURES) sum += (model.weights[name] ?? 0) * features[name];
  return 1 / (1 + Math.exp(-sum));
}
