import type { Button } from '../command.ts';
import { lineForm } from '../moderation/forms.ts';

/** Opens the form that posts and pins the quotes above the button. */
export default {
  action: 'post',
  moderators: true,
  async execute(interaction, [purpose = ''], bot) {
    await bot.responder.form(interaction, async () => {
      bot.community.store();
      return lineForm(bot.customIds.encode('post', purpose), 'Post and pin', null);
    });
  },
} satisfies Button;
