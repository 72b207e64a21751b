import { UserError } from '../../errors.ts';
import type { Button } from '../command.ts';
import { findPin } from '../moderation/find-pin.ts';
import { answerIn } from '../moderation/pin-answer.ts';
import { rawMessage } from '../moderation/pin-form.ts';
import { toPinned } from '../moderation/pinned-message.ts';
import { decodePurpose, oldButton } from '../moderation/purpose.ts';
import { rebindPin } from '../moderation/rebind-pin.ts';

/** Binds a pin to the passages that a moderator chose for it. */
export default {
  action: 'rebind',
  moderators: 'where-pinned',
  async execute(interaction, [argument], bot) {
    await bot.responder.update(interaction, async () => {
      const purpose = decodePurpose(argument);
      if (purpose.kind !== 'pin') throw oldButton();
      await findPin(interaction, purpose.id, 'rebind', bot);
      const answer = answerIn(rawMessage(interaction.message), bot);
      if (answer === null) {
        throw new UserError('no-passages', 'The chosen passages are gone. Open the pin again with /pins.');
      }
      return rebindPin(purpose.id, answer.excerpts.map(toPinned), purpose.revision, bot);
    });
  },
} satisfies Button;
