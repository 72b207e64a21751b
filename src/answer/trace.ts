import type { Hit, Index } from '../index/types.ts';
import type { ConfidenceFeatures } from './confidence.ts';
import { round } from './excerpt.ts';
import type { QuestionProfile } from './profile.ts';
import type { RankedPassage, Ranking } from './rank.ts';
import type { Candidate } from './retrieve.ts';
import type { Legs, RankedDocument, Trace } from './types.ts';

/** Documents of each leg in a trace: enough for every figure @10. */
const LEG_DEPTH = 10;

/** What was found out for one part of a question. */
export interface AnsweredPart {
  readonly profile: QuestionProfile;
  readonly ranking: Ranking;
  readonly features: ConfidenceFeatures | null;
  readonly confidence: number;
  /** Whether that is enough to answer. */
  readonly isConfident: boolean;
  /** The ranking's passages, with those of other documents that were sought. */
  readonly passages: readonly RankedPassage[];
  /** Milliseconds. */
  readonly timings: { readonly embed: number; readonly retrieve: number };
}

/** Documents by their best passage, best first. */
export function rankDocuments(
  index: Pick<Index, 'passages'>,
  { scores }: { readonly scores: readonly Hit[] },
  limit: number,
): RankedDocument[] {
  const best = new Map<string, number>();
  for (const { number, score } of [...scores].sort((a, b) => b.score - a.score || a.number - b.number)) {
    const id = index.passages[number]?.document.id;
    if (id === undefined || best.has(id)) continue;
    best.set(id, round(score));
    if (best.size === limit) break;
  }
  return [...best].map(([document, score]) => ({ document, score }));
}

/** What each stage contributed and why a passage won, for `--explain`: of the surest part of a question, and the others. */
export function explain(
  index: Pick<Index, 'passages'>,
  surest: AnsweredPart,
  others: readonly AnsweredPart[],
): Trace {
  return {
    ...explainPart(index, surest),
    ...(others.length > 0 && { further_parts: others.map((part) => explainPart(index, part)) }),
  };
}

/** What each leg would have ranked first by itself. */
function legsOf(index: Pick<Index, 'passages'>, candidates: readonly Candidate[]): Legs {
  const documentsBy = (leg: 'dense' | 'lexical') =>
    rankDocuments(
      index,
      { scores: candidates.map((one) => ({ number: one.number, score: one[leg] })) },
      LEG_DEPTH,
    );
  return { vectors: documentsBy('dense'), words: documentsBy('lexical').filter(({ score }) => score > 0) };
}

function explainPart(
  index: Pick<Index, 'passages'>,
  { profile, features, ranking: { candidates, passages } }: AnsweredPart,
) {
  return {
    searched: profile.text,
    legs: legsOf(index, candidates),
    kind: profile.kind,
    terms: [...profile.weights].map(([term, weight]) => ({ term, rarity: round(weight) })),
    confidence: features,
    passages: passages.map((passage) => ({
      document: passage.indexed.document.id,
      start: passage.indexed.passage.start,
      end: passage.indexed.passage.end,
      score: round(passage.score),
      dense: round(passage.candidate.dense),
      sentences: passage.candidate.sentences.map(round),
      lexical: round(passage.candidate.lexical),
      fused: round(passage.candidate.fused),
      coverage: round(passage.coverage),
      margin: passage.margin === null ? null : round(passage.margin),
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
