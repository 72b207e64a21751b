/** How relevant each document is to a question: above 0 is relevant, and more is better. */
export type Grades = ReadonlyMap<string, number>;

/**
 * Normalised discounted cumulative gain of the first `k` documents, 0 to 1:
 *
 *     DCG@k = sum over ranks r = 1..k of grade(r) / log2(r + 1),   nDCG@k = DCG@k / DCG@k of the best order
 *
 * Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002, with the grade itself as the
 * gain, as trec_eval's `ndcg_cut` has it. A document that is ranked twice counts once, at its first rank.
 *
 * @returns null when no document is relevant: the measure says nothing then.
 */
export function ndcgAt(k: number, ranking: readonly string[], grades: Grades): number | null {
  const ideal = [...grades.values()].filter((grade) => grade > 0).sort((a, b) => b - a);
  if (ideal.length === 0) return null;
  const gains = firstDistinct(k, ranking).map((id) => Math.max(0, grades.get(id) ?? 0));
  return discounted(gains) / discounted(ideal.slice(0, k));
}

/**
 * The share of the relevant documents that is among the first `k`, 0 to 1.
 *
 * @returns null when no document is relevant.
 */
export function recallAt(k: number, ranking: readonly string[], grades: Grades): number | null {
  const isRelevant = (id: string) => (grades.get(id) ?? 0) > 0;
  const relevant = [...grades.keys()].filter(isRelevant).length;
  if (relevant === 0) return null;
  return firstDistinct(k, ranking).filter(isRelevant).length / relevant;
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}

function firstDistinct(k: number, ranking: readonly string[]): string[] {
  return [...new Set(ranking)].slice(0, k);
}
