import type { Index } from '../index/types.ts';
import type { Reader } from '../reading/reader.ts';
import type { QuestionProfile } from './profile.ts';
import type { Candidate } from './retrieve.ts';
import { type CoveredPassage, coverPassage, type WeighedPassage, weighPassage } from './weigh.ts';

/** Candidates of which is seen how much of the question they hold. */
const COVERED_PASSAGES = 20;
/** Passages whose sentences are weighed; the answer is chosen among them. */
const WEIGHED_PASSAGES = 8;
/** Passages that the reader reads: the cost of an answer, and it does not grow with the corpus. */
const READ_PASSAGES = 4;
/** How much the share of the question's words in a passage counts beside the fused score. */
const COVERAGE_WEIGHT = 0.1;
/** How much the reader's margin counts, for each unit of its logits. */
const MARGIN_WEIGHT = 0.06;
/** Beyond this the margin says no more: it grows with the wording, not with the certainty. */
const MARGIN_LIMIT = 8;

/** A weighed passage with the score that it is ranked by. */
export interface RankedPassage extends WeighedPassage {
  /** Comparable within one question. */
  readonly score: number;
}

export interface Ranking {
  /** What the retrieval found, best first. */
  readonly candidates: readonly Candidate[];
  /** The passages that may be quoted, best first. */
  readonly passages: readonly RankedPassage[];
  /** Every candidate's score, best first: the passages above, then what was not looked at so closely. */
  readonly scores: readonly { readonly number: number; readonly score: number }[];
}

/**
 * The second stage: sees how much of the question the first candidates hold, lets the reader read the best of
 * them and ranks them anew. Without a reader the fused score and the words decide.
 */
export async function rankPassages(
  index: Index,
  candidates: readonly Candidate[],
  profile: QuestionProfile,
  reader: Reader | null,
): Promise<Ranking> {
  const covered = candidates
    .slice(0, COVERED_PASSAGES)
    .map((candidate) => coverPassage(index, candidate, profile))
    .sort((a, b) => wordsScore(b) - wordsScore(a) || a.candidate.number - b.candidate.number);
  const first = covered.slice(0, reader === null ? 0 : READ_PASSAGES);
  const readings = reader === null ? [] : await reader.read(profile.text, first.map(textOf));
  const margins = readings.map(({ margin }) => limited(margin));
  // What was not read is taken to answer no better than the worst of what was.
  const lowest = margins.length > 0 ? Math.min(...margins) : 0;
  const passages = covered
    .slice(0, WEIGHED_PASSAGES)
    .map((passage, at) => ({
      ...weighPassage(passage, profile, readings[at] ?? null),
      score: wordsScore(passage) + MARGIN_WEIGHT * (margins[at] ?? lowest),
    }))
    .sort((a, b) => b.score - a.score || a.candidate.number - b.candidate.number);
  const rest = covered.slice(WEIGHED_PASSAGES).map((passage) => ({
    number: passage.candidate.number,
    score: wordsScore(passage) + MARGIN_WEIGHT * lowest,
  }));
  const scores = [...passages.map(({ candidate, score }) => ({ number: candidate.number, score })), ...rest];
  // What was not looked at goes on below, in the order of the retrieval.
  const floor = (scores.at(-1)?.score ?? 0) - (candidates[COVERED_PASSAGES]?.fused ?? 0);
  const unseen = candidates
    .slice(COVERED_PASSAGES)
    .map(({ number, fused }) => ({ number, score: floor + fused }));
  return { candidates, passages, scores: [...scores, ...unseen] };
}

/** Reads and weighs given passages, in their order; the score takes the margin as it is. */
export async function readPassages(
  index: Index,
  candidates: readonly Candidate[],
  profile: QuestionProfile,
  reader: Reader | null,
): Promise<RankedPassage[]> {
  const covered = candidates.map((candidate) => coverPassage(index, candidate, profile));
  const readings = reader === null ? [] : await reader.read(profile.text, covered.map(textOf));
  return covered.map((passage, at) => {
    const reading = readings[at] ?? null;
    const score = wordsScore(passage) + (reading === null ? 0 : MARGIN_WEIGHT * limited(reading.margin));
    return { ...weighPassage(passage, profile, reading), score };
  });
}

function limited(margin: number): number {
  return Math.max(-MARGIN_LIMIT, Math.min(MARGIN_LIMIT, margin));
}

function wordsScore({ candidate, coverage }: CoveredPassage): number {
  return candidate.fused + COVERAGE_WEIGHT * coverage;
}

function textOf({ indexed: { document, passage } }: CoveredPassage): string {
  return document.text.slice(passage.start, passage.end);
}
