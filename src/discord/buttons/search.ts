import type { Button } from '../command.ts';
import { requireFor } from '../moderation/find-pin.ts';
import { searchForm } from '../moderation/forms.ts';
import { decodePurpose } from '../moderation/purpose.ts';

/** Opens the form for other words to search passages by. */
export default {
  action: 'search',
  moderators: 'where-pinned',
  async execute(interaction, [purpose = ''], bot) {
    await bot.responder.form(interaction, async () => {
      await requireFor(decodePurpose(purpose), interaction, 'search', bot);
      return searchForm(bot.customIds.encode('search', purpose));
    });
  },
} satisfies Button;
