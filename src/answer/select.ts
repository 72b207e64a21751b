import { termsOfPassage } from './passage-terms.ts';
import type { RankedPassage } from './rank.ts';
import { markedTerms, nearDuplicate } from './same-answer.ts';

/** Most excerpts in one answer. */
export const MAX_EXCERPTS = 5;
/** Most excerpts of one document, as long as others answer too. */
export const MAX_PER_DOCUMENT = 2;
/** A further excerpt is shown only when its score is at most this much below the first one's. */
export const MAX_BEHIND_BEST = 0.35;
/** How much further behind it may be, for each unit of confidence that the first one lacks. */
const BEHIND_WHEN_UNSURE = 0.6;
/** Excerpts that are shown, with those which only the doubt lets in. */
const ENOUGH_WHEN_UNSURE = 3;
/**
 * A further passage whose margin is below this hardly ever answers: 2 of 44 did (docs/quality.md). Where the reader sees
 * no answer in the first one either, it may be as far below that one's margin.
 */
const LEAST_MARGIN = -4;

/**
 * The passages to quote, best first: none that is far behind the best, at most two of one document as long as others
 * answer too, and nothing twice. Another document that says the same is a source of its own, but comes after what
 * is new. The less sure the first one answers, the further behind another may be. Beside an answer stands only what looks
 * like one too.
 *
 * @param confidence that the first one answers, 0 to 1.
 * @param isAnswered whether that is enough to answer. Otherwise the passages only show what was looked at, and hold
 *   those too that do not look like an answer.
 */
export function selectPassages(
  ranked: readonly RankedPassage[],
  confidence = 1,
  isAnswered = true,
): RankedPassage[] {
  const best = ranked[0];
  if (best === undefined) return [];
  const floor = best.score - MAX_BEHIND_BEST;
  const lowest = floor - BEHIND_WHEN_UNSURE * (1 - confidence);
  const chosen: RankedPassage[] = [];
  const spare: RankedPassage[] = [];
  const copies: RankedPassage[] = [];
  for (const passage of ranked) {
    const least = chosen.length + copies.length < ENOUGH_WHEN_UNSURE ? lowest : floor;
    if (chosen.length === MAX_EXCERPTS || passage.score < least) break;
    if (isAnswered && passage !== best && !mayAnswer(passage, best)) continue;
    const original = chosen.find((other) => saysTheSame(passage, other));
    if (original !== undefined) {
      const known = [...chosen, ...copies].some((other) => documentOf(other) === documentOf(passage));
      if (!known) copies.push(passage);
      continue;
    }
    const siblings = chosen.filter((other) => documentOf(other) === documentOf(passage));
    (siblings.length >= MAX_PER_DOCUMENT ? spare : chosen).push(passage);
  }
  const alone = new Set(chosen.map(documentOf)).size <= 1;
  // One document only: nobody else answers, so it may say more.
  const more = alone ? spare.filter((passage) => !chosen.some((other) => saysTheSame(passage, other))) : [];
  return [...chosen, ...more, ...copies].slice(0, MAX_EXCERPTS);
}

/**
 * Whether a passage may answer beside the best one: the reader finds something in it or, where it did not read it, it
 * holds the words that the reader marks in the best (and is sure of). Without a reader nobody can tell.
 */
function mayAnswer({ indexed, reading, margin }: RankedPassage, best: RankedPassage): boolean {
  if (best.reading === null) return true;
  if (reading !== null && margin !== null) return margin >= LEAST_MARGIN + Math.min(0, best.margin ?? 0);
  const marked = markedTerms({ passage: best, sentence: best.best });
  return marked.size > 0 && [...marked].every((term) => termsOfPassage(indexed).text.has(term));
}

/** Whether two passages hold nearly the same words. */
function saysTheSame(a: RankedPassage, b: RankedPassage): boolean {
  return nearDuplicate(termsOfPassage(a.indexed).text, termsOfPassage(b.indexed).text);
}

function documentOf({ indexed }: RankedPassage): string {
  return indexed.document.id;
}
