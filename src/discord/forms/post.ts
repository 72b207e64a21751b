import { UserError } from '../../errors.ts';
import type { Form } from '../command.ts';
import { lineIn } from '../moderation/forms.ts';
import { openQuestion } from '../moderation/open-question.ts';
import { requireOwnPermissions } from '../moderation/permissions.ts';
import { answerIn, outsideGuild, postAndPin, toPostAndPin } from '../moderation/pin-answer.ts';
import { notAnAnswer, rawMessage } from '../moderation/pin-form.ts';
import { messageLink } from '../moderation/pinned-message.ts';
import { decodePurpose } from '../moderation/purpose.ts';

/** Posts the quotes of a preview in the channel, pins them, and settles the open question that they answer. */
export default {
  action: 'post',
  moderators: true,
  async execute(interaction, [argument], bot) {
    if (!interaction.isFromMessage()) {
      await bot.responder.reply(interaction, true, async () => {
        throw new UserError('old-form', 'The preview of this form is gone. Use the command again.');
      });
      return;
    }
    await bot.responder.update(interaction, async () => {
      const { channelId, guildId, message } = interaction;
      if (channelId === null || guildId === null) throw outsideGuild();
      const purpose = decodePurpose(argument);
      requireOwnPermissions(interaction, channelId, toPostAndPin(interaction));
      const store = bot.community.store();
      const isQuestion = purpose.kind === 'question';
      if (isQuestion) await openQuestion(store, purpose.id, guildId);
      const answer = answerIn(rawMessage(message), bot);
      if (answer === null) throw notAnAnswer();
      const replyTo = purpose.kind === 'message' ? purpose.id : null;
      const wanted = { ...answer, note: lineIn(interaction), answers: isQuestion ? purpose.id : null };
      const pin = await postAndPin(interaction, wanted, message.id, replyTo, bot);
      return { content: `Posted and pinned: ${messageLink(pin)}` };
    });
  },
} satisfies Form;
