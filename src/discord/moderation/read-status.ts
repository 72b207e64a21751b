import type { ActivityCounts } from '../../community/types.ts';
import { UserError } from '../../errors.ts';
import type { BotContext } from '../command.ts';
import type { Status } from './render-status.ts';

/** Days that are counted, fewer where the counts are deleted sooner. */
const DAYS = 30;
const DAY_MS = 86_400_000;
const NONE: ActivityCounts = { answered: 0, 'not-found': 0, rejected: 0, 'reused-pin': 0, failed: 0 };

/**
 * The state of the bot, with the pins and open questions of one guild. A database that is out of order is part of
 * the state and not a failure.
 *
 * @param now milliseconds since 1970
 */
export async function readStatus(guildId: string | null, now: number, bot: BotContext): Promise<Status> {
  const { verbatim, community } = bot;
  const index = verbatim.index();
  const rest = {
    generation: index.generation,
    documents: index.documents.size,
    passages: index.passages.length,
    model: verbatim.embedder.model,
    uptimeMs: Math.max(0, now - community.startedAt),
    latency: community.activity.latency(),
  };
  const pending = community.activity.pending();
  const days = Math.min(DAYS, community.retentionDays);
  try {
    const store = community.store();
    await store.ping();
    const count = async (state: 'pinned' | 'stale') =>
      guildId === null ? 0 : (await store.pins.list({ guildId, states: [state], limit: 1 })).total;
    const open = guildId === null ? 0 : (await store.questions.list({ guildId, limit: 1 })).total;
    return {
      ...rest,
      database: { location: store.location },
      days,
      counts: sum(await store.activity(now - days * DAY_MS), pending),
      pins: { pinned: await count('pinned'), stale: await count('stale'), open },
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      ...rest,
      database: { problem: error.message },
      days: null,
      counts: sum(NONE, pending),
      pins: null,
    };
  }
}

function sum(counts: ActivityCounts, more: Partial<ActivityCounts>): ActivityCounts {
  const added = (name: keyof ActivityCounts) => counts[name] + (more[name] ?? 0);
  return {
    answered: added('answered'),
    'not-found': added('not-found'),
    rejected: added('rejected'),
    'reused-pin': added('reused-pin'),
    failed: added('failed'),
  };
}
