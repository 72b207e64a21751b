import { PermissionFlagsBits } from 'discord.js';
import { unpinInTwoPhases } from '../../community/reconcile.ts';
import type { Button } from '../command.ts';
import { findSeenPin } from '../moderation/find-pin.ts';
import { requireOwnPermissions } from '../moderation/permissions.ts';
import { messageLink } from '../moderation/pinned-message.ts';
import { showPin } from '../moderation/show-pin.ts';

/** Takes a pin off, in Discord and from the answers that are given first. */
export default {
  action: 'unpin',
  moderators: 'where-pinned',
  async execute(interaction, [id = '', revision = ''], bot) {
    await bot.responder.update(interaction, async () => {
      const { board, messages } = bot.community;
      const pin = await findSeenPin(interaction, id, Number.parseInt(revision, 36), 'unpin', bot);
      requireOwnPermissions(interaction, pin.channelId, [PermissionFlagsBits.PinMessages]);
      // Null when Discord's word that it is unpinned was acted on first, which comes to the same.
      await unpinInTwoPhases(bot.community.store(), board, pin, () =>
        showPin({ ...pin, state: 'removed' }, { ...bot, messages }, false),
      );
      const { guildId, channelId } = pin;
      bot.log.info({ event: 'unpinned', pin: id, guildId, channelId }, 'a pin was removed');
      return { content: `Unpinned: ${messageLink(pin)}\n-# It is no longer given as an answer.` };
    });
  },
} satisfies Button;
