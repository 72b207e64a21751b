import { questionUnder } from '../ask-again.ts';
import type { Button } from '../command.ts';
import { notice } from '../payload.ts';

/** Takes somebody's verdict on an answer. */
export default {
  action: 'feedback',
  async execute(interaction, [verdict, answerKey = ''], bot) {
    await bot.responder.reply(interaction, true, async () => {
      const thanks = await bot.feedback.record({
        verdict: verdict === 'helpful' ? 'helpful' : 'unhelpful',
        question: questionUnder(interaction),
        answerKey,
        guildId: interaction.guildId,
        channelId: interaction.channelId,
        messageId: interaction.message.id,
        userId: interaction.user.id,
      });
      return { payload: notice(thanks), private: true };
    });
  },
} satisfies Button;
