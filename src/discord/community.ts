import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import { checkQuestion } from '../answer/question.ts';
import { ActivityRecorder } from '../community/activity.ts';
import { findPinnedAnswer } from '../community/lookup.ts';
import type { PinBoard } from '../community/reconcile.ts';
import type { CommunityStore } from '../community/store.ts';
import type { Pin } from '../community/types.ts';
import { embedQuestion, type RefreshedPins } from '../community/upkeep.ts';
import { UserError } from '../errors.ts';
import type { Verbatim } from '../verbatim.ts';
import { type ChannelMessages, createChannelMessages } from './channel-messages.ts';
import type { Clock } from './clock.ts';
import type { CustomIds } from './custom-id.ts';
import { discordPinBoard } from './moderation/pin-board.ts';
import { createUpkeep, withPatience } from './moderation/upkeep.ts';
import { createOpenQuestions, type OpenQuestions } from './record-open.ts';
import { oneLine } from './render-answer.ts';

/** How often a database that was out of order at the start is tried again. */
const REOPEN_EVERY_MS = 30_000;

/** How long an answer waits for each word of the database about pins. */
const PINS_WITHIN_MS = 500;
/** A database that did not answer in time is left alone for so long, so that not every question waits for it. */
const PINS_AGAIN_AFTER_MS = 10_000;

/** The database as `openCommunityOrProblem` gives it. Whoever opened it closes it. */
export type OpenedStore =
  | { readonly store: CommunityStore; readonly problem: null }
  | { readonly store: null; readonly problem: UserError };

/**
 * What people add, as the bot's commands see it: the database that may be out of order, Discord's pins and messages,
 * and the work in the background that keeps the two in line. Answering never waits for it and never fails by it.
 */
export interface Community {
  /** @throws UserError that says what is wrong with the database. */
  store(): CommunityStore;
  /** Null while the database is out of order. */
  storeOrNull(): CommunityStore | null;
  readonly board: PinBoard;
  readonly messages: ChannelMessages;
  readonly activity: ActivityRecorder;
  /** After how many days questions, feedback and counts are deleted. */
  readonly retentionDays: number;
  /** When the bot started, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Aborted when the bot stops, with a UserError as the reason. */
  readonly stopping: AbortSignal;
  /**
   * The pin of a guild that answers this question and may be shown to whoever asks; null also when it cannot be
   * looked up in time, which is logged.
   */
  pinFor(guildId: string, question: string, mayShow: (pin: Pin) => boolean): Promise<Pin | null>;
  readonly openQuestions: Pick<OpenQuestions, 'record'>;
  /** As `Upkeep.indexChanged`; null also without a database. Failures are logged. */
  indexChanged(published?: string | null): Promise<RefreshedPins | null>;
  /** Looks at what somebody pinned or unpinned in a channel, in the background. */
  pinsChanged(channelId: string): void;
  /** Looks whether a pin went with the messages that were deleted, in the background. */
  messagesDeleted(channelId: string, messageIds: readonly string[]): void;
  /** Takes up the work in the background; to be called once the bot is logged in. */
  begin(): void;
  /** Ends long work early; short work goes on. */
  interrupt(reason: UserError): void;
  /** Waits for the work in the background, but not for ever, and writes what is counted. */
  end(): Promise<void>;
}

export interface CommunityParts {
  readonly opened: OpenedStore;
  /** Tries once more to open what was out of order; left out where that is of no use. */
  readonly reopen?: () => Promise<OpenedStore>;
  readonly retentionDays: number;
  readonly client: Client;
  readonly verbatim: Verbatim;
  readonly customIds: CustomIds;
  readonly log: Logger;
  readonly clock: Clock;
}

export function createCommunity(parts: CommunityParts): Community {
  const { reopen, client, verbatim, log, clock } = parts;
  const stopping = new AbortController();
  const board = discordPinBoard(client);
  const messages = createChannelMessages(client.rest);
  const activity = new ActivityRecorder();
  const upkeepOf = (store: CommunityStore) =>
    createUpkeep({ ...parts, store, board, messages, activity, stopping: stopping.signal });
  let { opened } = parts;
  let upkeep = opened.store === null ? null : upkeepOf(opened.store);
  const openQuestions = createOpenQuestions({ ...parts, store: () => opened.store });
  let noPinsUntil = Number.NEGATIVE_INFINITY;
  let cancelReopening = () => {};
  let reopening: Promise<void> = Promise.resolve();

  /** Rejects when the database takes longer than an answer can wait. */
  async function inTime<T>(work: Promise<T>): Promise<T> {
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => {
      cancel = clock.after(PINS_WITHIN_MS, () => {
        noPinsUntil = clock.now() + PINS_AGAIN_AFTER_MS;
        reject(
          new UserError(
            'database-slow',
            'The database did not answer in time; pins are passed over for a while.',
          ),
        );
      });
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      cancel();
    }
  }

  /** A server may start after the bot, a lock may go: what was out of order is tried again until it is not. */
  function reopenLater(): void {
    if (reopen === undefined || stopping.signal.aborted) return;
    cancelReopening = clock.after(REOPEN_EVERY_MS, () => {
      reopening = reopenNow(reopen);
    });
  }

  async function reopenNow(open: () => Promise<OpenedStore>): Promise<void> {
    try {
      opened = await open();
    } catch (error) {
      log.error({ event: 'community', err: error }, 'the database could not be tried again');
    }
    if (opened.store === null) return reopenLater();
    log.info({ event: 'community' }, 'the database is in order again');
    upkeep = upkeepOf(opened.store);
    upkeep.begin();
  }

  return {
    board,
    messages,
    activity,
    openQuestions,
    retentionDays: parts.retentionDays,
    startedAt: clock.now(),
    stopping: stopping.signal,
    store() {
      if (opened.store === null) throw opened.problem;
      return opened.store;
    },
    storeOrNull: () => opened.store,
    async pinFor(guildId, question, mayShow) {
      const { store } = opened;
      const checked = checkQuestion(oneLine(question));
      if (store === null || !checked.ok || clock.now() < noPinsUntil) return null;
      try {
        // Without any pin the question need not be embedded once more.
        const { total } = await inTime(store.pins.list({ guildId, limit: 1 }));
        if (total === 0) return null;
        const embedding = await embedQuestion(verbatim.embedder, checked.text);
        const asked = { guildId, question: checked.text, embedding };
        return await inTime(findPinnedAnswer(store, asked, mayShow));
      } catch (error) {
        log.warn({ event: 'community', err: error }, 'pinned answers could not be looked up');
        return null;
      }
    },
    async indexChanged(published) {
      return (await upkeep?.indexChanged(published)) ?? null;
    },
    pinsChanged(channelId) {
      upkeep?.pinsChanged(channelId);
    },
    messagesDeleted(channelId, messageIds) {
      upkeep?.messagesDeleted(channelId, messageIds);
    },
    begin() {
      if (opened.problem !== null) {
        log.error(
          { event: 'community', identifier: opened.problem.identifier, err: opened.problem },
          'without the database there are no pins, no open questions and no feedback',
        );
      }
      upkeep?.begin();
      if (opened.store === null) reopenLater();
    },
    interrupt(reason) {
      stopping.abort(reason);
    },
    async end() {
      cancelReopening();
      await reopening;
      await withPatience(clock, openQuestions.written(), () =>
        log.warn({ event: 'open-question-lost' }, 'stopped before every open question was written'),
      );
      await upkeep?.end();
    },
  };
}
