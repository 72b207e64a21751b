/** How Discord writes its things in JSON, in responses and gateway events alike. */
import type { JsonObject } from './json.ts';
import type { Message } from './message.ts';
import type { Channel, Member, User, World } from './world.ts';

export const isoTime = (ms: number) => new Date(ms).toISOString();

export function userJson(user: User): JsonObject {
  return {
    id: user.id,
    username: user.name,
    global_name: user.bot ? null : user.name,
    discriminator: user.bot ? '0001' : '0',
    avatar: null,
    bot: user.bot,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  };
}

/** The bot's own account, as in READY and GET /users/@me. */
export function selfJson(user: User): JsonObject {
  return { ...userJson(user), mfa_enabled: true, verified: true, email: null, locale: 'en-US' };
}

export function memberJson(member: Member): JsonObject {
  return {
    user: userJson(member.user),
    nick: null,
    avatar: null,
    banner: null,
    roles: [member.roleId],
    joined_at: isoTime(member.joinedAt),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

export function channelJson(world: World, channel: Channel): JsonObject {
  const lastMessage = [...channel.messages.values()].at(-1);
  const common: JsonObject = { id: channel.id, flags: 0, last_message_id: lastMessage?.id ?? null };
  if (channel.recipient !== null) return { ...common, type: 1, recipients: [userJson(channel.recipient)] };
  const lastPin = channel.pins.at(-1);
  return {
    ...common,
    type: 0,
    guild_id: world.guild.id,
    name: channel.name,
    position: [...world.guild.channels.keys()].indexOf(channel.id),
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_pin_timestamp: lastPin === undefined ? null : isoTime(lastPin.at),
    permission_overwrites: [...channel.overwrites].map(([id, overwrite]) => ({
      id,
      type: id === world.guild.id ? 0 : 1,
      allow: String(overwrite.allow),
      deny: String(overwrite.deny),
    })),
  };
}

function roleJson(world: World, id: string, name: string, permissions: bigint, managed: boolean): JsonObject {
  return {
    id,
    name,
    description: null,
    permissions: String(permissions),
    position: id === world.guild.id ? 0 : 1,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

/** The role of a member's own. */
export function memberRoleJson(world: World, { roleId, user, permissions }: Member): JsonObject {
  return roleJson(world, roleId, user.name, permissions, user.bot);
}

export function rolesJson(world: World): JsonObject[] {
  const own = [...world.guild.members.values()].map((member) => memberRoleJson(world, member));
  return [roleJson(world, world.guild.id, '@everyone', world.guild.everyone, false), ...own];
}

export function guildJson(world: World): JsonObject {
  const { guild } = world;
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner.id,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    features: [],
    application_id: null,
    region: 'us-west',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: rolesJson(world),
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: 'en-US',
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}

/** GUILD_CREATE. Without the members intent it lists the bot alone. */
export function guildCreateJson(world: World): JsonObject {
  const channels = [...world.guild.channels.values()];
  const visible = channels.filter((channel) => world.can(world.bot, 'ViewChannel', channel));
  return {
    ...guildJson(world),
    joined_at: isoTime(world.guild.joinedAt),
    large: false,
    unavailable: false,
    member_count: world.guild.members.size,
    members: [memberJson(world.memberOf(world.bot))],
    channels: visible.map((channel) => channelJson(world, channel)),
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/**
 * A message as the bot gets it. Without the message content intent, the contents of others' messages are blank
 * unless they mention the bot or stand in a direct channel.
 *
 * @param whole gives the contents in any case, as for the target of a message menu command.
 */
export function messageJson(world: World, message: Message, whole = false): JsonObject {
  const readable =
    whole ||
    message.author.id === world.bot.id ||
    message.channel.recipient !== null ||
    message.mentions.some((user) => user.id === world.bot.id);
  const json: JsonObject = {
    id: message.id,
    type: message.type,
    channel_id: message.channel.id,
    author: userJson(message.author),
    content: readable ? message.content : '',
    embeds: readable ? message.embeds : [],
    components: readable ? message.components : [],
    attachments: readable ? message.attachments : [],
    mentions: message.mentions.map(userJson),
    mention_roles: [],
    mention_everyone: false,
    pinned: message.pinned,
    tts: false,
    flags: message.flags,
    timestamp: isoTime(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : isoTime(message.editedAt),
  };
  if (message.interaction !== null) {
    json['interaction_metadata'] = message.interaction;
    json['application_id'] = world.bot.id;
    json['webhook_id'] = world.bot.id;
  }
  if (message.reference !== null) {
    json['message_reference'] = {
      type: 0,
      ...place(world, message.reference),
      message_id: message.reference.id,
    };
    if (!message.system) {
      json['referenced_message'] = message.reference.deleted
        ? null
        : messageJson(world, message.reference, whole);
    }
  }
  return json;
}

/** A message inside a gateway event, which adds where it is and who wrote it. */
export function messageEventJson(world: World, message: Message): JsonObject {
  const json: JsonObject = { ...messageJson(world, message), ...place(world, message) };
  if (message.channel.recipient !== null) return { ...json, channel_type: 1 };
  const { user: _, ...member } = memberJson(world.memberOf(message.author));
  return { ...json, channel_type: 0, member };
}

/** `channel_id`, and `guild_id` in the guild. */
export function place(world: World, where: { readonly channel: Channel }): JsonObject {
  const { id, recipient } = where.channel;
  return recipient === null ? { channel_id: id, guild_id: world.guild.id } : { channel_id: id };
}
