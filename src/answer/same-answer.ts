import { questionTerms, termsOf } from '../index/terms.ts';
import type { RankedPassage } from './rank.ts';
import type { WeighedSentence } from './weigh.ts';

/** Where an excerpt's answer stands. */
export interface Answering {
  readonly passage: RankedPassage;
  readonly sentence: WeighedSentence;
}

/** Texts that share this much of their words (Jaccard index of their terms) say the same thing. */
export const NEAR_DUPLICATE = 0.8;
/** The reader must be this sure of both answers before two wordings count as one. */
const MIN_MARGIN = 1;
/** "Lisa Kenna" and "CIA veteran Lisa Kenna" are one answer: so many words one of them may have more. */
const MORE_WORDS = 2;

/**
 * Whether two sources answer alike: their sentences are nearly the same, or the reader marks the same words in both.
 */
export function answerAlike(a: Answering, b: Answering): boolean {
  if (nearDuplicate(new Set(termsOf(textOf(a))), new Set(termsOf(textOf(b))))) return true;
  const first = markedTerms(a);
  const second = markedTerms(b);
  const [few, many] = first.size <= second.size ? [first, second] : [second, first];
  return few.size > 0 && many.size - few.size <= MORE_WORDS && [...few].every((term) => many.has(term));
}

/** Whether two sets of terms are nearly the same. */
export function nearDuplicate(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const term of a) if (b.has(term)) shared++;
  const union = a.size + b.size - shared;
  return union > 0 && shared / union >= NEAR_DUPLICATE;
}

/** The content words that the reader is sure of; none where it is not. */
function markedTerms({ passage, sentence: { span, margin } }: Answering): ReadonlySet<string> {
  if (span === null || margin === null || margin < MIN_MARGIN) return new Set();
  return new Set(questionTerms(passage.indexed.document.text.slice(span.start, span.end)));
}

function textOf({ passage, sentence: { start, end } }: Answering): string {
  return passage.indexed.document.text.slice(start, end);
}
