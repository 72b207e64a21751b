import { findSides, type Side, topicOf } from './disagreements/find.ts';
import { makeExcerpt } from './excerpt.ts';
import type { QuestionProfile } from './profile.ts';
import type { RankedPassage } from './rank.ts';
import { type Answering, answerAlike } from './same-answer.ts';
import { MAX_EXCERPTS, selectPassages } from './select.ts';
import type { Composition, Disagreement, Excerpt } from './types.ts';
import type { WeighedSentence } from './weigh.ts';

/** Most excerpts of an answer whose sources disagree; there every side has to be seen. */
export const MAX_EXCERPTS_WITH_SIDES = 5;

/** Most excerpts of one part of a question that asks for several things, so that every part comes in sight. */
const MAX_EXCERPTS_OF_A_PART = 2;

const NOTHING: Composition = { excerpts: [], disagreements: [] };

/** What ranks for a question, or for a part of one. */
export interface RankedPart {
  readonly passages: readonly RankedPassage[];
  readonly profile: QuestionProfile;
  /** That the first passage answers, 0 to 1. */
  readonly confidence: number;
  /** Whether that is enough to answer. */
  readonly isConfident: boolean;
}

/**
 * Chooses what is quoted for each part of a question; what answers a part is not quoted again for another, and a part
 * leaves a place for each one that follows.
 */
export function composeParts(parts: readonly RankedPart[]): Composition {
  let composed = NOTHING;
  const most = parts.length > 1 ? MAX_EXCERPTS_OF_A_PART : MAX_EXCERPTS;
  for (const [at, part] of parts.entries()) {
    composed = compose(part, { before: composed, most, reserved: parts.length - 1 - at });
  }
  return composed;
}

/** What else the answer holds. */
interface Beside {
  /** What is quoted already for another part of the question. */
  readonly before?: Composition;
  /** Most excerpts of this part. */
  readonly most?: number;
  /** Places that are kept free. */
  readonly reserved?: number;
}

/** Chooses what is quoted, from passages in their order, and says on what the sources differ. */
export function compose(
  { passages: ranked, profile, confidence, isConfident }: RankedPart,
  { before = NOTHING, most: mostOfPart = MAX_EXCERPTS, reserved = 0 }: Beside = {},
): Composition {
  const sides = sidesWithFirst(findSides(ranked, profile), ranked[0]);
  const stated = sides.flatMap(({ sources }) => sources);
  // Beside sides nothing more is needed for want of confidence: these are what else it may be.
  const surety = sides.length > 0 ? 1 : confidence;
  const selected = selectPassages(ranked, surety, isConfident).slice(0, mostOfPart);
  const most =
    sides.length > 0
      ? MAX_EXCERPTS_WITH_SIDES - reserved
      : Math.min(MAX_EXCERPTS - reserved, before.excerpts.length + selected.length);
  const excerpts: Excerpt[] = [...before.excerpts];
  const origins: (Answering | null)[] = excerpts.map(() => null);
  for (const { passage, sentence } of inOrder(ranked, selected, sides)) {
    const known = excerpts.findIndex((excerpt) => quotes(excerpt, passage, sentence));
    if (known !== -1) {
      const isNew = origins[known] === null || stated.some((source) => source.sentence === sentence);
      if (isNew) addHighlight(excerpts, known, sentence);
      continue;
    }
    if (excerpts.length >= most) continue;
    const own = excerpts.filter((excerpt) => excerpt.document.id === passage.indexed.document.id);
    excerpts.push(makeExcerpt(passage, excerpts.length + 1, sentence, own));
    origins.push({ passage, sentence });
  }
  return {
    excerpts: withAgreeing(excerpts, origins, sides),
    disagreements: [...before.disagreements, ...toDisagreements(sides, excerpts, profile.text)],
  };
}

/** The best passage first; then one passage for each side, the other good ones, and the rest of the sides. */
function inOrder(
  ranked: readonly RankedPassage[],
  selected: readonly RankedPassage[],
  sides: readonly Side[],
): Answering[] {
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

/** Notes with each excerpt the other documents that answer alike; each of those is noted once. */
function withAgreeing(
  excerpts: readonly Excerpt[],
  origins: readonly (Answering | null)[],
  sides: readonly Side[],
): Excerpt[] {
  const sideOf = ({ passage, sentence }: Answering) =>
    sides.findIndex(({ sources }) =>
      sources.some((source) => source.passage === passage && source.sentence === sentence),
    );
  const noted = new Set<number>();
  return excerpts.map((excerpt, at) => {
    const origin = origins[at];
    if (origin == null || noted.has(at)) return excerpt;
    const also: number[] = [];
    for (const [other, { citation, document }] of excerpts.entries()) {
      const others = origins[other];
      if (other <= at || others == null || noted.has(other)) continue;
      if (document.id === excerpt.document.id || sideOf(origin) !== sideOf(others)) continue;
      if (sideOf(origin) === -1 && !answerAlike(origin, others)) continue;
      noted.add(other);
      also.push(citation);
    }
    return also.length > 0 ? { ...excerpt, also } : excerpt;
  });
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
