import { INSIDE_WORDS } from '../index/terms.ts';

/** The longest question that is answered, in characters (code points). */
export const MAX_QUESTION_CHARACTERS = 500;

export type CheckedQuestion =
  | {
      readonly ok: true /** What is searched for: one line, without invisible characters. */;
      readonly text: string;
    }
  | { readonly ok: false /** Why it cannot be answered, and what to do. */; readonly message: string };

/**
 * Controls, zero-width characters, bidirectional marks and the like: nothing that a person sees. The two joiners
 * that are part of an emoji or of a word in some scripts stay.
 */
const INVISIBLE = /(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}])+/gu;

/**
 * Decides whether a question can be asked at all and brings it to the form that is searched: NFC, invisible
 * characters turned into spaces, white space folded. Without letters and digits there is nothing to look up.
 */
export function checkQuestion(question: string): CheckedQuestion {
  const text = question
    .normalize('NFC')
    .replace(INSIDE_WORDS, '')
    .replace(INVISIBLE, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '') {
    const message =
      question === ''
        ? 'The question is empty. Ask something in a sentence.'
        : 'The question holds nothing but spaces or control characters. Ask something in a sentence.';
    return { ok: false, message };
  }
  const characters = countCharacters(question);
  if (characters > MAX_QUESTION_CHARACTERS) {
    return {
      ok: false,
      message: `The question has ${characters} characters; at most ${MAX_QUESTION_CHARACTERS} can be asked. Shorten it to its point.`,
    };
  }
  if (!/[\p{L}\p{N}]/u.test(text)) {
    return { ok: false, message: 'The question has no words in it. Ask something in a sentence.' };
  }
  return { ok: true, text };
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
