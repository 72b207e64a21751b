import type { BaseInteraction } from 'discord.js';
import type { Page, Pin, PinState } from '../../community/types.ts';
import type { BotContext } from '../command.ts';
import type { Payload } from '../payload.ts';
import { isModeratorIn, memberMayRead, requireModerator } from './permissions.ts';
import { outsideGuild } from './pin-answer.ts';
import { PINS_PER_PAGE, type PinsView, renderPins } from './render-pins.ts';

/** The page of pins that somebody may see; stale ones are for moderators. A page beyond the last is the last. */
export async function listPins(
  interaction: BaseInteraction,
  view: PinsView,
  bot: BotContext,
): Promise<Payload> {
  const page = await pageOf(interaction, view, bot);
  const last = Math.max(0, Math.ceil(page.total / PINS_PER_PAGE) - 1);
  if (view.page <= last) return renderPins(view, page, bot.customIds);
  const atEnd = { ...view, page: last };
  return renderPins(atEnd, await pageOf(interaction, atEnd, bot), bot.customIds);
}

async function pageOf(interaction: BaseInteraction, view: PinsView, bot: BotContext): Promise<Page<Pin>> {
  const { guildId, channelId } = interaction;
  if (guildId === null || channelId === null) throw outsideGuild();
  const { pins } = bot.community.store();
  if (view.staleOnly) requireModerator(interaction, 'pins', bot);
  const states: PinState[] = view.staleOnly ? ['stale'] : ['pinned'];
  if (!view.staleOnly && (view.everywhere || isModeratorIn(interaction, channelId))) states.push('stale');
  const query = { guildId, states, ...(view.search === null ? {} : { search: view.search }) };
  const offset = view.page * PINS_PER_PAGE;
  if (!view.everywhere) return pins.list({ ...query, channelId, offset, limit: PINS_PER_PAGE });
  // Pins of channels that somebody cannot see are not theirs to read, nor are stale ones anybody's but moderators';
  // Discord alone knows which channels these are.
  const { items } = await pins.list({ ...query, limit: Number.MAX_SAFE_INTEGER });
  const visible = items.filter(({ channelId: where, state }) =>
    state === 'stale' ? isModeratorIn(interaction, where) : memberMayRead(interaction, where),
  );
  return { items: visible.slice(offset, offset + PINS_PER_PAGE), total: visible.length };
}
