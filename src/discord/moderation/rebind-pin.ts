import type { PinnedExcerpt } from '../../community/types.ts';
import type { BotContext } from '../command.ts';
import type { Payload } from '../payload.ts';
import { pinChanged } from './find-pin.ts';
import { renderPinCard } from './render-pins.ts';
import { showPin } from './show-pin.ts';

/**
 * Binds a pin to evidence and serves it again, rewrites its message, and shows it.
 *
 * @param revision what the moderator saw
 * @throws UserError `pin-changed`, or as `PinStore.rebind`
 */
export async function rebindPin(
  id: string,
  excerpts: readonly PinnedExcerpt[],
  revision: number,
  bot: BotContext,
): Promise<Payload> {
  const { community, customIds, verbatim, log } = bot;
  const pin = await community.store().pins.rebind(id, excerpts, revision);
  if (pin === null) throw pinChanged();
  const { guildId, channelId } = pin;
  log.info({ event: 'rebound', pin: id, guildId, channelId }, 'a pin was bound to evidence again');
  const shown = await showPin(pin, { ...bot, messages: community.messages }, true);
  const remark = shown
    ? 'It is given as an answer again, with these quotes.'
    : 'It is given as an answer again, but its message in the channel cannot be changed.';
  return renderPinCard(pin, verbatim.index(), customIds, { remark });
}
