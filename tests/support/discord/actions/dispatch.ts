import { InteractionType } from '../constants.ts';
import type { Core } from '../core.ts';
import { Interaction, type NewInteraction } from '../interaction.ts';
import type { JsonObject } from '../json.ts';
import { channelJson, memberJson, messageJson, userJson } from '../wire.ts';

/** Sends an interaction over the gateway, as INTERACTION_CREATE, and starts its clock. */
export function dispatch(core: Core, init: NewInteraction): Interaction {
  const { world } = core;
  const interaction = new Interaction(world, core.waiters, init);
  core.interactions.all.push(interaction);
  const { user, channel, source } = init;
  const inGuild = channel.recipient === null;
  const permissions = String(world.permissionsIn(user, inGuild ? channel : null));
  const data: JsonObject = {
    id: interaction.id,
    application_id: world.bot.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: interaction.data,
    channel_id: channel.id,
    channel: { ...channelJson(world, channel), permissions },
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { '0': inGuild ? world.guild.id : '0' },
    context: inGuild ? 0 : 1,
    app_permissions: String(world.permissionsIn(world.bot, channel)),
    attachment_size_limit: 10_485_760,
    ...(inGuild
      ? {
          guild_id: world.guild.id,
          guild: { id: world.guild.id, locale: 'en-US', features: [] },
          guild_locale: 'en-US',
          member: { ...memberJson(world.memberOf(user)), permissions },
        }
      : { user: userJson(user) }),
  };
  if (source !== null && interaction.type !== InteractionType.Command) {
    data['message'] = messageJson(world, source, true);
  }
  // Interactions need no intent, and reach the bot even where it cannot view the channel.
  world.emit({ name: 'INTERACTION_CREATE', data, sent: () => interaction.sent() });
  return interaction;
}
