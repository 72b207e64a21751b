import type { Button } from '../command.ts';
import { pinForm } from '../moderation/pin-form.ts';

/** Opens the form that pins the answer above the button. */
export default {
  action: 'pin-answer',
  moderators: true,
  async execute(interaction, _, bot) {
    await bot.responder.form(interaction, () => pinForm(interaction, interaction.message, bot));
  },
} satisfies Button;
