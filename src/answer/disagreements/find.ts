import type { QuestionProfile } from '../profile.ts';
import type { RankedPassage } from '../rank.ts';
import { compareValues } from '../values/value.ts';
import type { WeighedSentence } from '../weigh.ts';
import { type Claim, claimIn } from './readings.ts';
import { aboutTheSame, countedNoun } from './same-thing.ts';

/** The reader must be this sure that a sentence answers before its value counts as a side. */
export const MIN_CLAIM_MARGIN = 2;
/** Without a reader, the sentence must hold this share of the question's terms. */
export const MIN_CLAIM_COVERAGE = 0.5;

/** One side of a disagreement: a value and the passages that give it, best first. */
export interface Side {
  readonly value: string;
  readonly sources: readonly Source[];
}

/** Where a side is stated. */
export interface Source {
  readonly passage: RankedPassage;
  readonly sentence: WeighedSentence;
}

interface SourcedClaim extends Source {
  readonly claim: Claim;
  readonly sure: number;
}

/**
 * The sides that different documents take on the figure or the date that the question asks for; empty when they
 * agree, when only one document says anything, or when the question asks for something else.
 *
 * Each document speaks once, with the sentence that answers best. Two values are on different sides when they
 * cannot both be true and the wording does not show that they are about different things; precision goes before
 * recall.
 */
export function findSides(passages: readonly RankedPassage[], profile: QuestionProfile): Side[] {
  if (profile.kind !== 'number' && profile.kind !== 'time') return [];
  const claims = claimsByDocument(passages, profile, profile.kind);
  const [first, ...others] = claims;
  if (first === undefined) return [];
  const groups: SourcedClaim[][] = [[first]];
  for (const claim of others) {
    const comparisons = groups.map((group) => compareToGroup(claim, group, profile.text));
    const same = comparisons.indexOf('same');
    if (same !== -1) groups[same]?.push(claim);
    else if (comparisons.every((comparison) => comparison === 'different')) groups.push([claim]);
  }
  if (groups.length < 2) return [];
  return groups.map((group) => ({ value: group[0]?.claim.wording ?? '', sources: group }));
}

/** What the question asks to count, for the heading of a disagreement; the question itself where it is not told. */
export function topicOf(question: string): string {
  const match =
    /\b(?:how (?:many|much)|number of)\s+(.+?)(?=\s+(?:do|does|did|is|are|was|were|will|would|can|could|has|have|had)\b|[?.!]*$)/iu.exec(
      question,
    );
  const phrase = match?.[1]?.trim() ?? '';
  return countedNoun(question).length > 0 && phrase !== '' ? phrase : question.replace(/[?.!\s]+$/u, '');
}

function claimsByDocument(
  passages: readonly RankedPassage[],
  profile: QuestionProfile,
  kind: 'number' | 'time',
): SourcedClaim[] {
  const best = new Map<string, SourcedClaim>();
  for (const passage of passages) {
    for (const sentence of passage.sentences) {
      const claim = claimOf(passage, sentence, profile, kind);
      if (claim === null) continue;
      const id = passage.indexed.document.id;
      const known = best.get(id);
      if (known === undefined || claim.sure > known.sure) best.set(id, claim);
    }
  }
  return [...best.values()].sort((a, b) => b.sure - a.sure);
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
    if (margin < MIN_CLAIM_MARGIN) return null;
    const claim = claimIn(text, { start: span.start - start, end: span.end - start }, kind);
    return claim === null ? null : { passage, sentence, claim, sure: margin };
  }
  if (passage.reading !== null || sentence.coverage < MIN_CLAIM_COVERAGE) return null;
  // Without a reader only a value that is named like what the question counts is taken for an answer.
  const claim = claimIn(text, { start: 0, end: text.length }, kind);
  if (claim === null || (kind === 'number' && !namesWhatIsCounted(claim, profile.text))) return null;
  return { passage, sentence, claim, sure: sentence.coverage };
}

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
