import { UserError } from '../../errors.ts';
import type { Button } from '../command.ts';
import { contextOf } from '../context-of.ts';
import { renderAlone } from '../render-answer.ts';

/** Shows an excerpt with the passages around it to whoever presses. */
export default {
  action: 'context',
  async execute(interaction, args, bot) {
    await bot.responder.reply(interaction, true, async () => {
      const [documentKey, textKey, start, end, citation] = args;
      if (documentKey === undefined || textKey === undefined || start === undefined || end === undefined) {
        throw new UserError(
          'old-button',
          'This button is from an older version of me. Ask the question again.',
        );
      }
      const index = bot.verbatim.index();
      const place = {
        documentKey,
        textKey,
        start: Number.parseInt(start, 36),
        end: Number.parseInt(end, 36),
        citation: Number(citation ?? 1),
      };
      return { payload: renderAlone(contextOf(index, place), index), private: true };
    });
  },
} satisfies Button;
