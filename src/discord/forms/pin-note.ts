import type { Form } from '../command.ts';
import { findPin, pinChanged } from '../moderation/find-pin.ts';
import { lineIn } from '../moderation/forms.ts';
import { renderPinCard } from '../moderation/render-pins.ts';
import { showPin } from '../moderation/show-pin.ts';

/** Changes the moderator's line on a pin, and on its message. */
export default {
  action: 'pin-note',
  moderators: 'where-pinned',
  async execute(interaction, [id = '', revision = ''], bot) {
    const change = async () => {
      await findPin(interaction, id, 'pin-note', bot);
      const seen = Number.parseInt(revision, 36);
      const pin = await bot.community.store().pins.setNote(id, lineIn(interaction), seen);
      if (pin === null) throw pinChanged();
      const shown = await showPin(pin, { ...bot, messages: bot.community.messages }, false);
      const remark = shown ? 'The line is changed.' : 'The line is kept, but the message cannot be changed.';
      return renderPinCard(pin, bot.verbatim.index(), bot.customIds, { remark });
    };
    if (interaction.isFromMessage()) await bot.responder.update(interaction, change);
    else {
      await bot.responder.reply(interaction, true, async () => ({ payload: await change(), private: true }));
    }
  },
} satisfies Form;
