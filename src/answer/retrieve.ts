import type { Hit, Index, SearchFilter } from '../index/types.ts';

/** Passages that each leg of the retrieval brings in; what neither brings in is not looked at again. */
export const LEG_LIMIT = 100;

/** Weight of the dense leg in the fused score; the words get the rest. */
export const DENSE_WEIGHT = 0.6;

/**
 * How much the sentence that comes nearest counts in the dense leg beside the whole passage, for what was found: of a
 * passage that speaks of several things only one sentence is what the question is about.
 */
export const SENTENCE_WEIGHT = 0.65;

/** A passage that at least one leg found, with what each of them thinks of it. */
export interface Candidate {
  /** Number of the passage in the index. */
  readonly number: number;
  /** Cosine of what was searched for and the passage, -1 to 1. */
  readonly dense: number;
  /** Cosine of what was searched for with each of the passage's `comparedSentences`; `dense` for one without a vector. */
  readonly sentences: readonly number[];
  /** BM25 score, 0 when the words did not find the passage. */
  readonly lexical: number;
  /** 0 to 1: the weighted sum of the cosines and the BM25 score after each was scaled to 0..1 over the candidates. */
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
  return fuse(nearest, worded, {
    passage: (number) => index.similarity(vector, number),
    sentences: (number) => index.sentenceSimilarities(vector, number),
  });
}

/** Cosines with the question, by the number of a passage: of one that only the words found, and of its sentences. */
export interface Similarities {
  passage(number: number): number;
  sentences(number: number): readonly (number | null)[];
}

/** Fuses the two legs. */
export function fuse(
  nearest: readonly Hit[],
  worded: readonly Hit[],
  similarities: Similarities,
): Candidate[] {
  const dense = new Map(nearest.map(({ number, score }) => [number, score]));
  const lexical = new Map(worded.map(({ number, score }) => [number, score]));
  for (const number of lexical.keys())
    if (!dense.has(number)) dense.set(number, similarities.passage(number));
  const found = [...dense].map(([number, cosine]) => {
    const sentences = similarities.sentences(number).map((one) => one ?? cosine);
    return { number, dense: cosine, sentences, near: nearnessOf(cosine, sentences) };
  });
  const scaleNear = minMaxScale(found.map(({ near }) => near));
  // A passage that no word found has the score 0, which therefore belongs to the scale.
  const scaleLexical = minMaxScale([0, ...lexical.values()]);
  const candidates = found.map(({ number, dense: cosine, sentences, near }) => {
    const score = lexical.get(number) ?? 0;
    return {
      number,
      dense: cosine,
      sentences,
      lexical: score,
      fused: DENSE_WEIGHT * scaleNear(near) + (1 - DENSE_WEIGHT) * scaleLexical(score),
    };
  });
  return candidates.sort((a, b) => b.fused - a.fused || a.number - b.number);
}

function nearnessOf(passage: number, sentences: readonly number[]): number {
  const nearest = sentences.length > 0 ? Math.max(...sentences) : passage;
  return (1 - SENTENCE_WEIGHT) * passage + SENTENCE_WEIGHT * nearest;
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
