import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import { listPins } from '../moderation/list-pins.ts';
import { oneLine } from '../render-answer.ts';

const SEARCH_LENGTH = 100;

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'pins',
    description: 'See the pinned answers; moderators edit, renew and remove them here',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'search',
        description: 'Words that the question, the line or a quote holds',
        max_length: SEARCH_LENGTH,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'everywhere',
        description: 'Those of every channel that you can see',
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'stale',
        description: 'For moderators: only those whose sources changed',
      },
    ],
  },

  async execute(interaction, bot) {
    const search = oneLine(interaction.options.getString('search') ?? '');
    const view = {
      everywhere: interaction.options.getBoolean('everywhere') ?? false,
      staleOnly: interaction.options.getBoolean('stale') ?? false,
      search: search === '' ? null : search,
      page: 0,
    };
    await bot.responder.reply(interaction, true, async () => ({
      payload: await listPins(interaction, view, bot),
      private: true,
    }));
  },
} satisfies ChatCommand;
