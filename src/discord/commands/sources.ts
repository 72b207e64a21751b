import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import { documentChoices, findDocument } from '../find-document.ts';
import { renderSource, renderSources } from '../render-sources.ts';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'sources',
    description: 'See the documents that answers are quoted from',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        description: 'Show everything that is known of this document',
        autocomplete: true,
      },
    ],
  },

  async execute(interaction, bot) {
    const name = interaction.options.getString('name');
    await bot.responder.reply(interaction, true, async () => {
      const index = bot.verbatim.index();
      const payload =
        name === null
          ? renderSources(index, 0, bot.customIds)
          : renderSource(findDocument(index, name), index);
      return { payload, private: true };
    });
  },

  async autocomplete(interaction, bot) {
    await bot.responder.choices(interaction, async () =>
      documentChoices(bot.verbatim.index(), interaction.options.getFocused()),
    );
  },
} satisfies ChatCommand;
