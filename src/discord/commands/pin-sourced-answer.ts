import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { MessageCommand } from '../command.ts';
import { findAnswer } from '../find-answer.ts';
import { renderPreview, searchButton } from '../moderation/passages.ts';
import { MODERATORS } from '../moderation/permissions.ts';
import { pinForm } from '../moderation/pin-form.ts';
import { buttonRows } from '../payload.ts';
import { questionInMessage } from '../question-in-message.ts';
import { slowDown } from '../rate-limit.ts';
import { oneLine } from '../render-answer.ts';
import { renderNotFound } from '../render-not-found.ts';

export default {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Pin sourced answer',
    contexts: [InteractionContextType.Guild],
    default_member_permissions: MODERATORS,
  },
  help: 'Pin an answer of mine, or find the sources for anybody’s message, post them and pin that',

  async execute(interaction, bot) {
    const { targetMessage } = interaction;
    if (targetMessage.author.id === interaction.client.user.id) {
      await bot.responder.form(interaction, () => pinForm(interaction, targetMessage, bot));
      return;
    }
    await bot.responder.reply(interaction, true, async () => {
      bot.community.store();
      const refusal = await bot.limits.take(interaction.user.id, interaction.guildId);
      if (refusal !== null) throw slowDown(refusal);
      const { answer, index } = await findAnswer(bot.verbatim, questionInMessage(targetMessage.content));
      const purpose = { kind: 'message', id: targetMessage.id } as const;
      if (answer.status !== 'answered') {
        const components = buttonRows([searchButton(purpose, bot.customIds)]);
        return { payload: { ...renderNotFound(answer, index, null), components }, private: true };
      }
      const question = oneLine(answer.question);
      return {
        payload: renderPreview(question, answer.excerpts, index, purpose, bot.customIds),
        private: true,
      };
    });
  },
} satisfies MessageCommand;
