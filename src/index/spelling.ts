/** Shorter words have too many neighbours to guess from. */
const SHORTEST = 5;
/** From this length on, two slips are taken for a misspelling. */
const LONG = 9;

/**
 * The known term that a term nobody wrote most likely stands for: one slip away (a letter more, less, other, or two
 * swapped), two in a long word, with the same first letter. The most frequent of the nearest, the first in
 * alphabetical order of equals. Numbers are never corrected.
 *
 * @param known the known terms.
 * @param frequencyAt in how many passages the known term at a place of that list occurs.
 * @returns null when nothing is near enough.
 */
export function nearestTerm(
  term: string,
  known: readonly string[],
  frequencyAt: (place: number) => number,
): string | null {
  if (term.length < SHORTEST || /\d/.test(term)) return null;
  const slips = slipsAllowed(term);
  let nearest: string | null = null;
  let fewest = slips + 1;
  let most = 0;
  for (const [place, candidate] of known.entries()) {
    if (candidate.charCodeAt(0) !== term.charCodeAt(0)) continue;
    if (Math.abs(candidate.length - term.length) > slips) continue;
    const distance = editDistance(term, candidate, slips);
    if (distance > slips || distance > fewest) continue;
    const frequency = frequencyAt(place);
    const better =
      distance < fewest ||
      frequency > most ||
      (frequency === most && nearest !== null && candidate < nearest);
    if (better) {
      nearest = candidate;
      fewest = distance;
      most = frequency;
    }
  }
  return nearest;
}

/** How many slips are taken for a misspelling of this word. */
export function slipsAllowed(word: string): number {
  return word.length >= LONG ? 2 : 1;
}

/**
 * Optimal string alignment distance (Levenshtein's with swaps of neighbours), given up beyond `limit`.
 * @returns a number above `limit` when the words are further apart.
 */
export function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let lowest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      lowest = Math.min(lowest, cost);
    }
    if (lowest > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}
