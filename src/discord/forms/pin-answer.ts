import type { Form } from '../command.ts';
import { lineIn } from '../moderation/forms.ts';
import { requireOwnPermissions } from '../moderation/permissions.ts';
import { answerIn, outsideGuild, pinMessage, TO_PIN } from '../moderation/pin-answer.ts';
import { notAnAnswer } from '../moderation/pin-form.ts';
import { messageLink } from '../moderation/pinned-message.ts';

/** Pins an answer of the bot, as it stands in its message now. */
export default {
  action: 'pin-answer',
  moderators: true,
  async execute(interaction, [messageId = ''], bot) {
    await bot.responder.reply(interaction, true, async () => {
      const { channelId } = interaction;
      if (channelId === null) throw outsideGuild();
      requireOwnPermissions(interaction, channelId, TO_PIN);
      bot.community.store();
      const message = await bot.community.messages.fetch(channelId, messageId);
      const answer = message.author.id === interaction.client.user.id ? answerIn(message, bot) : null;
      if (answer === null) throw notAnAnswer();
      const wanted = { ...answer, messageId, note: lineIn(interaction), answers: null };
      const pin = await pinMessage(interaction, wanted, bot);
      return {
        payload: { content: `Pinned: ${messageLink(pin)}\n-# Whoever asks the same gets it first.` },
        private: true,
      };
    });
  },
} satisfies Form;
