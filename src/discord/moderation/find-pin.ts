import type { BaseInteraction } from 'discord.js';
import type { Pin } from '../../community/types.ts';
import { UserError } from '../../errors.ts';
import type { BotContext } from '../command.ts';
import { isModeratorIn, memberMayRead, requireModerator, requireModeratorIn } from './permissions.ts';
import type { Purpose } from './purpose.ts';

/**
 * The pin that a moderator acts on. One of another guild is as good as none, and one of another channel takes the
 * permission in that channel.
 *
 * @param what the action, for the log
 * @throws UserError `pin-gone`, `not-a-moderator`, or what is wrong with the database
 */
export async function findPin(
  interaction: BaseInteraction,
  id: string,
  what: string,
  bot: BotContext,
): Promise<Pin> {
  const pin = await pinOf(interaction, id, bot);
  requireModeratorIn(interaction, pin.channelId, what, bot);
  return pin;
}

/**
 * The pin that a moderator acts on, as they saw it.
 *
 * @param revision of the pin when it was shown
 * @throws UserError `pin-changed`, or as `findPin`
 */
export async function findSeenPin(
  interaction: BaseInteraction,
  id: string,
  revision: number,
  what: string,
  bot: BotContext,
): Promise<Pin> {
  const pin = await findPin(interaction, id, what, bot);
  if (pin.revision !== revision) throw pinChanged();
  return pin;
}

/**
 * Holds a moderator to the permission in the channel of the pin that passages are sought for; for anything else, in
 * the channel where they are.
 *
 * @param what the action, for the log
 * @throws UserError as `findPin`
 */
export async function requireFor(
  { kind, id }: Purpose,
  interaction: BaseInteraction,
  what: string,
  bot: BotContext,
): Promise<void> {
  if (kind === 'pin') await findPin(interaction, id, what, bot);
  else requireModerator(interaction, what, bot);
}

/**
 * The pin that somebody wants to read, and whether they may change it. A stale one is for moderators alone.
 *
 * @throws UserError `pin-gone` also for a channel that they cannot read
 */
export async function findVisiblePin(
  interaction: BaseInteraction,
  id: string,
  bot: BotContext,
): Promise<{ pin: Pin; mayChange: boolean }> {
  const pin = await pinOf(interaction, id, bot);
  const mayChange = isModeratorIn(interaction, pin.channelId);
  if (mayChange || (pin.state === 'pinned' && memberMayRead(interaction, pin.channelId))) {
    return { pin, mayChange };
  }
  throw pinGone();
}

async function pinOf(interaction: BaseInteraction, id: string, bot: BotContext): Promise<Pin> {
  const pin = await bot.community.store().pins.get(id);
  if (pin === null || pin.guildId !== interaction.guildId || pin.state === 'removed') throw pinGone();
  return pin;
}

function pinGone(): UserError {
  return new UserError('pin-gone', 'This pin was removed meanwhile. Use /pins to see those there are.');
}

/** Why nothing was changed: somebody else, or a rebuild, changed the pin since it was shown. */
export function pinChanged(): UserError {
  return new UserError(
    'pin-changed',
    'This pin was changed since you opened it, so nothing was done. Open it again with /pins.',
  );
}
