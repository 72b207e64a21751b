import type { Embedder } from '../embedding/embedder.ts';
import type { Index, IndexedPassage } from '../index/types.ts';
import { cosine } from '../index/vectors/flat-table.ts';
import { type Reader, softMargin } from '../reading/reader.ts';
import { makeExcerpt } from './excerpt.ts';
import { excludedBy, withoutExcluded } from './excluded-names.ts';
import type { AnswerKind } from './expectation.ts';
import type { QuestionProfile } from './profile.ts';
import type { Candidate } from './retrieve.ts';
import { type CoveredPassage, coverPassage, type WeighedPassage, weighPassage } from './weigh.ts';
import { windowVector } from './window-vectors.ts';
import { type ReadingPlan, readWindows, windowText } from './windows.ts';

/** Candidates of which is seen how much of the question they hold. */
const COVERED_PASSAGES = 20;
/** Passages whose sentences are weighed; the answer is chosen among them. */
const WEIGHED_PASSAGES = 8;
/**
 * Windows that the reader reads: the cost of an answer, and it does not grow with the corpus. One does where it answers
 * clearly; up to four change more than they cost only where none does.
 */
const READING: ReadingPlan = { first: 1, most: 4, enough: 2 };
/** Where figures are asked for another source may have another one, however clear the first is. */
const READING_FIGURES: ReadingPlan = { ...READING, first: 2 };
const FIGURES: ReadonlySet<AnswerKind> = new Set(['number', 'time']);
/** How much the share of the question's words in a passage counts beside the fused score. */
const COVERAGE_WEIGHT = 0.1;
/** How much the reader's margin counts, for each unit of its logits. */
const MARGIN_WEIGHT = 0.07;
/**
 * The same where documents are ranked: which of them is about the question counts for more there, also where none
 * answers. docs/quality.md has the trials.
 */
const MARGIN_WEIGHT_OF_DOCUMENTS = 0.05;
/** How much it counts that the answering sentence holds something of the kind that the question asks for. */
const KIND_WEIGHT = 0.15;
/** What it costs that the answering sentence names another version than the question: as much as a whole leg. */
const OTHER_VERSION_PENALTY = 0.5;
/** Kinds that can be told from a sentence; what gives a reason or a manner looks like anything. */
const TOLD_KINDS: ReadonlySet<AnswerKind> = new Set(['number', 'time', 'person', 'place']);
/** Beyond this the margin says no more: it grows with the wording, not with the certainty. */
const MARGIN_LIMIT = 8;

/** A weighed passage with the score that it is ranked by. */
export interface RankedPassage extends WeighedPassage {
  /** Comparable within one question. */
  readonly score: number;
}

/** What ranking needs besides the candidates; without a reader, the fused score and the words decide. */
export interface RankDependencies {
  readonly index: Index;
  readonly embedder: Embedder;
  readonly reader: Reader | null;
}

export interface Ranking {
  /** What the retrieval found, best first. */
  readonly candidates: readonly Candidate[];
  /** The passages that may be quoted, best first. */
  readonly passages: readonly RankedPassage[];
  /**
   * Cosine of the question with the window of the first passage, -1 to 1; without a reader, the highest with a
   * passage. A window is embedded without its title, which the passages of a document share whether or not they
   * answer.
   */
  readonly nearness: number;
  /** How sure the reader is that what would be quoted of the first passage answers, in logits; null without a reader. */
  readonly quoteMargin: number | null;
  /** Every candidate's score as documents are ranked by it, best first; what was not looked at closely comes last. */
  readonly scores: readonly { readonly number: number; readonly score: number }[];
}

/**
 * The second stage: sees how much of the question the first candidates hold, lets the reader read the best of
 * them and ranks them anew. Without a reader the fused score and the words decide.
 */
export async function rankPassages(
  candidates: readonly Candidate[],
  profile: QuestionProfile,
  vector: Float32Array,
  { index, embedder, reader }: RankDependencies,
): Promise<Ranking> {
  const covered = candidates
    .slice(0, COVERED_PASSAGES)
    .map((candidate) => coverPassage(index, candidate, profile))
    .sort((a, b) => wordsScore(b) - wordsScore(a) || a.candidate.number - b.candidate.number);
  const first = covered.slice(0, WEIGHED_PASSAGES);
  const plan = FIGURES.has(profile.kind) ? READING_FIGURES : READING;
  const read = reader === null ? null : await readWindows(profile.text, first.map(indexedOf), plan, reader);
  const weighed = first.map((passage, at) => weighPassage(passage, profile, read?.[at] ?? null));
  const margins = weighed.flatMap(({ margin }) => (margin === null ? [] : [limited(margin)]));
  // What was not read is taken to answer no better than the worst of what was.
  const lowest = margins.length > 0 ? Math.min(...margins) : 0;
  const scoreOf = (passage: WeighedPassage, marginWeight: number) =>
    scoreWith(passage, passage.margin ?? lowest, marginWeight, profile);
  const passages = weighed
    .map((passage) => ({ ...passage, score: scoreOf(passage, MARGIN_WEIGHT) }))
    .sort((a, b) => b.score - a.score || a.candidate.number - b.candidate.number);
  const best = passages[0];
  const nearness =
    reader === null || best === undefined
      ? Math.max(-1, ...passages.map(({ candidate }) => candidate.dense))
      : cosine(vector, await windowVector(best.indexed, embedder));
  const quoteMargin =
    reader === null || best === undefined ? null : await marginOfQuote(best, profile.text, reader);
  const looked = [
    ...passages.map((passage) => ({
      number: passage.candidate.number,
      score: scoreOf(passage, MARGIN_WEIGHT_OF_DOCUMENTS),
    })),
    ...covered.slice(WEIGHED_PASSAGES).map((passage) => ({
      number: passage.candidate.number,
      score: wordsScore(passage) + MARGIN_WEIGHT_OF_DOCUMENTS * lowest,
    })),
  ];
  return { candidates, passages, nearness, quoteMargin, scores: withUnseen(looked, candidates) };
}

/** The scores of what was looked at closely; what was not goes on below, in the order of the retrieval. */
function withUnseen(
  looked: readonly { readonly number: number; readonly score: number }[],
  candidates: readonly Candidate[],
): { number: number; score: number }[] {
  const scores = [...looked].sort((a, b) => b.score - a.score || a.number - b.number);
  const floor = (scores.at(-1)?.score ?? 0) - (candidates[COVERED_PASSAGES]?.fused ?? 0);
  const unseen = candidates.slice(COVERED_PASSAGES);
  return [...scores, ...unseen.map(({ number, fused }) => ({ number, score: floor + fused }))];
}

/** What would be quoted of a passage, read by itself under its document's title. */
async function marginOfQuote(passage: RankedPassage, question: string, reader: Reader): Promise<number> {
  const { document } = passage.indexed;
  const { text } = windowText(document, makeExcerpt(passage, 1));
  const { title } = document.metadata;
  const titled = title === null ? text : `${title}. ${text}`;
  const [reading] = await reader.read(question, [titled]);
  if (reading === undefined) throw new Error('The reader returned nothing for the quote.');
  return softMargin(withoutExcluded(reading, titled, excludedBy(question)));
}

/** Reads and weighs given passages, in their order; the score takes the margin as it is. */
export async function readPassages(
  index: Index,
  candidates: readonly Candidate[],
  profile: QuestionProfile,
  reader: Reader,
): Promise<RankedPassage[]> {
  const covered = candidates.map((candidate) => coverPassage(index, candidate, profile));
  const all = { first: covered.length, most: covered.length, enough: 0 };
  const readings = await readWindows(profile.text, covered.map(indexedOf), all, reader);
  return covered.map((passage, at) => {
    const weighed = weighPassage(passage, profile, readings[at] ?? null);
    return { ...weighed, score: scoreWith(weighed, weighed.margin ?? 0, MARGIN_WEIGHT, profile) };
  });
}

function scoreWith(
  passage: WeighedPassage,
  margin: number,
  marginWeight: number,
  profile: QuestionProfile,
): number {
  return wordsScore(passage) + marginWeight * limited(margin) + sentenceScore(passage, profile);
}

function limited(margin: number): number {
  return Math.max(-MARGIN_LIMIT, Math.min(MARGIN_LIMIT, margin));
}

function wordsScore({ candidate, coverage }: CoveredPassage): number {
  return candidate.fused + COVERAGE_WEIGHT * coverage;
}

/** What the answering sentence itself adds: whether it is of the kind, and of the version, that is asked for. */
function sentenceScore({ best }: WeighedPassage, { kind }: QuestionProfile): number {
  const fit = TOLD_KINDS.has(kind) ? KIND_WEIGHT * best.kindFit : 0;
  return fit - (best.otherVersion ? OTHER_VERSION_PENALTY : 0);
}

function indexedOf({ indexed }: CoveredPassage): IndexedPassage {
  return indexed;
}
