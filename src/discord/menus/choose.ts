import { UserError } from '../../errors.ts';
import type { Menu } from '../command.ts';
import { requireFor } from '../moderation/find-pin.ts';
import { chosenPassages, renderPreview } from '../moderation/passages.ts';
import { decodePurpose } from '../moderation/purpose.ts';
import { questionOf } from '../render-answer.ts';

/** Shows what the chosen passages would look like. */
export default {
  action: 'choose',
  moderators: 'where-pinned',
  async execute(interaction, [argument], bot) {
    await bot.responder.update(interaction, async () => {
      const purpose = decodePurpose(argument);
      await requireFor(purpose, interaction, 'choose', bot);
      const index = bot.verbatim.index();
      const question = questionOf(interaction.message.content);
      const excerpts = chosenPassages(interaction.values, index, bot.customIds);
      if (question === null || excerpts === null) {
        const { guildId, channelId, user } = interaction;
        bot.log.warn(
          { event: 'custom-id-refused', guildId, channelId, userId: user.id },
          'a passage that this bot did not offer',
        );
        throw new UserError('unknown-passage', 'I did not offer that passage. Search for passages again.');
      }
      return renderPreview(question, excerpts, index, purpose, bot.customIds);
    });
  },
} satisfies Menu;
