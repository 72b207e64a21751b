import { type Guild, type GuildMember, PermissionFlagsBits } from 'discord.js';
import { mayIn } from './permissions.ts';

/**
 * How much of a pin is shown to whoever asks the same elsewhere. `whole`: with its link, its wording and the
 * moderator's line. `quotes`: what the sources say, which everybody may ask for. `none`: the question is answered
 * afresh.
 */
export type PinScope = 'whole' | 'quotes' | 'none';

export interface PinReader {
  readonly guild: Guild;
  readonly member: GuildMember;
  /** The channel of the question. */
  readonly channelId: string;
  /** Whether they alone see the reply. */
  readonly private: boolean;
}

/**
 * A pin is given to those who can read its channel. What a moderator wrote there stays among them, unless everybody
 * in the server can read it anyhow.
 */
export function pinScope(reader: PinReader, pinChannelId: string): PinScope {
  const { guild, member, channelId } = reader;
  if (pinChannelId === channelId) return 'whole';
  if (!mayIn(guild, member, pinChannelId, PermissionFlagsBits.ReadMessageHistory)) return 'none';
  const open = mayIn(guild, guild.roles.everyone, pinChannelId, PermissionFlagsBits.ReadMessageHistory);
  return open || reader.private ? 'whole' : 'quotes';
}
