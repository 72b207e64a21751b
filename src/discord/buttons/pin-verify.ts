import { checkEvidence } from '../../community/evidence.ts';
import type { Button } from '../command.ts';
import { findPin } from '../moderation/find-pin.ts';
import { rebindPin } from '../moderation/rebind-pin.ts';
import { renderPinCard } from '../moderation/render-pins.ts';

/** Looks again whether the sources say what a pin quotes, and serves it if they do. */
export default {
  action: 'pin-verify',
  moderators: 'where-pinned',
  async execute(interaction, [id = '', revision = ''], bot) {
    await bot.responder.update(interaction, async () => {
      const pin = await findPin(interaction, id, 'pin-verify', bot);
      const index = bot.verbatim.index();
      const evidence = checkEvidence(pin.excerpts, index.documents);
      if (evidence.status === 'stale') {
        const remark = 'The sources still do not say this, so it stays stale.';
        return renderPinCard(pin, index, bot.customIds, { remark });
      }
      const excerpts = evidence.excerpts.map(({ excerpt }) => excerpt);
      return rebindPin(pin.id, excerpts, Number.parseInt(revision, 36), bot);
    });
  },
} satisfies Button;
