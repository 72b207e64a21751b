import type { Logger } from 'pino';
import type { ActivityRecorder } from '../../community/activity.ts';
import { type PinBoard, type Reconciled, reconcile } from '../../community/reconcile.ts';
import type { CommunityStore } from '../../community/store.ts';
import type { Pin } from '../../community/types.ts';
import { embedMissing, expireOld, type RefreshedPins, refreshPins } from '../../community/upkeep.ts';
import { UserError } from '../../errors.ts';
import type { Verbatim } from '../../verbatim.ts';
import type { ChannelMessages } from '../channel-messages.ts';
import type { Clock } from '../clock.ts';
import type { CustomIds } from '../custom-id.ts';
import { pinnedContent } from './pinned-message.ts';
import { showPin } from './show-pin.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A pin that was written down this lately may still be on its way to Discord, so it is left alone. */
const UNDER_WAY_MS = MINUTE_MS;
/** What is still to do in the background when the bot stops gets this long; the next start does the rest. */
const END_WITHIN_MS = 1_500;

export interface UpkeepParts {
  readonly store: CommunityStore;
  readonly board: PinBoard;
  readonly messages: ChannelMessages;
  readonly activity: ActivityRecorder;
  readonly verbatim: Verbatim;
  readonly customIds: CustomIds;
  readonly retentionDays: number;
  readonly log: Logger;
  readonly clock: Clock;
  readonly stopping: AbortSignal;
}

/** Work that nobody waits for, one piece after another, so that it never crowds out questions. */
export interface Upkeep {
  /** Does a piece of work when its turn comes; a failure is logged under its name. */
  run(name: string, work: () => Promise<void>): void;
  /**
   * Checks every pin against the index that answers now; null when that failed.
   *
   * @param published the generation that whoever calls has published: what an earlier look at it changed is told too
   */
  indexChanged(published?: string | null): Promise<RefreshedPins | null>;
  pinsChanged(channelId: string): void;
  messagesDeleted(channelId: string, messageIds: readonly string[]): void;
  begin(): void;
  end(): Promise<void>;
}

export function createUpkeep(parts: UpkeepParts): Upkeep {
  const { store, board, activity, verbatim, log, clock, stopping } = parts;
  let tail: Promise<void> = Promise.resolve();
  let cancelTimers: (() => void)[] = [];
  const waiting = new Set<string>();
  /** What the looks at the latest generation came to together. */
  let looked: { readonly generation: string; readonly refreshed: RefreshedPins } | null = null;

  const run = (name: string, work: () => Promise<void>) => {
    tail = tail.then(work).catch((error: unknown) => {
      const identifier = error instanceof UserError ? error.identifier : 'unexpected';
      log.warn({ event: 'upkeep', identifier, err: error }, `${name} failed`);
    });
  };

  const show = async (pins: readonly Pin[], whole: boolean) => {
    for (const pin of pins) await showPin(pin, parts, whole);
  };

  async function settlePins(intendedBefore: number, channelId?: string): Promise<void> {
    const settled = await reconcile(store, board, {
      intendedBefore,
      ...(channelId !== undefined && { channelId }),
    });
    for (const { channelId: unknown, cause } of settled.unknown) {
      log.warn({ event: 'pins-unknown', channelId: unknown, err: cause }, 'pins could not be compared');
    }
    const counts = {
      confirmed: settled.confirmed.length,
      rolledBack: settled.rolledBack.length,
      unpinned: settled.unpinned.length,
    };
    if (counts.confirmed + counts.rolledBack + counts.unpinned > 0 || channelId === undefined) {
      log.info({ event: 'pins-reconciled', channelId, ...counts }, 'pins compared with Discord');
    }
    await show([...settled.confirmed, ...settled.unpinned], false);
    if (channelId === undefined) await showAgain(settled.kept);
  }

  /** Messages that were not brought in line with their pins, since the bot was killed or Discord did not answer. */
  async function showAgain(kept: Reconciled['kept']): Promise<void> {
    for (const { pin, shown } of kept) {
      if (shown.trim() === pinnedContent(pin).trim()) continue;
      const now = await store.pins.get(pin.id);
      // What was changed meanwhile is shown by whoever changed it.
      if (now?.revision === pin.revision) await showPin(pin, parts, pin.state === 'pinned');
    }
  }

  async function checkEvidence(): Promise<RefreshedPins> {
    const index = verbatim.index();
    const { generation } = index;
    const refreshed = await refreshPins(store, index);
    const { checked, reanchored, turnedStale, restored } = refreshed;
    const before = looked?.generation === generation ? looked.refreshed : null;
    looked = { generation, refreshed: before === null ? refreshed : together(before, refreshed) };
    log.info(
      {
        event: 'pins-checked',
        generation,
        checked,
        reanchored: reanchored.length,
        turnedStale: turnedStale.length,
        restored: restored.length,
      },
      'pins compared with the sources',
    );
    await show(turnedStale, false);
    await show([...reanchored, ...restored], true);
    return refreshed;
  }

  async function clean(): Promise<void> {
    const expired = await expireOld(store, clock.now(), parts.retentionDays);
    log.info({ event: 'expired', ...expired }, 'what is older than RETENTION_DAYS is deleted');
    await embedMissing(store, verbatim.embedder, stopping);
  }

  const flush = () => activity.flush(store, clock.now());

  /** Repeats a piece of work until the end. */
  function every(milliseconds: number, name: string, work: () => Promise<void>): void {
    const place = cancelTimers.length;
    const again = () => {
      cancelTimers[place] = clock.after(milliseconds, () => {
        run(name, work);
        again();
      });
    };
    cancelTimers.push(() => {});
    again();
  }

  /** Discord tells of every single pin; a look that is still to come sees them all. */
  const pinsChanged = (channelId: string) => {
    if (waiting.has(channelId)) return;
    waiting.add(channelId);
    run('comparing pins with Discord', async () => {
      waiting.delete(channelId);
      await settlePins(clock.now() - UNDER_WAY_MS, channelId);
    });
  };

  return {
    run,
    pinsChanged,
    messagesDeleted(channelId, messageIds) {
      run('looking for the pins of deleted messages', async () => {
        for (const id of messageIds) {
          if ((await store.pins.ofMessage(id)) !== null) return pinsChanged(channelId);
        }
      });
    },
    async indexChanged(published = null) {
      return new Promise((resolve) => {
        run('comparing pins with the sources', async () => {
          try {
            const refreshed = await checkEvidence();
            resolve(looked?.generation === published ? looked.refreshed : refreshed);
          } finally {
            resolve(null);
          }
        });
      });
    },
    begin() {
      // Every intention from before is one that was interrupted; what is intended from now on is under way.
      const startedAt = clock.now();
      run('comparing pins with Discord', () => settlePins(startedAt));
      run('comparing pins with the sources', async () => {
        await checkEvidence();
      });
      run('deleting what is old', clean);
      every(MINUTE_MS, 'writing the counts', flush);
      every(DAY_MS, 'deleting what is old', clean);
    },
    async end() {
      for (const cancel of cancelTimers) cancel();
      cancelTimers = [];
      run('writing the counts', flush);
      await withPatience(clock, tail, () =>
        log.warn({ event: 'upkeep' }, 'stopped before the work in the background was done'),
      );
    },
  };
}

/** What two looks, one after the other, came to. */
function together(before: RefreshedPins, { checked, ...after }: RefreshedPins): RefreshedPins {
  return {
    checked,
    reanchored: [...before.reanchored, ...after.reanchored],
    turnedStale: [...before.turnedStale, ...after.turnedStale],
    restored: [...before.restored, ...after.restored],
  };
}

/** Waits for the last work of a bot that stops, but not for ever. */
export async function withPatience(clock: Clock, work: Promise<void>, onLate: () => void): Promise<void> {
  let cancel = () => {};
  const patience = new Promise<'late'>((resolve) => {
    cancel = clock.after(END_WITHIN_MS, () => resolve('late'));
  });
  const ended = await Promise.race([work, patience]);
  cancel();
  if (ended === 'late') onLate();
}
