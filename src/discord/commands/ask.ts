import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js';
import { MAX_QUESTION_CHARACTERS } from '../../answer/question.ts';
import { answerReply } from '../answer-reply.ts';
import type { ChatCommand } from '../command.ts';
import { documentChoices, findDocument } from '../find-document.ts';
import { pinScope } from '../moderation/pin-scope.ts';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'ask',
    description: 'Ask a question and get verbatim quotes from the sources that answer it',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        description: 'What you want to know, in a sentence',
        required: true,
        max_length: MAX_QUESTION_CHARACTERS,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'source',
        description: 'Answer from this document only',
        autocomplete: true,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'private',
        description: 'Show the answer to you alone',
      },
    ],
  },

  async execute(interaction, bot) {
    const question = interaction.options.getString('question', true);
    const source = interaction.options.getString('source');
    const isPrivate = interaction.options.getBoolean('private') ?? false;
    await bot.responder.reply(interaction, isPrivate, async () =>
      answerReply(
        {
          question,
          private: isPrivate,
          userId: interaction.user.id,
          guildId: interaction.guildId,
          source: source === null ? null : findDocument(bot.verbatim.index(), source),
          by: 'command',
          ...(interaction.inCachedGuild() && {
            pinScope: (pinChannelId: string) => {
              const { guild, member, channelId } = interaction;
              return pinScope({ guild, member, channelId, private: isPrivate }, pinChannelId);
            },
          }),
        },
        bot,
      ),
    );
  },

  async autocomplete(interaction, bot) {
    await bot.responder.choices(interaction, async () =>
      documentChoices(bot.verbatim.index(), interaction.options.getFocused()),
    );
  },
} satisfies ChatCommand;
