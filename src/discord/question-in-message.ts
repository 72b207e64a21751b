import { MAX_QUESTION_CHARACTERS } from '../answer/question.ts';
import { UserError } from '../errors.ts';
import { questionOf } from './render-answer.ts';

/** Mentions of members, roles, channels and commands, custom emoji and timestamps: Discord's own notation. */
const NOTATION = /<(?:@[!&]?|#|a?:\w+:|t:|\/[^:>]{1,100}:|id:)[\w:-]*>/g;

/**
 * The question that a message asks: its text without Discord's notation. Of a message that is too long to be asked
 * whole, the sentences that end with a question mark are taken, else as many from its beginning as fit.
 *
 * @throws UserError `no-text` when there is nothing to look up
 */
export function questionInMessage(content: string): string {
  const text = (questionOf(content) ?? content).replace(NOTATION, ' ').replace(/\s+/g, ' ').trim();
  if (text === '') {
    throw new UserError(
      'no-text',
      'That message has no text to look up. Choose one with words in it, or use /ask.',
    );
  }
  if (lengthOf(text) <= MAX_QUESTION_CHARACTERS) return text;
  const sentences = [...segmenter.segment(text)].map(({ segment }) => segment);
  const questions = firstThatFit(sentences.filter((sentence) => sentence.trimEnd().endsWith('?')));
  if (questions !== '') return questions;
  const beginning = firstThatFit(sentences);
  return beginning !== '' ? beginning : [...text].slice(0, MAX_QUESTION_CHARACTERS).join('');
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

function firstThatFit(sentences: readonly string[]): string {
  let taken = '';
  for (const sentence of sentences) {
    if (lengthOf((taken + sentence).trim()) > MAX_QUESTION_CHARACTERS) break;
    taken += sentence;
  }
  return taken.trim();
}

/** In code points, as questions are measured. */
function lengthOf(text: string): number {
  return [...text].length;
}
