import { askAgain } from '../ask-again.ts';
import type { Button } from '../command.ts';
import { excerptsBeyondFirst, renderMore } from '../render-answer.ts';

/** Shows the excerpts that the answer left out to whoever presses. */
export default {
  action: 'more',
  async execute(interaction, [key = '', sourceKey = ''], bot) {
    await bot.responder.reply(interaction, true, async () => {
      const { answer, index } = await askAgain(interaction, key, sourceKey, bot);
      const payload = renderMore(answer.question, excerptsBeyondFirst(answer), index, bot.customIds);
      return { payload, private: true };
    });
  },
} satisfies Button;
