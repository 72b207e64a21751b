import type { Button } from '../command.ts';
import { contextOf } from '../context-of.ts';
import { renderContext } from '../render-answer.ts';

/** Shows an excerpt with the passages around it to whoever presses. */
export default {
  action: 'context',
  async execute(interaction, args, bot) {
    await bot.responder.reply(interaction, true, async () => {
      const index = bot.verbatim.index();
      return { payload: renderContext(contextOf(index, args), index), private: true };
    });
  },
} satisfies Button;
