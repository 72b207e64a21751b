import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import { answerReply } from '../answer-reply.ts';
import type { MessageCommand } from '../command.ts';
import { questionInMessage } from '../question-in-message.ts';

export default {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Check sources',
    contexts: [InteractionContextType.Guild],
  },
  help: 'Look up what the sources say about a message; only you see the reply',

  async execute(interaction, bot) {
    await bot.responder.reply(interaction, true, async () =>
      answerReply(
        {
          question: questionInMessage(interaction.targetMessage.content),
          private: true,
          userId: interaction.user.id,
          guildId: interaction.guildId,
          by: 'menu',
        },
        bot,
      ),
    );
  },
} satisfies MessageCommand;
