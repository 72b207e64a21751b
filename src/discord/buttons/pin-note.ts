import type { Button } from '../command.ts';
import { findSeenPin } from '../moderation/find-pin.ts';
import { lineForm } from '../moderation/forms.ts';

/** Opens the form for the moderator's line on a pin. */
export default {
  action: 'pin-note',
  moderators: 'where-pinned',
  async execute(interaction, [id = '', revision = ''], bot) {
    await bot.responder.form(interaction, async () => {
      const pin = await findSeenPin(interaction, id, Number.parseInt(revision, 36), 'pin-note', bot);
      return lineForm(bot.customIds.encode('pin-note', id, revision), 'The line on this pin', pin.note);
    });
  },
} satisfies Button;
