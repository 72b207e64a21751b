import type { BaseInteraction } from 'discord.js';
import type { BotContext } from '../command.ts';
import type { Payload } from '../payload.ts';
import { outsideGuild } from './pin-answer.ts';
import { QUESTIONS_PER_PAGE, renderUnanswered } from './render-unanswered.ts';

/** A page of the guild's open questions. A page beyond the last is the last. */
export async function listUnanswered(
  { guildId }: BaseInteraction,
  page: number,
  bot: BotContext,
): Promise<Payload> {
  if (guildId === null) throw outsideGuild();
  const { questions } = bot.community.store();
  const read = (at: number) =>
    questions.list({ guildId, offset: at * QUESTIONS_PER_PAGE, limit: QUESTIONS_PER_PAGE });
  const wanted = Number.isInteger(page) && page > 0 ? page : 0;
  const groups = await read(wanted);
  const last = Math.max(0, Math.ceil(groups.total / QUESTIONS_PER_PAGE) - 1);
  return wanted <= last
    ? renderUnanswered(wanted, groups, bot.customIds)
    : renderUnanswered(last, await read(last), bot.customIds);
}
