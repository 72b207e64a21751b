import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';

/** What the bot needs in a guild, and nothing more. */
const PERMISSIONS = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.EmbedLinks,
  PermissionFlagsBits.ReadMessageHistory,
  // 1 << 51: since February 2026 the permission to manage messages no longer includes pinning.
  PermissionFlagsBits.PinMessages,
];

/** The link that adds the bot to a guild with its commands and permissions. */
export function inviteLink(applicationId: string, guildId: string | null = null): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: new PermissionsBitField(PERMISSIONS).bitfield.toString(),
    ...(guildId === null ? {} : { guild_id: guildId }),
  });
  return `https://discord.com/oauth2/authorize?${query.toString().replaceAll('+', '%20')}`;
}
