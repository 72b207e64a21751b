import type { Button } from '../command.ts';
import { listUnanswered } from '../moderation/list-unanswered.ts';

/** Turns the pages of `/unanswered`. */
export default {
  action: 'unanswered',
  moderators: true,
  async execute(interaction, [page = '0'], bot) {
    await bot.responder.update(interaction, () => listUnanswered(interaction, Number(page), bot));
  },
} satisfies Button;
