import type { Button } from '../command.ts';
import { findVisiblePin } from '../moderation/find-pin.ts';
import { renderPinCard } from '../moderation/render-pins.ts';

/** Shows one pin, and to moderators of its channel what can be done to it. */
export default {
  action: 'pin-card',
  async execute(interaction, [id = ''], bot) {
    await bot.responder.reply(interaction, true, async () => {
      const { pin, mayChange } = await findVisiblePin(interaction, id, bot);
      const payload = renderPinCard(pin, bot.verbatim.index(), bot.customIds, { mayChange });
      return { payload, private: true };
    });
  },
} satisfies Button;
