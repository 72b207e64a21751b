import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
} from 'discord.js';
import type { Community } from '../community.ts';

/**
 * Tells the community's side of everything that can take a pin off in Discord: unpinning by hand, and deleting a
 * message or a channel, of which Discord does not say that pins changed.
 */
export function watchPins(
  client: Client,
  community: Pick<Community, 'pinsChanged' | 'messagesDeleted'>,
): void {
  client.on(Events.ChannelPinsUpdate, ({ id }) => community.pinsChanged(id));
  client.on(Events.ChannelDelete, ({ id }) => community.pinsChanged(id));
  client.on(Events.ThreadDelete, ({ id }) => community.pinsChanged(id));
  // As they come from the gateway, since discord.js passes over messages that are not in its cache, and none are.
  client.ws.on(GatewayDispatchEvents.MessageDelete, (deleted: GatewayMessageDeleteDispatchData) => {
    community.messagesDeleted(deleted.channel_id, [deleted.id]);
  });
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, (deleted: GatewayMessageDeleteBulkDispatchData) => {
    community.messagesDeleted(deleted.channel_id, deleted.ids);
  });
}
