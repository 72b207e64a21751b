import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import { listUnanswered } from '../moderation/list-unanswered.ts';
import { MODERATORS } from '../moderation/permissions.ts';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'unanswered',
    description: 'See the questions that found nothing or no help, and answer or dismiss them',
    contexts: [InteractionContextType.Guild],
    default_member_permissions: MODERATORS,
  },

  async execute(interaction, bot) {
    await bot.responder.reply(interaction, true, async () => ({
      payload: await listUnanswered(interaction, 0, bot),
      private: true,
    }));
  },
} satisfies ChatCommand;
