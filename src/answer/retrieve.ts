import type { Hit, Index, SearchFilter } from '../index/types.ts';

/** Passages that each leg of the retrieval brings in; what neither brings in is not looked at again. */
export const LEG_LIMIT = 100;

/** Weight of the dense leg in the fused score; the words get the rest. */
export const DENSE_WEIGHT = 0.6;

/** A passage that at least one leg found, with what each of them thinks of it. */
export interface Candidate {
  /** Number of the passage in the index. */
  readonly number: number;
  /** Cosine of question and passage, -1 to 1. */
  readonly dense: number;
  /** BM25 score, 0 when the words did not find the passage. */
  readonly lexical: number;
  /** 0 to 1: the weighted sum of the two after each was scaled to 0..1 over the candidates. */
  readonly fused: number;
}

/**
 * Hybrid retrieval: the best passages by cosine and the best by BM25, fused by the sum of their min-max-scaled
 * scores. Best first; ties by passage number, so that the order is always the same.
 */
export async function retrieve(
  index: Index,
  question: string,
  vector: Float32Array,
  filter?: SearchFilter,
): Promise<Candidate[]> {
  const nearest = await index.searchVectors(vector, LEG_LIMIT, filter);
  const worded = index.searchWords(question, LEG_LIMIT, filter);
  return fuse(nearest, worded, (number) => index.similarity(vector, number));
}

/** Fuses the two legs. `similarity` gives the cosine of a passage that only the words found. */
export function fuse(
  nearest: readonly Hit[],
  worded: readonly Hit[],
  similarity: (passageNumber: number) => number,
): Candidate[] {
  const dense = new Map(nearest.map(({ number, score }) => [number, score]));
  const lexical = new Map(worded.map(({ number, score }) => [number, score]));
  for (const number of lexical.keys()) if (!dense.has(number)) dense.set(number, similarity(number));
  const scaleDense = minMaxScale([...dense.values()]);
  // A passage that no word found has the score 0, which therefore belongs to the scale.
  const scaleLexical = minMaxScale([0, ...lexical.values()]);
  const candidates = [...dense].map(([number, cosine]) => {
    const score = lexical.get(number) ?? 0;
    return {
      number,
      dense: cosine,
      lexical: score,
      fused: DENSE_WEIGHT * scaleDense(cosine) + (1 - DENSE_WEIGHT) * scaleLexical(score),
    };
  });
  return candidates.sort((a, b) => b.fused - a.fused || a.number - b.number);
}

/** Scales to 0..1 over the given values; all alike become 1 when positive and 0 otherwise. */
function minMaxScale(values: readonly number[]): (value: number) => number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high <= low) return (value) => (value > 0 ? 1 : 0);
  return (value) => (value - low) / (high - low);
}
