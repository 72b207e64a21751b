import { termsOfPassage } from './passage-terms.ts';
import type { RankedPassage } from './rank.ts';

/** Most excerpts in one answer. */
export const MAX_EXCERPTS = 5;
/** Most excerpts of one document, as long as others answer too. */
export const MAX_PER_DOCUMENT = 2;
/** A further excerpt is shown only when its score is at most this much below the first one's. */
export const MAX_BEHIND_BEST = 0.35;
/** Passages that share this much of their words (Jaccard index of their terms) say the same thing twice. */
export const NEAR_DUPLICATE = 0.8;

/**
 * The passages to quote, best first: without near-duplicates, at most two of one document as long as others
 * answer too, and none that is far behind the best.
 */
export function selectPassages(ranked: readonly RankedPassage[]): RankedPassage[] {
  const best = ranked[0];
  if (best === undefined) return [];
  const floor = best.score - MAX_BEHIND_BEST;
  const chosen: RankedPassage[] = [];
  const spare: RankedPassage[] = [];
  for (const passage of ranked) {
    if (chosen.length === MAX_EXCERPTS || passage.score < floor) break;
    if (chosen.some((other) => saysTheSame(passage, other))) continue;
    const siblings = chosen.filter(({ indexed }) => indexed.document.id === passage.indexed.document.id);
    (siblings.length >= MAX_PER_DOCUMENT ? spare : chosen).push(passage);
  }
  const documents = new Set(chosen.map(({ indexed }) => indexed.document.id));
  if (documents.size > 1 || chosen.length === MAX_EXCERPTS) return chosen;
  // One document only: nobody else answers, so it may say more.
  const fill = spare.filter((passage) => !chosen.some((other) => saysTheSame(passage, other)));
  return [...chosen, ...fill].slice(0, MAX_EXCERPTS);
}

/** Whether two passages hold nearly the same words. */
function saysTheSame(a: RankedPassage, b: RankedPassage): boolean {
  const first = termsOfPassage(a.indexed).text;
  const second = termsOfPassage(b.indexed).text;
  let shared = 0;
  for (const term of first) if (second.has(term)) shared++;
  const union = first.size + second.size - shared;
  return union > 0 && shared / union >= NEAR_DUPLICATE;
}
