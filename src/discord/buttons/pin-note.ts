import type { Button } from '../command.ts';
import { findPin } from '../moderation/find-pin.ts';
import { lineForm } from '../moderation/forms.ts';

/** Opens the form for the moderator's line on a pin. */
export default {
  action: 'pin-note',
  moderators: 'where-pinned',
  async execute(interaction, [id = ''], bot) {
    await bot.responder.form(interaction, async () => {
      const pin = await findPin(interaction, id, 'pin-note', bot);
      return lineForm(bot.customIds.encode('pin-note', id), 'The line on this pin', pin.note);
    });
  },
} satisfies Button;
