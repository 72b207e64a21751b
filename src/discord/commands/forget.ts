import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import { forgetMember } from '../moderation/forget-member.ts';
import { countOf } from '../render-not-found.ts';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'forget',
    description: 'Delete your votes and take your name off the answers that you pinned',
    contexts: [InteractionContextType.Guild],
  },

  async execute(interaction, bot) {
    await bot.responder.reply(interaction, true, async () => {
      const { votes, pins, unchanged } = await forgetMember(interaction.user.id, bot);
      const lines = [
        `Forgotten: ${countOf(votes, 'vote')} deleted, your name taken off ${countOf(pins, 'pinned answer')}.`,
        '-# Your questions were never kept with your name. A line that you wrote on a pin stays, without your name.',
        ...(unchanged === 0
          ? []
          : [`${countOf(unchanged, 'message')} could not be changed and still may name you.`]),
      ];
      return { payload: { content: lines.join('\n') }, private: true };
    });
  },
} satisfies ChatCommand;
