import { type BaseInteraction, MessageFlags } from 'discord.js';
import type { Payload } from './payload.ts';

/** On every message, besides the same default of the client: nobody is ever notified. */
const SILENT = { parse: [], repliedUser: false } as const;

/** A message and whom it is for. */
export interface Reply {
  readonly payload: Payload;
  /** Shown to the asker alone. */
  readonly private: boolean;
}

/** A reply as discord.js takes it. */
export function replyBody(reply: Reply) {
  return reply.private
    ? { ...messageBody(reply.payload), flags: MessageFlags.Ephemeral as const }
    : messageBody(reply.payload);
}

/** The payload as discord.js takes it, which writes to its arrays' types though never to the arrays. */
export function messageBody({ content, embeds = [], components = [] }: Payload) {
  return {
    ...(content === undefined ? {} : { content }),
    embeds: [...embeds],
    components: [...components],
    allowedMentions: SILENT,
  };
}

/** Where something happened, for the log: what was used and where, not by whom. */
export function placeOf(interaction: BaseInteraction): object {
  const place = { guildId: interaction.guildId, channelId: interaction.channelId };
  if (interaction.isCommand() || interaction.isAutocomplete()) {
    return {
      kind: interaction.isAutocomplete() ? 'autocomplete' : 'command',
      name: interaction.commandName,
      ...place,
    };
  }
  const kind = interaction.isButton()
    ? 'button'
    : interaction.isStringSelectMenu()
      ? 'menu'
      : interaction.isModalSubmit()
        ? 'form'
        : 'interaction';
  return { kind, ...place };
}
