import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import { renderHelp } from '../render-help.ts';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'help',
    description: 'See what this bot can do and how it answers',
    contexts: [InteractionContextType.Guild],
  },

  async execute(interaction, bot) {
    await bot.responder.reply(interaction, true, async () => ({
      payload: renderHelp(
        bot.commands,
        interaction.memberPermissions?.bitfield ?? 0n,
        interaction.client.user.id,
      ),
      private: true,
    }));
  },
} satisfies ChatCommand;
