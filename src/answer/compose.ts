import { findSides, type Side, topicOf } from './disagreements/find.ts';
import { makeExcerpt } from './excerpt.ts';
import type { QuestionProfile } from './profile.ts';
import type { RankedPassage } from './rank.ts';
import { selectPassages } from './select.ts';
import type { Disagreement, Excerpt } from './types.ts';

/** Most excerpts of an answer whose sources disagree; there every side has to be seen. */
export const MAX_EXCERPTS_WITH_SIDES = 5;

/** What an answer quotes: the best passages and, where the sources disagree, a passage for each side. */
export interface Composition {
  readonly excerpts: readonly Excerpt[];
  readonly disagreements: readonly Disagreement[];
}

export function compose(ranked: readonly RankedPassage[], profile: QuestionProfile): Composition {
  const sides = sidesWithFirst(findSides(ranked, profile), ranked[0]);
  const stating = new Map(
    sides.flatMap(({ sources }) => sources.map(({ passage, sentence }) => [passage, sentence] as const)),
  );
  // The best passages first; then what a side needs, one passage a side before a second one for any.
  const wanted = new Set([...ranked.slice(0, 1), ...sides.map(({ sources }) => sources[0]?.passage)]);
  for (const passage of selectPassages(ranked)) wanted.add(passage);
  for (const passage of stating.keys()) wanted.add(passage);
  const most = sides.length > 0 ? MAX_EXCERPTS_WITH_SIDES : selectPassages(ranked).length;
  const shown = [...wanted].filter((passage) => passage !== undefined).slice(0, most);
  return {
    excerpts: shown.map((passage, at) => makeExcerpt(passage, at + 1, stating.get(passage))),
    disagreements: toDisagreements(sides, shown, profile.text),
  };
}

/** Sides are worth showing only when the passage that is quoted first takes one of them. */
function sidesWithFirst(sides: readonly Side[], first: RankedPassage | undefined): readonly Side[] {
  const document = first?.indexed.document.id;
  const speaks = sides.some(({ sources }) =>
    sources.some(({ passage }) => passage.indexed.document.id === document),
  );
  return speaks ? sides : [];
}

function toDisagreements(
  sides: readonly Side[],
  shown: readonly RankedPassage[],
  question: string,
): Disagreement[] {
  const readings = sides.flatMap(({ value, sources }) => {
    const citations = sources
      .map(({ passage }) => shown.indexOf(passage) + 1)
      .filter((citation) => citation > 0)
      .sort((a, b) => a - b);
    return citations.length > 0 ? [{ value, citations }] : [];
  });
  return readings.length >= 2 ? [{ topic: topicOf(question), readings }] : [];
}
