import type { Button } from '../command.ts';
import { passagesFor } from '../moderation/passages-for.ts';
import { decodePurpose } from '../moderation/purpose.ts';

/** Shows passages to choose from, for an open question or for a pin whose evidence is gone. */
export default {
  action: 'passages',
  moderators: 'where-pinned',
  async execute(interaction, [argument], bot) {
    await bot.responder.reply(interaction, true, async () => ({
      payload: await passagesFor(interaction, decodePurpose(argument), bot),
      private: true,
    }));
  },
} satisfies Button;
