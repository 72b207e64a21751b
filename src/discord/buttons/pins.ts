import type { Button } from '../command.ts';
import { listPins } from '../moderation/list-pins.ts';
import { viewOf } from '../moderation/render-pins.ts';
import { questionOf } from '../render-answer.ts';

/** Turns the pages of `/pins`. */
export default {
  action: 'pins',
  async execute(interaction, [flags = '', page = '0'], bot) {
    const view = viewOf(flags, Number(page), questionOf(interaction.message.content));
    await bot.responder.update(interaction, () => listPins(interaction, view, bot));
  },
} satisfies Button;
