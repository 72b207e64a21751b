import { checkEvidence } from '../../community/evidence.ts';
import type { Button } from '../command.ts';
import { quotesKey } from '../document-key.ts';
import { findPin, pinChanged } from '../moderation/find-pin.ts';
import { rebindPin } from '../moderation/rebind-pin.ts';
import { replacementOf } from '../moderation/replacement.ts';

/** Puts the new text that the card shows in the place of the old. */
export default {
  action: 'pin-replace',
  moderators: 'where-pinned',
  async execute(interaction, [id = '', revision = '', shown = ''], bot) {
    await bot.responder.update(interaction, async () => {
      const pin = await findPin(interaction, id, 'pin-replace', bot);
      const { documents } = bot.verbatim.index();
      const excerpts = replacementOf(checkEvidence(pin.excerpts, documents), documents);
      // A pin that is stale already keeps its revision when a rebuild changes its documents once more.
      if (quotesKey(excerpts) !== shown) throw pinChanged();
      return rebindPin(pin.id, excerpts, Number.parseInt(revision, 36), bot);
    });
  },
} satisfies Button;
