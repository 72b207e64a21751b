import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import { describeIgnored } from '../../corpus/ignored.ts';
import { UserError } from '../../errors.ts';
import type { ChatCommand } from '../command.ts';
import { MODERATORS } from '../moderation/permissions.ts';
import { renderProgress, renderReport } from '../moderation/render-reindex.ts';

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'reindex',
    description: 'Read the documents again and answer from what changed',
    contexts: [InteractionContextType.Guild],
    default_member_permissions: MODERATORS,
  },

  async execute(interaction, bot) {
    const { community, verbatim, log } = bot;
    await bot.responder.progress(interaction, async (show) => {
      try {
        const report = await verbatim.rebuild({
          onProgress: (progress) => show(renderProgress(progress)),
          signal: community.stopping,
        });
        for (const { message } of report.problems) log.warn({ event: 'warning' }, message);
        const ignored = describeIgnored(report.ignored);
        if (ignored !== null) log.warn({ event: 'warning' }, ignored);
        // The look that is taken every few seconds may have been the first to find the new index.
        const refreshed = await community.indexChanged(report.changed ? report.generation : null);
        return renderReport(report, refreshed, interaction.guildId);
      } catch (error) {
        if (!(error instanceof UserError && error.identifier === 'build-running')) throw error;
        throw new UserError('build-running', 'The index is being rebuilt already. Wait until that ends.', {
          cause: error,
        });
      }
    });
  },
} satisfies ChatCommand;
