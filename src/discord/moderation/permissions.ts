import {
  type BaseInteraction,
  ChannelType,
  type Guild,
  type GuildMember,
  PermissionFlagsBits,
  PermissionsBitField,
  type Role,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import type { BotContext } from '../command.ts';

/**
 * Who counts as a moderator: members who may pin messages in the channel. Discord knows no list of moderators, and
 * this is the permission that what they do here needs. As `default_member_permissions` of a command.
 */
export const MODERATORS = String(PermissionFlagsBits.PinMessages);

const NAMES = new Map([
  [PermissionFlagsBits.PinMessages, 'Pin Messages'],
  [PermissionFlagsBits.ViewChannel, 'View Channels'],
  [PermissionFlagsBits.ReadMessageHistory, 'Read Message History'],
  [PermissionFlagsBits.SendMessages, 'Send Messages'],
  [PermissionFlagsBits.SendMessagesInThreads, 'Send Messages in Threads'],
  [PermissionFlagsBits.EmbedLinks, 'Embed Links'],
]);

/**
 * Holds the member who used something to the permission of moderators in the channel where they used it, as Discord
 * computed it for this very interaction.
 *
 * @param what the action, for the log
 * @throws UserError `not-a-moderator`
 */
export function requireModerator(interaction: BaseInteraction, what: string, bot: BotContext): void {
  requirePermissions(interaction, MODERATORS, what, bot);
}

/**
 * The same for a command's `default_member_permissions`. A server's settings may show a command to others; the bot
 * still refuses them.
 *
 * @throws UserError `not-a-moderator`
 */
export function requirePermissions(
  interaction: BaseInteraction,
  required: string | null | undefined,
  what: string,
  bot: BotContext,
): void {
  if (required === null || required === undefined) return;
  if (interaction.inGuild() && interaction.memberPermissions.has(BigInt(required))) return;
  throw refused(interaction, interaction.channelId, what, bot);
}

/**
 * Holds the member to the same permission in another channel, that of a pin which they act on from elsewhere.
 *
 * @throws UserError `not-a-moderator`, also when the channel cannot be seen
 */
export function requireModeratorIn(
  interaction: BaseInteraction,
  channelId: string,
  what: string,
  bot: BotContext,
): void {
  if (!isModeratorIn(interaction, channelId)) throw refused(interaction, channelId, what, bot);
}

/** Whether the member who used something may pin in a channel. */
export function isModeratorIn(interaction: BaseInteraction, channelId: string): boolean {
  return memberMay(interaction, channelId, PermissionFlagsBits.PinMessages);
}

/** Whether they can read what is in a channel: the one they are in, or one that the bot knows. */
export function memberMayRead(interaction: BaseInteraction, channelId: string): boolean {
  return channelId === interaction.channelId || memberMay(interaction, channelId, READ);
}

const READ = PermissionFlagsBits.ReadMessageHistory;

function memberMay(interaction: BaseInteraction, channelId: string, permission: bigint): boolean {
  if (channelId === interaction.channelId) return interaction.memberPermissions?.has(permission) ?? false;
  if (!interaction.inCachedGuild()) return false;
  return mayIn(interaction.guild, interaction.member, channelId, permission);
}

/**
 * The same from the roles that the bot knows of. False for a channel that it does not know, such as an old thread. A
 * private thread has its channel's permissions but not its readers: of those, only who may manage threads is known.
 */
export function mayIn(guild: Guild, who: GuildMember | Role, channelId: string, permission: bigint): boolean {
  const channel = guild.channels.cache.get(channelId);
  const needed = [permission, PermissionFlagsBits.ViewChannel];
  if (channel?.type === ChannelType.PrivateThread) needed.push(PermissionFlagsBits.ManageThreads);
  // `permissionsFor` is null for a thread whose channel is unknown, whatever its type says.
  return channel?.permissionsFor(who)?.has(needed) ?? false;
}

/**
 * What the bot itself needs in a channel, named before anything is done.
 *
 * @throws UserError `missing-permission` that names what is missing and where
 */
export function requireOwnPermissions(
  interaction: BaseInteraction,
  channelId: string,
  needed: readonly bigint[],
): void {
  const held = ownPermissions(interaction, channelId);
  const missing = needed.filter((permission) => !held.has(permission));
  if (missing.length === 0) return;
  const names = missing.map((permission) => NAMES.get(permission) ?? String(permission)).join(' and ');
  throw new UserError(
    'missing-permission',
    `I lack the permission ${names} in that channel. Give it to my role in the channel's settings, then try again.`,
  );
}

/** The permission to write, which in a thread is one of its own. */
export function writePermission(interaction: BaseInteraction): bigint {
  return interaction.channel?.isThread() === true
    ? PermissionFlagsBits.SendMessagesInThreads
    : PermissionFlagsBits.SendMessages;
}

function ownPermissions(interaction: BaseInteraction, channelId: string): Readonly<PermissionsBitField> {
  if (channelId === interaction.channelId) return interaction.appPermissions ?? new PermissionsBitField();
  const channel = interaction.guild?.channels.cache.get(channelId);
  return channel?.permissionsFor(interaction.client.user) ?? new PermissionsBitField();
}

function refused(
  interaction: BaseInteraction,
  channelId: string | null,
  what: string,
  bot: BotContext,
): UserError {
  const { guildId, user } = interaction;
  bot.log.warn(
    { event: 'permission-refused', action: what, guildId, channelId, userId: user.id },
    'somebody without the permission to pin was refused',
  );
  return new UserError(
    'not-a-moderator',
    'Only members with the permission Pin Messages in that channel can do this. Ask one of them to do it.',
  );
}
