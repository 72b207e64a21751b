import { ApplicationCommandType, PermissionFlagsBits } from 'discord.js';
import type { Command } from './command.ts';
import type { Payload } from './payload.ts';
import { escapeText } from './text.ts';

/**
 * What `/help` shows: the registered commands that the member may use.
 *
 * @param permissions the member's permissions in the channel
 */
export function renderHelp(commands: readonly Command[], permissions: bigint, botId: string): Payload {
  const lines = commands
    .filter(({ data }) => mayUse(data.default_member_permissions, permissions))
    .map((command) => {
      const text = 'help' in command ? command.help : command.data.description;
      const name =
        command.data.type === ApplicationCommandType.Message
          ? `right click or hold a message, Apps, ${command.data.name}`
          : `/${command.data.name}`;
      return `**${escapeText(name)}**: ${escapeText(text)}`;
    });
  return {
    embeds: [
      {
        title: 'Answers in the words of the sources',
        description: [
          'I look your question up in this community’s documents and quote the passage that answers it, word for word, with its source. When nothing in them answers, I say so.',
          '',
          ...lines,
          `**Mention me with a question**: <@${botId}> followed by the question does the same as /ask`,
          '',
          '-# Nobody’s name is kept with a question; a question that nothing answers is kept for the moderators, without it.',
        ].join('\n'),
      },
    ],
  };
}

/** Discord hides what a member may not use; `/help` does the same. Administrators may use everything. */
function mayUse(required: string | null | undefined, permissions: bigint): boolean {
  if (required === null || required === undefined) return true;
  if ((permissions & PermissionFlagsBits.Administrator) !== 0n) return true;
  return (permissions & BigInt(required)) === BigInt(required);
}
