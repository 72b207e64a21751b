import type { Span } from '../../corpus/types.ts';

/** Beyond this many words in both texts together, comparing them costs more than it shows. */
const MOST_WORDS = 4_000;

/** The runs of words in which two texts differ: what the old one alone holds, and what the new one does. */
export interface ChangedWords {
  readonly removed: readonly Span[];
  readonly added: readonly Span[];
}

/** Compares two texts word by word, keeping the longest common sequence of words; none for very long texts. */
export function changedWords(old: string, now: string): ChangedWords {
  const before = wordsOf(old);
  const after = wordsOf(now);
  if (before.length + after.length > MOST_WORDS) return { removed: [], added: [] };
  const kept = commonWords(
    before.map(({ word }) => word),
    after.map(({ word }) => word),
  );
  return {
    removed: runsOutside(before, new Set(kept.map(([place]) => place))),
    added: runsOutside(after, new Set(kept.map(([, place]) => place))),
  };
}

interface Word extends Span {
  readonly word: string;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Pairs of places of a longest common subsequence, by the usual table. */
function commonWords(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Words that are not kept, neighbours as one span. */
function runsOutside(words: readonly Word[], kept: ReadonlySet<number>): Span[] {
  const runs: { start: number; end: number }[] = [];
  for (const [place, { start, end }] of words.entries()) {
    if (kept.has(place)) continue;
    const last = runs.at(-1);
    if (last !== undefined && place > 0 && !kept.has(place - 1)) last.end = end;
    else runs.push({ start, end });
  }
  return runs;
}
