import { type ModalSubmitInteraction, PermissionFlagsBits } from 'discord.js';
import type { Excerpt } from '../../answer/types.ts';
import { pinInTwoPhases } from '../../community/reconcile.ts';
import type { Pin } from '../../community/types.ts';
import { UserError } from '../../errors.ts';
import type { BotContext } from '../command.ts';
import { excerptsUnder } from '../excerpt-place.ts';
import { oneLine, questionOf, renderAnswer } from '../render-answer.ts';
import { embedOrLater } from './embed-later.ts';
import { writePermission } from './permissions.ts';
import { PINS_OF_A_CHANNEL, tooManyPins } from './pin-board.ts';
import { answerOf, sidesAmong, toPinned } from './pinned-message.ts';
import { showPin } from './show-pin.ts';

/** To pin, and to bring the words on the message in line. */
export const TO_PIN = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.ReadMessageHistory,
  PermissionFlagsBits.PinMessages,
];

/** To post besides; writing in a thread is a permission of its own. */
export function toPostAndPin(interaction: ModalSubmitInteraction): bigint[] {
  return [...TO_PIN, writePermission(interaction), PermissionFlagsBits.EmbedLinks];
}

export interface WantedPin {
  readonly messageId: string;
  readonly question: string;
  readonly excerpts: readonly Excerpt[];
  readonly note: string | null;
  /** The open question that it answers. */
  readonly answers: string | null;
}

/** An answer as it stands in a message of the bot. */
export interface StandingAnswer {
  readonly question: string;
  readonly excerpts: Excerpt[];
}

/**
 * Reads an answer back from the message that shows it: the question from its first line, the quotes from the
 * authenticated buttons beneath. Each quote is proved against the index that answers now.
 *
 * @returns null for a message of the bot that is no answer
 * @throws UserError as `excerptsUnder`
 */
export function answerIn(
  message: { readonly content: string; readonly components?: unknown },
  { customIds, verbatim }: Pick<BotContext, 'customIds' | 'verbatim'>,
): StandingAnswer | null {
  const question = questionOf(message.content);
  const excerpts = excerptsUnder(message.components, customIds, verbatim.index());
  return question === null || excerpts.length === 0 ? null : { question, excerpts };
}

/** @throws UserError `already-pinned` when a message has a pin that is in Discord already */
export async function mustNotBePinned(messageId: string, { community }: BotContext): Promise<void> {
  const pin = await community.store().pins.ofMessage(messageId);
  if (pin === null || pin.state === 'intended') return;
  throw new UserError(
    'already-pinned',
    'This answer is pinned already. Use /pins to see it, edit its line or remove it.',
  );
}

/**
 * Pins a message of the bot in the channel of the interaction, keeps what it vouches for, and shows on the message
 * whose pin it is.
 *
 * @throws UserError as `pinInTwoPhases` and the board do
 */
export async function pinMessage(
  interaction: ModalSubmitInteraction,
  wanted: WantedPin,
  bot: BotContext,
): Promise<Pin> {
  const { guildId, channelId } = interaction;
  if (guildId === null || channelId === null) throw outsideGuild();
  const { community } = bot;
  const pin = await pinInTwoPhases(community.store(), community.board, {
    guildId,
    channelId,
    messageId: wanted.messageId,
    question: wanted.question,
    pinnedBy: interaction.user.id,
    note: wanted.note,
    excerpts: wanted.excerpts.map(toPinned),
    embedding: await embedOrLater(wanted.question, bot),
    answers: wanted.answers,
  });
  bot.log.info({ event: 'pinned', pin: pin.id, guildId, channelId }, 'an answer was pinned');
  await showPin(pin, { ...bot, messages: community.messages }, false);
  return pin;
}

/**
 * Posts an answer in the channel of the interaction and pins it. What cannot be pinned does not stay posted.
 *
 * @param once the same for every attempt to post this answer; one that was taken back can be made again
 * @param replyTo the message that it answers
 */
export async function postAndPin(
  interaction: ModalSubmitInteraction,
  answer: StandingAnswer & Pick<WantedPin, 'note' | 'answers'>,
  once: string,
  replyTo: string | null,
  bot: BotContext,
): Promise<Pin> {
  const { channelId } = interaction;
  if (channelId === null) throw outsideGuild();
  const { board, messages } = bot.community;
  const pinned = await board.pinned(channelId);
  if ((pinned?.size ?? 0) >= PINS_OF_A_CHANNEL) throw tooManyPins();
  const fresh = await bot.verbatim.ask(oneLine(answer.question));
  const payload = renderAnswer({
    answer: answerOf(answer.question, answer.excerpts, sidesAmong(fresh, answer.excerpts)),
    index: bot.verbatim.index(),
    customIds: bot.customIds,
    sourceKey: null,
    private: false,
    pinned: '',
  });
  const messageId = await messages.post(channelId, payload, once, replyTo);
  try {
    return await pinMessage(interaction, { ...answer, messageId }, bot);
  } catch (error) {
    await takeBack(channelId, messageId, once, bot);
    throw error;
  }
}

/** Deletes what was posted and is not pinned. Another press may have pinned it, and an intention may come true. */
async function takeBack(
  channelId: string,
  messageId: string,
  once: string,
  { community, log }: BotContext,
): Promise<void> {
  try {
    if ((await community.store().pins.ofMessage(messageId)) !== null) return;
    await community.messages.takeBack(channelId, messageId, once);
  } catch (error) {
    log.warn(
      { event: 'not-taken-back', channelId, err: error },
      'an answer stays posted without being pinned',
    );
  }
}

export function outsideGuild(): UserError {
  return new UserError('not-in-guild', 'This works in the channels of a server only. Use it there.');
}
