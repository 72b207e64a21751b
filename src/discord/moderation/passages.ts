import { ComponentType } from 'discord.js';
import type { Excerpt } from '../../answer/types.ts';
import { verifyExcerpt } from '../../answer/verify.ts';
import { UserError } from '../../errors.ts';
import type { Index } from '../../index/types.ts';
import { documentName } from '../citation.ts';
import type { BotContext } from '../command.ts';
import type { CustomIds } from '../custom-id.ts';
import { excerptAt, placeArguments } from '../excerpt-place.ts';
import { CHOICE_LENGTH } from '../limits.ts';
import { type ButtonSpec, buttonRows, type Payload } from '../payload.ts';
import { header, oneLine, renderMore } from '../render-answer.ts';
import { escapeText, plainText, shorten } from '../text.ts';
import { encodePurpose, type Purpose } from './purpose.ts';

/** The action of the values of the menu of passages. */
const PASSAGE = 'passage';
/** As many as an answer quotes at most. */
const MOST = 5;
/** All the lines above the passages share 2,000 characters with the question. */
const SEARCHED_LENGTH = 100;

/**
 * The passages nearest to some words, whether or not they would be given as an answer: here a moderator decides.
 *
 * @throws UserError `question-rejected` for words that cannot be searched for, and what `Verbatim.ask` throws
 */
export async function searchPassages(
  words: string,
  { verbatim }: Pick<BotContext, 'verbatim'>,
): Promise<{ index: Index; passages: Excerpt[] }> {
  const answer = await verbatim.ask(oneLine(words), { explain: true });
  if (answer.status === 'rejected') {
    throw new UserError(
      'question-rejected',
      answer.message ?? 'That cannot be searched for. Use other words.',
    );
  }
  const index = verbatim.index();
  const passages = (answer.candidates ?? [])
    .filter((excerpt) => verifyExcerpt(index, excerpt) === null)
    .slice(0, MOST)
    .map((excerpt, at) => ({ ...excerpt, citation: at + 1 }));
  return { index, passages };
}

export interface PassageChoice {
  /** The question to answer: the header, from which later steps read it back. */
  readonly question: string;
  readonly words: string;
  readonly passages: readonly Excerpt[];
  readonly index: Index;
  readonly purpose: Purpose;
  /** Said under the question. */
  readonly remarks?: readonly string[];
}

/** Passages to choose from, for one moderator's eyes. */
export function renderPassages(choice: PassageChoice, customIds: CustomIds): Payload {
  const { question, words, passages, index, purpose, remarks = [] } = choice;
  const searched = `Searched for “${escapeText(shorten(oneLine(words), SEARCHED_LENGTH))}”.`;
  const next =
    passages.length === 0 ? 'Nothing was found. Search with other words.' : 'Choose what to quote.';
  const again = searchButton(purpose, customIds);
  const shown = renderMore(question, passages, index, customIds);
  return {
    ...shown,
    content: [header(question), ...remarks.map((remark) => `-# ${remark}`), `-# ${searched} ${next}`].join(
      '\n',
    ),
    components: [
      ...(shown.components ?? []),
      ...(passages.length === 0 ? [] : [menuOf(passages, purpose, customIds)]),
      ...buttonRows([again]),
    ],
  };
}

/**
 * The passages that somebody chose.
 *
 * @returns null when a value is none that this bot offered
 * @throws UserError as `excerptAt`
 */
export function chosenPassages(
  values: readonly string[],
  index: Index,
  customIds: CustomIds,
): Excerpt[] | null {
  const ids = values.map((value) => customIds.decode(value)).filter((id) => id?.action === PASSAGE);
  if (ids.length !== values.length) return null;
  return ids.map((id, at) => excerptAt(index, id?.args ?? [], at + 1));
}

/** What would be posted, and the button that posts it. */
export function renderPreview(
  question: string,
  excerpts: readonly Excerpt[],
  index: Index,
  purpose: Purpose,
  customIds: CustomIds,
): Payload {
  const shown = renderMore(question, excerpts, index, customIds);
  const isPin = purpose.kind === 'pin';
  const what = isPin
    ? 'Only you see this. The button puts these quotes in the place of the pin’s.'
    : 'Only you see this. The button posts it in this channel and pins it.';
  return {
    ...shown,
    content: `${header(question)}\n-# ${what}`,
    components: [
      ...(shown.components ?? []),
      ...buttonRows([
        isPin
          ? { label: 'Replace the quotes', customId: customIds.encode('rebind', encodePurpose(purpose)) }
          : { label: 'Post and pin', customId: customIds.encode('post', encodePurpose(purpose)) },
        searchButton(purpose, customIds),
      ]),
    ],
  };
}

/** Opens the form for other words. The message it stands under begins with the question. */
export function searchButton(purpose: Purpose, customIds: CustomIds): ButtonSpec {
  return { label: 'Search with other words', customId: customIds.encode('search', encodePurpose(purpose)) };
}

function menuOf(passages: readonly Excerpt[], purpose: Purpose, customIds: CustomIds) {
  return {
    type: ComponentType.ActionRow as const,
    components: [
      {
        type: ComponentType.StringSelect as const,
        custom_id: customIds.encode('choose', encodePurpose(purpose)),
        placeholder: 'Choose a passage, or several',
        min_values: 1,
        max_values: passages.length,
        options: passages.map((excerpt) => ({
          label: shorten(`[${excerpt.citation}] ${documentName(excerpt.document)}`, CHOICE_LENGTH),
          description: shorten(plainText(answeringText(excerpt)), CHOICE_LENGTH) || '…',
          value: customIds.encode(PASSAGE, ...placeArguments(excerpt)),
        })),
      },
    ],
  };
}

function answeringText({ quote, start, highlights: [best] }: Excerpt): string {
  return best === undefined ? quote : quote.slice(best.start - start, best.end - start);
}
