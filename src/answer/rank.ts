import type { Index } from '../index/types.ts';
import type { Reader } from '../reading/reader.ts';
import type { QuestionProfile } from './profile.ts';
import type { Candidate } from './retrieve.ts';
import { type WeighedPassage, weighPassage } from './weigh.ts';

/** Passages whose sentences are weighed; the answer is chosen among them. */
export const WEIGHED_PASSAGES = 20;
/** Passages that the reader reads: the cost of an answer, and it does not grow with the corpus. */
export const READ_PASSAGES = 4;
/** How much the share of the question's words in a passage counts beside the fused score. */
const COVERAGE_WEIGHT = 0.2;
/** How much the reader's margin counts, for each unit of its logits. */
const MARGIN_WEIGHT = 0.04;
/** Beyond this the margin says no more: it grows with the wording, not with the certainty. */
const MARGIN_LIMIT = 8;

/** A weighed passage with the score that it is ranked by. */
export interface RankedPassage extends WeighedPassage {
  /** Comparable within one question. */
  readonly score: number;
}

/**
 * The second stage: weighs the best candidates, lets the reader read the first few of them and ranks them anew,
 * best first. Without a reader the fused score and the words decide.
 */
export async function rankPassages(
  index: Index,
  candidates: readonly Candidate[],
  profile: QuestionProfile,
  reader: Reader | null,
): Promise<RankedPassage[]> {
  const weighed = candidates
    .slice(0, WEIGHED_PASSAGES)
    .map((candidate) => scored(weighPassage(index, candidate, profile), 0))
    .sort(byScore);
  if (reader === null || weighed.length === 0) return weighed;
  const first = weighed.slice(0, READ_PASSAGES);
  const readings = await reader.read(profile.text, first.map(textOf));
  const margins = readings.map(({ margin }) => Math.max(-MARGIN_LIMIT, Math.min(MARGIN_LIMIT, margin)));
  // What was not read is taken to answer no better than the worst of what was.
  const lowest = Math.min(...margins);
  const read = first.map(({ candidate }, at) =>
    scored(weighPassage(index, candidate, profile, readings[at] ?? null), margins[at] ?? lowest),
  );
  const unread = weighed.slice(READ_PASSAGES).map((passage) => scored(passage, lowest));
  return [...read, ...unread].sort(byScore);
}

function scored(passage: WeighedPassage, margin: number): RankedPassage {
  const score = passage.candidate.fused + COVERAGE_WEIGHT * passage.coverage + MARGIN_WEIGHT * margin;
  return { ...passage, score };
}

function byScore(a: RankedPassage, b: RankedPassage): number {
  return b.score - a.score || a.candidate.number - b.candidate.number;
}

function textOf({ indexed: { document, passage } }: WeighedPassage): string {
  return document.text.slice(passage.start, passage.end);
}
