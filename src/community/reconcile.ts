import type { CommunityStore } from './store.ts';
import type { NewPin, Pin } from './types.ts';

/**
 * What Discord has pinned: the other half of every pin. Its methods reject when Discord cannot be asked now, which
 * includes a channel that the bot may not see: its pins may still be there.
 */
export interface PinBoard {
  /** All messages pinned in a channel, by id, with the text that they show; null when the channel was deleted. */
  pinned(channelId: string): Promise<ReadonlyMap<string, string> | null>;
  pin(channelId: string, messageId: string): Promise<void>;
  unpin(channelId: string, messageId: string): Promise<void>;
}

export interface Reconciled {
  /** Intentions that Discord had carried out. */
  readonly confirmed: readonly Pin[];
  /** Intentions that Discord had not. */
  readonly rolledBack: readonly Pin[];
  /** Pins that somebody took off in Discord. */
  readonly unpinned: readonly Pin[];
  /** Pins that are in Discord as they are here, with the text that their messages show. */
  readonly kept: readonly { readonly pin: Pin; readonly shown: string }[];
  /** Channels that could not be asked; their pins stay as they are until the next time. */
  readonly unknown: readonly { readonly channelId: string; readonly cause: unknown }[];
}

/**
 * Pins a message in two phases: the intention is written down, Discord pins, the row is confirmed. Whatever stops
 * the process on the way, `reconcile` finds the intention and asks Discord how far it came.
 *
 * @throws whatever the board rejects with, after the intention was taken back if Discord has surely not pinned;
 *   UserError as `PinStore.intend`.
 */
export async function pinInTwoPhases(
  store: Pick<CommunityStore, 'pins'>,
  board: PinBoard,
  wanted: NewPin,
): Promise<Pin> {
  const intended = await store.pins.intend(wanted);
  try {
    await board.pin(intended.channelId, intended.messageId);
  } catch (error) {
    // The request may have been carried out although its answer was lost: only Discord knows.
    const pinned = await board.pinned(intended.channelId).catch(() => undefined);
    if (pinned?.has(intended.messageId) === true) return store.pins.confirm(intended.id);
    if (pinned !== undefined) await store.pins.remove(intended.id, 'never-pinned');
    throw error;
  }
  return store.pins.confirm(intended.id);
}

/**
 * Unpins in Discord, then removes the row. Stopped between the two, the next `reconcile` sees the same as when
 * somebody unpins by hand.
 *
 * @param meanwhile what else shows the pin and is to be taken off while the row still stands.
 * @returns the removed pin, or null when it was removed before.
 */
export async function unpinInTwoPhases(
  store: Pick<CommunityStore, 'pins'>,
  board: PinBoard,
  pin: Pick<Pin, 'id' | 'channelId' | 'messageId'>,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<Pin | null> {
  await board.unpin(pin.channelId, pin.messageId);
  await meanwhile();
  return store.pins.remove(pin.id, 'unpinned-by-moderator');
}

/**
 * Brings the rows in line with what Discord has pinned: at start, and for one channel whenever Discord says that
 * its pins changed. Running it twice changes nothing more.
 *
 * @param options.channelId only this channel.
 * @param options.intendedBefore leave intentions younger than this instant alone: their pin may be under way.
 */
export async function reconcile(
  store: Pick<CommunityStore, 'pins'>,
  board: PinBoard,
  options: { readonly channelId?: string; readonly intendedBefore?: number } = {},
): Promise<Reconciled> {
  const channels = options.channelId === undefined ? await store.pins.channels() : [options.channelId];
  const confirmed: Pin[] = [];
  const rolledBack: Pin[] = [];
  const unpinned: Pin[] = [];
  const kept: { pin: Pin; shown: string }[] = [];
  const unknown: { channelId: string; cause: unknown }[] = [];
  for (const channelId of channels) {
    // The rows first: a pin made after this is not among them, so it cannot be taken for one that is missing.
    const { items: pins } = await store.pins.list({
      channelId,
      states: ['intended', 'pinned', 'stale'],
      limit: Number.MAX_SAFE_INTEGER,
    });
    let pinned: ReadonlyMap<string, string> | null;
    try {
      pinned = await board.pinned(channelId);
    } catch (cause) {
      unknown.push({ channelId, cause });
      continue;
    }
    for (const pin of pins) {
      const shown = pinned?.get(pin.messageId);
      if (pin.state === 'intended') {
        if (shown !== undefined) confirmed.push(await store.pins.confirm(pin.id));
        else if (pin.pinnedAt < (options.intendedBefore ?? Number.POSITIVE_INFINITY)) {
          pushIf(rolledBack, await store.pins.remove(pin.id, 'never-pinned', pin.revision));
        }
      } else if (shown === undefined) {
        const reason = pinned === null ? 'message-gone' : 'unpinned-in-discord';
        pushIf(unpinned, await store.pins.remove(pin.id, reason, pin.revision));
      } else kept.push({ pin, shown });
    }
  }
  return { confirmed, rolledBack, unpinned, kept, unknown };
}

function pushIf(list: Pin[], pin: Pin | null): void {
  if (pin !== null) list.push(pin);
}
