import type { Button } from '../command.ts';
import { renderSources } from '../render-sources.ts';

/** Turns the pages of `/sources`. */
export default {
  action: 'sources',
  async execute(interaction, [page = '0'], bot) {
    await bot.responder.update(interaction, async () =>
      renderSources(bot.verbatim.index(), Number(page), bot.customIds),
    );
  },
} satisfies Button;
