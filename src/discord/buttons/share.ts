import { askAgain } from '../ask-again.ts';
import type { Button } from '../command.ts';
import { renderAnswer } from '../render-answer.ts';

/** Posts a private answer, proved again, to the channel in the name of whoever presses. */
export default {
  action: 'share',
  async execute(interaction, [key = '', sourceKey = ''], bot) {
    await bot.responder.reply(interaction, false, async () => {
      const { answer, index } = await askAgain(interaction, key, sourceKey, bot);
      const payload = renderAnswer({
        answer,
        index,
        customIds: bot.customIds,
        sourceKey: sourceKey === '' ? null : sourceKey,
        private: false,
        sharedBy: interaction.user.id,
      });
      return { payload, private: false };
    });
  },
} satisfies Button;
