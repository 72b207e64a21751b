import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import { MODERATORS } from '../moderation/permissions.ts';
import { readStatus } from '../moderation/read-status.ts';
import { renderStatus } from '../moderation/render-status.ts';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'status',
    description: 'See the index, the database, and how many questions found an answer, how fast',
    contexts: [InteractionContextType.Guild],
    default_member_permissions: MODERATORS,
  },

  async execute(interaction, bot) {
    await bot.responder.reply(interaction, true, async () => ({
      payload: renderStatus(await readStatus(interaction.guildId, interaction.createdTimestamp, bot)),
      private: true,
    }));
  },
} satisfies ChatCommand;
