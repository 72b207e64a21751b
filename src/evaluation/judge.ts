import type { Excerpt } from '../answer/types.ts';
import { touchesEvidence } from './evidence.ts';
import { containsRequired } from './required-words.ts';
import type { EvaluationQuestion } from './set.ts';

/**
 * Whether an excerpt holds the answer: it touches the marked evidence; else it has the required words and comes
 * from a right document; else (where a set knows documents only) it comes from a right document.
 *
 * @returns null when the set does not say enough, or when there is no answer to hold.
 */
export function excerptHolds(excerpt: Excerpt, question: EvaluationQuestion): boolean | null {
  if (question.answerable === false) return null;
  const { evidence, grades, quoteWords } = question;
  if (evidence.length > 0) return touchesEvidence(excerpt.document.id, excerpt, evidence);
  const isRightDocument = (grades.get(excerpt.document.id) ?? 0) > 0;
  if (quoteWords !== null) {
    return (grades.size === 0 || isRightDocument) && containsRequired(excerpt.quote, quoteWords);
  }
  return grades.size === 0 ? null : isRightDocument;
}

/**
 * Whether the first highlight of an excerpt is a sentence that answers: the judgement behind the answering
 * sentence's precision@1.
 *
 * @returns null when the set marks no sentences, or when there is no answer.
 */
export function highlightHolds(excerpt: Excerpt, question: EvaluationQuestion): boolean | null {
  if (question.answerable === false) return null;
  const [first] = excerpt.highlights;
  const { evidence, highlightWords } = question;
  if (evidence.length > 0) {
    return first !== undefined && touchesEvidence(excerpt.document.id, first, evidence);
  }
  if (highlightWords === null) return null;
  if (first === undefined || excerptHolds(excerpt, question) === false) return false;
  const sentence = excerpt.quote.slice(first.start - excerpt.start, first.end - excerpt.start);
  return containsRequired(sentence, highlightWords);
}
