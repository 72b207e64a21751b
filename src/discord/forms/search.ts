import type { Form } from '../command.ts';
import { wordsIn } from '../moderation/forms.ts';
import { passagesFor } from '../moderation/passages-for.ts';
import { decodePurpose } from '../moderation/purpose.ts';
import { questionOf } from '../render-answer.ts';

/** Shows the passages for other words, in the place of those that were shown. */
export default {
  action: 'search',
  moderators: 'where-pinned',
  async execute(interaction, [argument], bot) {
    const standing = interaction.message === null ? null : questionOf(interaction.message.content);
    const search = async () =>
      passagesFor(interaction, decodePurpose(argument), bot, wordsIn(interaction), standing);
    if (interaction.isFromMessage()) await bot.responder.update(interaction, search);
    else {
      await bot.responder.reply(interaction, true, async () => ({ payload: await search(), private: true }));
    }
  },
} satisfies Form;
