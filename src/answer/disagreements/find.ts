import type { QuestionProfile } from '../profile.ts';
import type { RankedPassage } from '../rank.ts';
import { findQuantities } from '../values/quantities.ts';
import { compareValues, findValues, spanOf } from '../values/value.ts';
import type { WeighedSentence } from '../weigh.ts';
import { type Claim, claimIn } from './readings.ts';
import { aboutTheSame, countedNoun } from './same-thing.ts';

/**
 * The reader must be this sure that a sentence answers before its value counts as a side. Dates stand in most
 * sentences of a report, so they need more than figures. Set for an earlier reader (.5 and 2.5) and moved to where as
 * many windows pass with the later ones, whose margins are lower.
 */
const MIN_CLAIM_MARGIN = { number: 0.1, time: 2.1 } as const;
/** Without a reader, the sentence must hold this share of the question's terms. */
export const MIN_CLAIM_COVERAGE = 0.5;

/** One side of a disagreement: a value and the passages that give it, best first. */
export interface Side {
  readonly value: string;
  readonly sources: readonly Source[];
}

/** The claims of one passage; the surest comes first. */
export function claimsOf(passage: RankedPassage, profile: QuestionProfile): SourcedClaim[] {
  const kind = kindOf(passage, profile);
  if (kind === null) return [];
  return passage.sentences
    .flatMap((sentence) => claimOf(passage, sentence, profile, kind) ?? [])
    .sort((a, b) => b.sure - a.sure);
}

/** Where a side is stated. */
export interface Source {
  readonly passage: RankedPassage;
  readonly sentence: WeighedSentence;
}

export interface SourcedClaim extends Source {
  readonly claim: Claim;
  readonly sure: number;
}

/**
 * The sides that different documents take on the figure or the date that the question asks for; empty when they
 * agree, when only one document says anything, or when the question asks for something else.
 *
 * The first passage sets what it is about. Every other document speaks once, with its surest claim on the same
 * thing. Two values are on different sides when they cannot both be true and the wording does not show that they
 * are about different things; precision goes before recall.
 */
export function findSides(passages: readonly RankedPassage[], profile: QuestionProfile): Side[] {
  const first = passages[0];
  const anchor = first === undefined ? undefined : claimsOf(first, profile)[0];
  if (anchor === undefined) return [];
  const groups: SourcedClaim[][] = [[anchor]];
  for (const claim of otherClaims(passages, anchor, profile)) {
    const comparisons = groups.map((group) => compareToGroup(claim, group, profile.text));
    const same = comparisons.indexOf('same');
    if (same !== -1) groups[same]?.push(claim);
    else if (comparisons.every((comparison) => comparison === 'different')) groups.push([claim]);
  }
  if (groups.length < 2) return [];
  return groups.map((group) => ({ value: group[0]?.claim.wording ?? '', sources: group }));
}

/** The surest claim of each other document on the same thing as the anchor, surest first. */
function otherClaims(
  passages: readonly RankedPassage[],
  anchor: SourcedClaim,
  profile: QuestionProfile,
): SourcedClaim[] {
  const best = new Map<string, SourcedClaim>();
  for (const claim of passages.flatMap((passage) => claimsOf(passage, profile))) {
    const { id } = claim.passage.indexed.document;
    if (id === anchor.passage.indexed.document.id || !comparable(claim, anchor, profile.text)) continue;
    const known = best.get(id);
    if (known === undefined || claim.sure > known.sure) best.set(id, claim);
  }
  return [...best.values()].sort((a, b) => b.sure - a.sure);
}

/** Whether two claims give values of the same thing, equal or not. */
export function comparable(a: SourcedClaim, b: SourcedClaim, question: string): boolean {
  return (
    compareValues(a.claim.value, b.claim.value) !== 'incomparable' &&
    aboutTheSame(a.claim, b.claim, question) &&
    asNear(a, b)
  );
}

/** A side must be at least this near to the question, by the cosine of its passage, as the other one is. */
const LEAST_SHARE_OF_NEARNESS = 0.65;
/** What holds this share of the question's words, and as many as the other, is on the same thing however far it is. */
const NAMES_THE_SAME = 0.5;

/**
 * Whether two claims are about as near to the question. Rules of a community are full of figures: the reader finds one
 * of the kind in a passage on something else ("14 days" of an appeal for the length of a trial), and words such as
 * "player" stand everywhere.
 */
function asNear(a: SourcedClaim, b: SourcedClaim): boolean {
  const [far, near] =
    a.passage.candidate.dense < b.passage.candidate.dense ? ([a, b] as const) : ([b, a] as const);
  if (far.passage.candidate.dense >= LEAST_SHARE_OF_NEARNESS * near.passage.candidate.dense) return true;
  return far.sentence.coverage >= Math.max(NAMES_THE_SAME, near.sentence.coverage);
}

/** What the question asks to count, for the heading of a disagreement; the question itself where it is not told. */
export function topicOf(question: string): string {
  const match =
    /\b(?:how (?:many|much)|number of)\s+(.+?)(?=\s+(?:do|does|did|is|are|was|were|will|would|can|could|has|have|had)\b|[?.!]*$)/iu.exec(
      question,
    );
  const phrase = match?.[1]?.trim() ?? '';
  // "people" or "days" alone does not say what the sources differ on.
  const tells = countedNoun(question).length > 0 && phrase.includes(' ');
  return tells ? phrase : question.replace(/[?.!\s]+$/u, '');
}

/**
 * The kind of value that the question asks for. Where its words do not tell ("what is the average wait"), the
 * answer that the reader is surest of does, if it is a number or a time and little else.
 */
function kindOf({ indexed, sentences }: RankedPassage, { kind }: QuestionProfile): 'number' | 'time' | null {
  if (kind === 'number' || kind === 'time') return kind;
  if (kind !== 'other') return null;
  let surest: number = MIN_CLAIM_MARGIN.number;
  let answer = '';
  for (const { span, margin } of sentences) {
    if (span === null || margin === null || margin < surest) continue;
    surest = margin;
    answer = indexed.document.text.slice(span.start, span.end);
  }
  const isMostly = (each: 'number' | 'time') =>
    findValues(answer, each).some((value) => {
      const { start, end } = spanOf(value);
      return end - start >= answer.length / 3 && start <= answer.length / 3;
    });
  if (isMostly('number')) return 'number';
  return isMostly('time') ? 'time' : null;
}

function claimOf(
  passage: RankedPassage,
  sentence: WeighedSentence,
  profile: QuestionProfile,
  kind: 'number' | 'time',
): SourcedClaim | null {
  const { start, end, span, margin } = sentence;
  const text = passage.indexed.document.text.slice(start, end);
  if (span !== null && margin !== null) {
    if (margin < MIN_CLAIM_MARGIN[kind] || !namesTheSubject(sentence, text, kind)) return null;
    const claim = claimIn(text, { start: span.start - start, end: span.end - start }, kind, profile.text);
    return claim === null ? null : { passage, sentence, claim, sure: margin };
  }
  if (passage.reading !== null || sentence.coverage < MIN_CLAIM_COVERAGE) return null;
  // Without a reader only a value that is named like what the question counts is taken for an answer.
  const claim = claimIn(text, { start: 0, end: text.length }, kind, profile.text);
  if (claim === null || (kind === 'number' && !namesWhatIsCounted(claim, profile.text))) return null;
  return { passage, sentence, claim, sure: sentence.coverage };
}

/**
 * Dates, prices and percentages stand beside anything; such a value belongs to the question only when its sentence
 * holds the question's words. What counts things says by its noun what it counts.
 */
function namesTheSubject({ coverage }: WeighedSentence, text: string, kind: 'number' | 'time'): boolean {
  if (kind === 'time') return coverage >= MIN_COVERAGE_OF_DATES && !BESIDE_THE_DAY.test(text);
  const units = findQuantities(text).some(({ unit }) => unit !== null);
  return !units || coverage >= MIN_COVERAGE_OF_UNITS;
}

const MIN_COVERAGE_OF_DATES = 0.4;
const MIN_COVERAGE_OF_UNITS = 0.34;
/** "December 6, the day before Castillo was ousted" dates another event. */
const BESIDE_THE_DAY = /\b(?:day|week|month|year|days|weeks|months|years)\s+(?:before|after|prior)\b/iu;

function namesWhatIsCounted({ value }: Claim, question: string): boolean {
  if (value.type !== 'quantity') return false;
  const counted = countedNoun(question);
  const noun = countedNoun(`how many ${value.quantity.noun.join(' ')}`);
  return counted.some((term) => noun.includes(term));
}

function compareToGroup(claim: SourcedClaim, group: readonly SourcedClaim[], question: string) {
  let result: 'same' | 'different' = 'different';
  for (const member of group) {
    const comparison = compareValues(claim.claim.value, member.claim.value);
    if (comparison === 'incomparable' || !aboutTheSame(claim.claim, member.claim, question))
      return 'incomparable';
    if (comparison === 'same') result = 'same';
  }
  return result;
}
