import type { Button } from '../command.ts';
import { listUnanswered } from '../moderation/list-unanswered.ts';
import { openQuestion } from '../moderation/open-question.ts';

/** Takes a question off the list of open ones, for good. */
export default {
  action: 'dismiss',
  moderators: true,
  async execute(interaction, [id = '', page = '0'], bot) {
    await bot.responder.update(interaction, async () => {
      const store = bot.community.store();
      await openQuestion(store, id, interaction.guildId);
      await store.questions.dismiss(id);
      return listUnanswered(interaction, Number(page), bot);
    });
  },
} satisfies Button;
