import { findSides, type Side, topicOf } from './disagreements/find.ts';
import { makeExcerpt } from './excerpt.ts';
import type { QuestionProfile } from './profile.ts';
import type { RankedPassage } from './rank.ts';
import { selectPassages } from './select.ts';
import type { Disagreement, Excerpt } from './types.ts';
import type { WeighedSentence } from './weigh.ts';

/** Most excerpts of an answer whose sources disagree; there every side has to be seen. */
export const MAX_EXCERPTS_WITH_SIDES = 5;

/** What an answer quotes: the best passages and, where the sources disagree, a passage for each side. */
export interface Composition {
  readonly excerpts: readonly Excerpt[];
  readonly disagreements: readonly Disagreement[];
}

interface Wanted {
  readonly passage: RankedPassage;
  readonly sentence: WeighedSentence;
}

/** Chooses what is quoted, from passages in their order, and says on what the sources differ. */
export function compose(ranked: readonly RankedPassage[], profile: QuestionProfile): Composition {
  const sides = sidesWithFirst(findSides(ranked, profile), ranked[0]);
  const stated = sides.flatMap(({ sources }) => sources);
  const selected = selectPassages(ranked);
  const most = sides.length > 0 ? MAX_EXCERPTS_WITH_SIDES : selected.length;
  const excerpts: Excerpt[] = [];
  for (const { passage, sentence } of inOrder(ranked, selected, sides)) {
    const known = excerpts.findIndex((excerpt) => quotes(excerpt, passage, sentence));
    if (known !== -1) {
      if (stated.some((source) => source.sentence === sentence)) addHighlight(excerpts, known, sentence);
      continue;
    }
    if (excerpts.length === most) continue;
    const own = excerpts.filter((excerpt) => excerpt.document.id === passage.indexed.document.id);
    excerpts.push(makeExcerpt(passage, excerpts.length + 1, sentence, own));
  }
  return { excerpts, disagreements: toDisagreements(sides, excerpts, profile.text) };
}

/** The best passage first; then one passage for each side, the other good ones, and the rest of the sides. */
function inOrder(
  ranked: readonly RankedPassage[],
  selected: readonly RankedPassage[],
  sides: readonly Side[],
): Wanted[] {
  const stating = new Map(
    sides.flatMap(({ sources }) => sources.map(({ passage, sentence }) => [passage, sentence] as const)),
  );
  const passages = new Set([
    ...ranked.slice(0, 1),
    ...sides.flatMap(({ sources }) => sources.slice(0, 1).map(({ passage }) => passage)),
    ...selected,
    ...stating.keys(),
  ]);
  return [...passages].map((passage) => ({ passage, sentence: stating.get(passage) ?? passage.best }));
}

/** Sides are worth showing only when the document that is quoted first takes one of them. */
function sidesWithFirst(sides: readonly Side[], first: RankedPassage | undefined): readonly Side[] {
  const document = first?.indexed.document.id;
  const speaks = sides.some(({ sources }) =>
    sources.some(({ passage }) => passage.indexed.document.id === document),
  );
  return speaks ? sides : [];
}

function quotes(excerpt: Excerpt, { indexed }: RankedPassage, sentence: WeighedSentence): boolean {
  return (
    excerpt.document.id === indexed.document.id &&
    excerpt.start <= sentence.start &&
    excerpt.end >= sentence.end
  );
}

function addHighlight(excerpts: Excerpt[], at: number, { start, end }: WeighedSentence): void {
  const excerpt = excerpts[at];
  if (excerpt === undefined || excerpt.highlights.some((highlight) => highlight.start === start)) return;
  excerpts[at] = { ...excerpt, highlights: [...excerpt.highlights, { start, end }] };
}

function toDisagreements(
  sides: readonly Side[],
  excerpts: readonly Excerpt[],
  question: string,
): Disagreement[] {
  const readings = sides.flatMap(({ value, sources }) => {
    const citations = excerpts
      .filter((excerpt) => sources.some(({ passage, sentence }) => quotes(excerpt, passage, sentence)))
      .map(({ citation }) => citation);
    return citations.length > 0 ? [{ value, citations }] : [];
  });
  return readings.length >= 2 ? [{ topic: topicOf(question), readings }] : [];
}
