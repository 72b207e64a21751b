import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChatInputCommandInteraction } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/answer/types.ts';
import { ActivityRecorder } from '../../src/community/activity.ts';
import { openCommunity } from '../../src/community/open.ts';
import { LibsqlConnection } from '../../src/community/sql/libsql-dialect.ts';
import type { CommunityStore } from '../../src/community/store.ts';
import type { ChannelMessages } from '../../src/discord/channel-messages.ts';
import type { BotContext } from '../../src/discord/command.ts';
import reindex from '../../src/discord/commands/reindex.ts';
import { createCustomIds } from '../../src/discord/custom-id.ts';
import { feedbackToLog, feedbackToStore } from '../../src/discord/feedback.ts';
import { pinnedContent } from '../../src/discord/moderation/pinned-message.ts';
import { createUpkeep, type Upkeep } from '../../src/discord/moderation/upkeep.ts';
import type { Payload } from '../../src/discord/payload.ts';
import { UserError } from '../../src/errors.ts';
import type { Index } from '../../src/index/types.ts';
import { createLogger } from '../../src/logging.ts';
import type { Verbatim } from '../../src/verbatim.ts';
import { MemoryBoard } from '../community/board.ts';
import { newPin, vectorAlong } from '../community/samples.ts';
import { documentOf } from './arbitrary.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CHANNEL = '200000000000000001';

let folder: string;
let store: CommunityStore;
let board: MemoryBoard;
let upkeep: Upkeep;
let activity: ActivityRecorder;
let documents: Index['documents'];
let shown: Map<string, string>;
let lines: Record<string, unknown>[];
let stopping: AbortController;
let now: number;
let timers: { at: number; run: () => void }[];

const clock = {
  now: () => now,
  after(milliseconds: number, run: () => void) {
    const timer = { at: now + milliseconds, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  },
};

/** Time passes timer by timer, so that one that sets the next is due in time. */
function pass(milliseconds: number): void {
  const end = now + milliseconds;
  for (;;) {
    const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
    if (next === undefined) break;
    timers = timers.filter((one) => one !== next);
    now = next.at;
    next.run();
  }
  now = end;
}

const settled = () => new Promise<void>((resolve) => upkeep.run('waiting', async () => resolve()));

/** Discord's channel, as far as what stands under the questions of pinned messages. */
const messages: ChannelMessages = {
  fetch: async () => {
    throw new Error('nothing is fetched here');
  },
  post: async () => {
    throw new Error('nothing is posted here');
  },
  edit: async (_, messageId, { content = '' }) => {
    if (shown.get(messageId) === 'deleted') throw new UserError('message-gone', 'It is gone.');
    shown.set(messageId, content);
    board.texts.set(messageId, content);
  },
  takeBack: async () => {},
};

const verbatim = {
  embedder: {
    fingerprint: 'model',
    embed: async (texts: readonly string[]) => texts.map(() => vectorAlong(0)),
  },
  index: () => ({ generation: 'g1', documents }) as unknown as Index,
  ask: async (question: string): Promise<Answer> => ({
    schema: 1,
    question,
    status: 'not_found',
    excerpts: [],
    disagreements: [],
    timings_ms: { total: 0 },
  }),
} as unknown as Verbatim;

const peru = documentOf('peru', ['The decree names 700 soldiers.']);
const quoted = {
  documentId: 'peru',
  sha256: peru.sha256,
  start: 0,
  end: 30,
  quote: 'The decree names 700 soldiers.',
  highlights: [],
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verbatim-upkeep-'));
  now = Date.UTC(2026, 0, 15);
  timers = [];
  lines = [];
  shown = new Map();
  documents = new Map([['peru', peru]]);
  board = new MemoryBoard();
  board.messages.set(CHANNEL, new Set());
  activity = new ActivityRecorder();
  stopping = new AbortController();
  store = await openCommunity({ databaseUrl: `file:${folder}/bot.db` }, { as: 'tool', now: () => now });
  const log = createLogger({ level: 'info', to: { write: (line) => lines.push(JSON.parse(line)) } });
  const customIds = createCustomIds('token');
  upkeep = createUpkeep({
    store,
    board,
    messages,
    activity,
    verbatim,
    customIds,
    log,
    clock,
    retentionDays: 90,
    stopping: stopping.signal,
  });
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const event = (name: string) => lines.filter((line) => line['event'] === name);

async function pinned(overrides: Parameters<typeof newPin>[0] = {}) {
  const { id, messageId } = await store.pins.intend(newPin({ excerpts: [quoted], ...overrides }));
  await board.pin(CHANNEL, messageId);
  const pin = await store.pins.confirm(id);
  board.texts.set(messageId, pinnedContent(pin));
  return pin;
}

describe('at the start', () => {
  test('what was interrupted is settled, quotes are checked, what is old goes', async () => {
    const kept = await pinned();
    const off = await pinned();
    await board.unpin(CHANNEL, off.messageId);
    const half = await store.pins.intend(newPin({ excerpts: [quoted], note: 'Half done.' }));
    await board.pin(CHANNEL, half.messageId);
    const never = await store.pins.intend(newPin({ excerpts: [quoted] }));
    const stale = await pinned({ excerpts: [{ ...quoted, quote: 'It never said this whatsoever!' }] });
    await store.feedback.vote({ guildId: '1', messageId: '1', userId: '2', helpful: true });
    now += 91 * DAY;
    upkeep.begin();
    await settled();
    const state = async (id: string) => (await store.pins.get(id))?.state;
    expect(await state(kept.id)).toBe('pinned');
    expect(await state(off.id)).toBe('removed');
    expect(await state(half.id)).toBe('pinned');
    expect(await state(never.id)).toBe('removed');
    expect(await state(stale.id)).toBe('stale');
    expect(event('pins-reconciled')[0]).toMatchObject({ confirmed: 1, rolledBack: 1, unpinned: 1 });
    expect(event('expired')[0]).toMatchObject({ votes: 1 });
    expect(shown.get(half.messageId)).toContain('adds: Half done.');
    expect(shown.get(off.messageId)).not.toContain('Pinned');
    expect(shown.get(stale.messageId)).toContain('the sources have changed since');
    expect(shown.has(kept.messageId)).toBe(false);
    expect(await store.pins.withoutEmbedding('model', 10)).toEqual([]);
  });

  test('a message that does not show its pin is brought in line, once', async () => {
    const { id, messageId } = await pinned();
    await store.pins.setNote(id, 'Said before the bot was killed.');
    upkeep.begin();
    await settled();
    expect(shown.get(messageId)).toContain('adds: Said before the bot was killed.');
    shown.clear();
    upkeep.begin();
    await settled();
    expect(shown).toEqual(new Map());
  });

  test('a Discord that cannot be asked leaves the pins as they are, and the rest is still done', async () => {
    const { id } = await pinned();
    board.unreachable = true;
    upkeep.begin();
    await settled();
    expect((await store.pins.get(id))?.state).toBe('pinned');
    expect(event('pins-unknown')).toHaveLength(1);
    expect(event('expired')).toHaveLength(1);
  });
});

describe('while the bot runs', () => {
  test('counts are written every minute and old things deleted every day', async () => {
    upkeep.begin();
    await settled();
    activity.record('answered', 5);
    pass(MINUTE);
    await settled();
    expect((await store.activity(0)).answered).toBe(1);
    pass(DAY - 2 * MINUTE);
    await settled();
    expect(event('expired')).toHaveLength(1);
    pass(MINUTE);
    await settled();
    expect(event('expired')).toHaveLength(2);
  });

  test('a pin that is on its way is not taken for one that failed, until it is old', async () => {
    const { id } = await store.pins.intend(newPin());
    upkeep.pinsChanged(CHANNEL);
    await settled();
    expect((await store.pins.get(id))?.state).toBe('intended');
    now += 2 * MINUTE;
    upkeep.pinsChanged(CHANNEL);
    await settled();
    expect((await store.pins.get(id))?.state).toBe('removed');
  });

  test('many changes of one channel at once are one look', async () => {
    let looks = 0;
    const look = board.pinned.bind(board);
    board.pinned = async (channelId) => {
      looks += 1;
      return look(channelId);
    };
    for (let count = 0; count < 100; count++) upkeep.pinsChanged(CHANNEL);
    await settled();
    expect(looks).toBe(1);
    upkeep.pinsChanged(CHANNEL);
    await settled();
    expect(looks).toBe(2);
  });

  test('a deleted message takes its pin along, and no other message matters', async () => {
    const { id, messageId } = await pinned();
    await board.unpin(CHANNEL, messageId);
    shown.set(messageId, 'deleted');
    upkeep.messagesDeleted(CHANNEL, ['1', '2']);
    await settled();
    await settled();
    expect((await store.pins.get(id))?.state).toBe('pinned');
    upkeep.messagesDeleted(CHANNEL, ['1', messageId]);
    await settled();
    await settled();
    expect((await store.pins.get(id))?.state).toBe('removed');
    // Nobody needs to hear that the words on a deleted message cannot be changed.
    expect(event('pin-not-shown')).toEqual([]);
  });

  test('a changed index turns pins stale and brings them back, and says how many', async () => {
    const { id } = await pinned();
    documents = new Map();
    expect((await upkeep.indexChanged())?.turnedStale).toHaveLength(1);
    documents = new Map([['peru', documentOf('peru', ['Today.', 'The decree names 700 soldiers.'])]]);
    expect((await upkeep.indexChanged())?.restored).toHaveLength(1);
    expect((await store.pins.get(id))?.excerpts[0]?.start).toBe(7);
  });

  test('/reindex tells what its rebuild did to the pins, whoever looked at the new index first', async () => {
    const { guildId } = await pinned();
    documents = new Map();
    let changed = true;
    const rebuild = async () => {
      // The timer finds the new index before the report of the build is there.
      await upkeep.indexChanged();
      const counts = { documents: 0, passages: 0, reused: 0, embedded: 0, removed: 0, seconds: 0 };
      return { ...counts, generation: 'g1', changed, problems: [], ignored: [], startedAfresh: null };
    };
    let told: Payload = {};
    const bot = {
      verbatim: { rebuild },
      community: { stopping: stopping.signal, indexChanged: upkeep.indexChanged },
      responder: {
        progress: async (_: unknown, work: (show: () => void) => Promise<Payload>) => {
          told = await work(() => {});
        },
      },
    } as unknown as BotContext;
    const interaction = { guildId } as unknown as ChatInputCommandInteraction;
    await reindex.execute(interaction, bot);
    expect(told.content).toContain('1 pinned answer turned stale');
    changed = false;
    await reindex.execute(interaction, bot);
    expect(told.content).not.toContain('stale');
  });

  test('work that fails is logged and keeps nothing else from being done', async () => {
    upkeep.run('breaking', async () => {
      throw new UserError('database-locked', 'The database is locked.');
    });
    await settled();
    expect(event('upkeep')[0]).toMatchObject({
      level: 'warn',
      identifier: 'database-locked',
      msg: 'breaking failed',
    });
  });
});

describe('at the end', () => {
  test('what is counted is written, and nothing is set going any more', async () => {
    upkeep.begin();
    activity.record('not-found', 5);
    await upkeep.end();
    expect((await store.activity(0))['not-found']).toBe(1);
    expect(timers).toEqual([]);
  });

  test('work that hangs is not waited for', async () => {
    upkeep.run('hanging', () => new Promise(() => {}));
    const ended = upkeep.end();
    pass(2_000);
    await ended;
    expect(event('upkeep').at(-1)).toMatchObject({
      msg: 'stopped before the work in the background was done',
    });
  });
});

test('the first unhelpful word on an answer opens its question, further ones and helpful ones do not', async () => {
  const log = createLogger({ level: 'info', to: { write: (line) => lines.push(JSON.parse(line)) } });
  const sink = feedbackToStore(store, async () => null, feedbackToLog(log, false));
  const verdict = (userId: string, helpful: boolean, guildId: string | null = '1') =>
    sink.record({
      verdict: helpful ? 'helpful' : 'unhelpful',
      question: 'When?',
      answerKey: 'key',
      guildId,
      channelId: CHANNEL,
      messageId: '3',
      userId,
    });
  expect(await verdict('1', true)).toContain('counted');
  // Where the question cannot be written the vote is not counted either, so the next one is still the first.
  const other = new LibsqlConnection(path.join(folder, 'bot.db'));
  other.execute("create trigger full before insert on asking begin select raise(abort, 'full'); end");
  await expect(verdict('2', false)).rejects.toMatchObject({ identifier: 'database-failed' });
  other.execute('drop trigger full');
  other.close();
  expect(await store.feedback.tally('3')).toEqual({ helpful: 1, unhelpful: 0 });
  expect(await verdict('2', false)).toContain('The moderators see this question');
  expect(await verdict('3', false)).toContain('The moderators see this question');
  const { items } = await store.questions.list({ guildId: '1', limit: 9 });
  expect(items).toMatchObject([{ question: 'When?', asked: 1 }]);
  expect(await store.feedback.tally('3')).toEqual({ helpful: 1, unhelpful: 2 });
  await store.questions.dismiss(items[0]?.id ?? '');
  expect(await verdict('5', false)).toBe('Thank you. It is counted; /forget takes it back.');
  expect(await verdict('4', false, null)).toContain('log of this bot');
});
