import type { Index } from '../index/types.ts';
import type { ConfidenceFeatures } from './confidence.ts';
import { round } from './excerpt.ts';
import type { QuestionProfile } from './profile.ts';
import type { RankedPassage } from './rank.ts';
import type { Candidate } from './retrieve.ts';
import type { RankedDocument } from './types.ts';

/** Documents by their best passage, best first: the ranked ones, then what the retrieval found beyond them. */
export function rankDocuments(
  index: Index,
  ranked: readonly RankedPassage[],
  candidates: readonly Candidate[],
  limit: number,
): RankedDocument[] {
  const scores = new Map<string, number>();
  for (const { indexed, score } of ranked)
    if (!scores.has(indexed.document.id)) scores.set(indexed.document.id, score);
  // Beyond the second stage the fused score goes on below the lowest of the ranked.
  const last = Math.min(...scores.values(), 0);
  for (const { number, fused } of candidates) {
    const id = index.passages[number]?.document.id;
    if (id !== undefined && !scores.has(id)) scores.set(id, last - 1 + fused);
  }
  return [...scores]
    .slice(0, limit)
    .map(([document, score]) => ({ document, score: round(score) }))
    .sort((a, b) => b.score - a.score);
}

/** What each stage contributed and why a passage won, for `--explain`. */
export function explain(
  profile: QuestionProfile,
  features: ConfidenceFeatures | null,
  ranked: readonly RankedPassage[],
) {
  return {
    searched: profile.text,
    kind: profile.kind,
    terms: [...profile.weights].map(([term, weight]) => ({ term, rarity: round(weight) })),
    confidence: features,
    passages: ranked.map((passage) => ({
      document: passage.indexed.document.id,
      start: passage.indexed.passage.start,
      end: passage.indexed.passage.end,
      score: round(passage.score),
      dense: round(passage.candidate.dense),
      lexical: round(passage.candidate.lexical),
      fused: round(passage.candidate.fused),
      coverage: round(passage.coverage),
      margin: passage.reading === null ? null : round(passage.reading.margin),
      best: {
        start: passage.best.start,
        end: passage.best.end,
        score: round(passage.best.score),
        coverage: round(passage.best.coverage),
        kindFit: passage.best.kindFit,
        margin: passage.best.margin === null ? null : round(passage.best.margin),
      },
    })),
  };
}
