/** One question: what the confidence was, whether an answer was given, and whether there is one. */
export interface Verdict {
  /** 0 to 1. */
  readonly confidence: number;
  readonly answered: boolean;
  readonly answerable: boolean;
}

/**
 * Area under the ROC curve of the confidence: the probability that a random answerable question has a higher
 * confidence than a random unanswerable one, ties counting half (the Mann-Whitney U statistic divided by the
 * number of pairs: Hanley and McNeil, 1982). Computed from mid-ranks in O(n log n).
 *
 * @returns null when one of the two kinds is missing.
 */
export function auroc(verdicts: readonly Pick<Verdict, 'confidence' | 'answerable'>[]): number | null {
  const sorted = [...verdicts].sort((a, b) => a.confidence - b.confidence);
  const positives = sorted.filter((verdict) => verdict.answerable).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let rankSum = 0;
  let start = 0;
  while (start < sorted.length) {
    const confidence = sorted[start]?.confidence;
    let end = start;
    let tiedPositives = 0;
    while (end < sorted.length && sorted[end]?.confidence === confidence) {
      if (sorted[end]?.answerable) tiedPositives += 1;
      end += 1;
    }
    // Ranks count from 1, so the tied run start..end-1 has the mean rank (start + 1 + end) / 2.
    rankSum += tiedPositives * ((start + 1 + end) / 2);
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** The share of the unanswerable questions that were answered all the same; null when there are none. */
export function falseAnswerRate(
  verdicts: readonly Pick<Verdict, 'answered' | 'answerable'>[],
): number | null {
  return share(
    verdicts.filter((verdict) => !verdict.answerable),
    (verdict) => verdict.answered,
  );
}

/** The share of the answerable questions that were refused; null when there are none. */
export function falseRefusalRate(
  verdicts: readonly Pick<Verdict, 'answered' | 'answerable'>[],
): number | null {
  return share(
    verdicts.filter((verdict) => verdict.answerable),
    (verdict) => !verdict.answered,
  );
}

/** The share of the items for which the test holds, 0 to 1; null when there are no items. */
export function share<T>(items: readonly T[], holds: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}
