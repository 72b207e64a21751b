import { MAX_QUESTION_CHARACTERS } from '../answer/question.ts';
import { sentenceSpans } from '../corpus/sentences.ts';
import { UserError } from '../errors.ts';
import { questionOf } from './render-answer.ts';

/** Mentions of members, roles, channels and commands, custom emoji and timestamps: Discord's own notation. */
const NOTATION = /<(?:@[!&]?|#|a?:\w+:|t:|\/[^:>]{1,100}:|id:)[\w:-]*>/g;
/** A line that goes on in small letters is the same sentence, wrapped. */
const NEW_LINE = /\n+(?=\s*[^\s\p{Ll}])/u;
const ENDS_AS_QUESTION = /[?？؟][^\p{L}\p{N}]*$/u;
/** “True?” or “Why?” mean nothing without what stands before them. */
const FEWEST_WORDS = 4;
/** What people say to a bot that they do not want to know anything from. */
const COURTESY =
  /^(?:hi|hello|hey|hiya|yo|thanks|thank you|thx|ty|ok|okay|cheers|good (?:bot|morning|evening|night)|bye|test|ping)(?: (?:there|bot|all|everyone|so much|a lot|very much))?$/i;

/**
 * The question that a message asks, without Discord's notation: of several sentences those that end with a question
 * mark, since greetings and stories around a question hide it from the search. A message without such a sentence is
 * the question as a whole; of one that is too long, as many sentences from its beginning as fit.
 *
 * @throws UserError `no-text` when there is nothing to look up
 */
export function questionInMessage(content: string): string {
  const question = questionInText(questionOf(content) ?? content);
  if (question !== '') return question;
  throw new UserError(
    'no-text',
    'That message has no text to look up. Choose one with words in it, or use /ask.',
  );
}

/**
 * The question in a message that mentions the bot. Null when the bot is not mentioned by name: a reply to it and
 * @everyone are not addressed to it. Empty when there is nothing to ask, as in a greeting.
 */
export function questionInMention(content: string, botId: string): string | null {
  const mention = new RegExp(`<@!?${botId}>`, 'g');
  if (!mention.test(content)) return null;
  const question = questionInText(content.replace(mention, ' '));
  const words = question.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return words === '' || COURTESY.test(words) ? '' : question;
}

/** As `questionInMessage`; empty when there is nothing to look up. */
function questionInText(text: string): string {
  const lines = text
    .split(NEW_LINE)
    .map((line) => line.replace(NOTATION, ' ').replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  const whole = lines.join(' ');
  const sentences = lines.flatMap((line) =>
    sentenceSpans(line, 0, line.length).map(({ start, end }) => line.slice(start, end)),
  );
  const questions = firstThatFit(sentences.filter((sentence) => ENDS_AS_QUESTION.test(sentence)));
  if (questions.split(' ').length >= FEWEST_WORDS) return questions;
  if (lengthOf(whole) <= MAX_QUESTION_CHARACTERS) return whole;
  const beginning = firstThatFit(sentences);
  return beginning !== '' ? beginning : [...whole].slice(0, MAX_QUESTION_CHARACTERS).join('');
}

function firstThatFit(sentences: readonly string[]): string {
  let taken = '';
  for (const sentence of sentences) {
    const longer = taken === '' ? sentence : `${taken} ${sentence}`;
    if (lengthOf(longer) > MAX_QUESTION_CHARACTERS) break;
    taken = longer;
  }
  return taken;
}

/** In code points, as questions are measured. */
function lengthOf(text: string): number {
  return [...text].length;
}
