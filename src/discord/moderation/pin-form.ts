import type { APIModalInteractionResponseCallbackData, BaseInteraction, Message } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { BotContext } from '../command.ts';
import { lineForm } from './forms.ts';
import { requireOwnPermissions } from './permissions.ts';
import { answerIn, mustNotBePinned, outsideGuild, TO_PIN } from './pin-answer.ts';

/** A message's content and components in Discord's own form. */
export function rawMessage(message: Message) {
  return { content: message.content, components: message.components.map((row) => row.toJSON()) };
}

/**
 * The form that pins an answer of the bot, once everything that could speak against it has been looked at.
 *
 * @throws UserError `not-an-answer`, `already-pinned`, `missing-permission`, `source-changed`, `source-gone`, or
 *   what is wrong with the database
 */
export async function pinForm(
  interaction: BaseInteraction,
  message: Message,
  bot: BotContext,
): Promise<APIModalInteractionResponseCallbackData> {
  if (interaction.channelId === null) throw outsideGuild();
  requireOwnPermissions(interaction, interaction.channelId, TO_PIN);
  await mustNotBePinned(message.id, bot);
  if (answerIn(rawMessage(message), bot) === null) throw notAnAnswer();
  return lineForm(bot.customIds.encode('pin-answer', message.id), 'Pin this answer', null);
}

export function notAnAnswer(): UserError {
  return new UserError(
    'not-an-answer',
    'That message of mine quotes no source, so there is nothing to pin. Choose one of my answers, or somebody’s question.',
  );
}
