import type { Button } from '../command.ts';
import { searchForm } from '../moderation/forms.ts';

/** Opens the form for other words to search passages by. */
export default {
  action: 'search',
  moderators: true,
  async execute(interaction, [purpose = ''], bot) {
    await bot.responder.form(interaction, async () => searchForm(bot.customIds.encode('search', purpose)));
  },
} satisfies Button;
