import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type BaseInteraction,
  ChannelType,
  Client,
  Guild,
  type GuildMember,
  PermissionFlagsBits,
} from 'discord.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCommunity } from '../../src/community/open.ts';
import type { CommunityStore } from '../../src/community/store.ts';
import type { BotContext, Command } from '../../src/discord/command.ts';
import { findPin, findVisiblePin, requireFor } from '../../src/discord/moderation/find-pin.ts';
import { openQuestion } from '../../src/discord/moderation/open-question.ts';
import { MODERATORS, mayIn } from '../../src/discord/moderation/permissions.ts';
import { discordPinBoard } from '../../src/discord/moderation/pin-board.ts';
import { buttons, commands, forms, menus } from '../../src/discord/registry.ts';
import { newPin } from '../community/samples.ts';

describe('the registry', () => {
  const forEverybody = ['context', 'more', 'share', 'feedback', 'sources', 'afresh', 'pins', 'pin-card'];

  test('leaves nothing open that only moderators may do', () => {
    const open = [...buttons, ...menus, ...forms].filter(({ moderators }) => moderators === undefined);
    expect(open.map(({ action }) => action)).toEqual(forEverybody);
  });

  test('names every action once, so that none hides another', () => {
    for (const list of [buttons, menus, forms]) {
      const actions = list.map(({ action }) => action);
      expect(new Set(actions).size).toBe(actions.length);
    }
  });

  test('hides the commands of moderators from everybody else', () => {
    const hidden = commands.filter(({ data }: Command) => data.default_member_permissions === MODERATORS);
    expect(hidden.map(({ data }) => data.name)).toEqual([
      'unanswered',
      'status',
      'reindex',
      'Pin sourced answer',
    ]);
    expect(MODERATORS).toBe(String(2n ** 51n));
  });
});

describe('the pins that Discord lists', () => {
  /** Discord's list as it is paged: newest first, strictly before a time. */
  function boardOf(times: readonly number[]) {
    const items = times
      .map((at, message) => ({ pinned_at: new Date(at).toISOString(), message: { id: String(message) } }))
      .sort((a, b) => b.pinned_at.localeCompare(a.pinned_at));
    const get = async (_: string, { query }: { query: URLSearchParams }) => {
      const before = query.get('before');
      const older = items.filter(
        ({ pinned_at }) => before === null || Date.parse(pinned_at) < Date.parse(before),
      );
      const page = older.slice(0, Number(query.get('limit')));
      return { items: page, has_more: page.length < older.length };
    };
    const channel = { isDMBased: () => false, permissionsFor: () => ({ has: () => true }) };
    const client = { rest: { get }, channels: { fetch: async () => channel }, user: {} };
    return discordPinBoard(client as unknown as Client);
  }

  test('are all read, also those made in the same moment on either side of a page', async () => {
    // Up to 49 pins share a millisecond: more than anybody makes, and all that one page can tell apart.
    const moments = fc.array(fc.integer({ min: 1, max: 49 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(moments, async (sizes) => {
        const times = sizes.flatMap((size, at) => new Array<number>(size).fill(1_767_225_600_000 + at));
        const pinned = await boardOf(times).pinned('1');
        expect(pinned?.size).toBe(times.length);
      }),
    );
  });
});

describe('who may read a channel from elsewhere', () => {
  const read = PermissionFlagsBits.ReadMessageHistory;
  const everyone = PermissionFlagsBits.ViewChannel | read;
  const role = (id: string, permissions: bigint) => ({ id, name: id, permissions: String(permissions) });
  const member = (id: string, roles: string[]) => ({ user: { id, username: id }, roles });
  const thread = (id: string, type: ChannelType, parent: string) => ({
    id,
    type,
    parent_id: parent,
    name: id,
  });
  // As Discord sends it; discord.js offers no other way to a guild without a connection.
  const guild: Guild = Reflect.construct(Guild, [
    new Client({ intents: [] }),
    {
      id: '1',
      name: 'Brackwater',
      owner_id: '9',
      roles: [role('1', everyone), role('2', PermissionFlagsBits.ManageThreads)],
      members: [member('10', []), member('11', ['2'])],
      channels: [{ id: '20', type: ChannelType.GuildText, name: 'general', permission_overwrites: [] }],
      threads: [
        thread('21', ChannelType.PublicThread, '20'),
        thread('22', ChannelType.PrivateThread, '20'),
        thread('23', ChannelType.PublicThread, '99'),
      ],
    },
  ]);
  const [reader, manager] = ['10', '11'].map((id) => guild.members.cache.get(id)) as GuildMember[];

  test.each([
    ['20', [true, true, true]],
    ['21', [true, true, true]],
    ['22', [false, true, false]],
    ['23', [false, false, false]],
    ['24', [false, false, false]],
  ])('%s: a reader, whoever manages threads, everybody', (channelId, expected) => {
    const who = [reader, manager, guild.roles.everyone];
    expect(who.map((one) => one !== undefined && mayIn(guild, one, channelId, read))).toEqual(expected);
  });
});

describe('one server’s moderators', () => {
  let folder: string;
  let store: CommunityStore;
  const here = '100000000000000001';
  const channel = '200000000000000001';
  const bot = () => ({ community: { store: () => store } }) as unknown as BotContext;
  /** Somebody who may do everything, in this server and channel. */
  const owner = (guildId: string) =>
    ({
      guildId,
      channelId: channel,
      inGuild: () => true,
      memberPermissions: { has: () => true },
    }) as unknown as BaseInteraction;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'verbatim-guards-'));
    store = await openCommunity({ databaseUrl: `file:${folder}/bot.db` }, { as: 'tool' });
  });

  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  test('reach no pin of another server', async () => {
    const { id } = await store.pins.intend(newPin({ guildId: here, channelId: channel }));
    await store.pins.confirm(id);
    expect((await findPin(owner(here), id, 'unpin', bot())).id).toBe(id);
    expect((await findVisiblePin(owner(here), id, bot())).mayChange).toBe(true);
    const elsewhere = owner('100000000000000002');
    await expect(findPin(elsewhere, id, 'unpin', bot())).rejects.toMatchObject({ identifier: 'pin-gone' });
    await expect(findVisiblePin(elsewhere, id, bot())).rejects.toMatchObject({ identifier: 'pin-gone' });
  });

  test('are held to the channel of a pin, wherever they act on it, and else to the one where they are', async () => {
    const { id } = await store.pins.intend(newPin({ guildId: here, channelId: '200000000000000002' }));
    await store.pins.confirm(id);
    const allowedIn = (allowed: string) => {
      const has = () => allowed === channel;
      const permissionsFor = () => ({ has: () => allowed !== channel });
      const channels = { cache: new Map([['200000000000000002', { permissionsFor }]]) };
      const inGuild = { inCachedGuild: () => true, guild: { channels }, member: {}, user: { id: '7' } };
      return { ...owner(here), ...inGuild, memberPermissions: { has } } as unknown as BaseInteraction;
    };
    const logging = { ...bot(), log: { warn: () => {} } } as unknown as BotContext;
    const outcome = (kind: 'pin' | 'question', allowed: string) =>
      requireFor({ kind, id, revision: 1 }, allowedIn(allowed), 'search', logging).then(
        () => 'allowed',
        ({ identifier }) => identifier,
      );
    expect(await outcome('pin', '200000000000000002')).toBe('allowed');
    expect(await outcome('pin', channel)).toBe('not-a-moderator');
    expect(await outcome('question', '200000000000000002')).toBe('not-a-moderator');
    expect(await outcome('question', channel)).toBe('allowed');
  });

  test('reach no open question of another server', async () => {
    const { id } = await store.questions.record({
      guildId: here,
      question: 'When?',
      reason: 'not-found',
      embedding: null,
    });
    expect((await openQuestion(store, id, here)).id).toBe(id);
    for (const guildId of ['100000000000000002', null]) {
      await expect(openQuestion(store, id, guildId)).rejects.toMatchObject({ identifier: 'question-gone' });
    }
  });

  test('are offered no question that has its answer, until that is unpinned', async () => {
    const asked = { guildId: here, question: 'When?', reason: 'not-found', embedding: null } as const;
    const { id } = await store.questions.record(asked);
    const pin = await store.pins.intend(newPin({ guildId: here, answers: id }));
    await store.pins.confirm(pin.id);
    await expect(openQuestion(store, id, here)).rejects.toMatchObject({ identifier: 'question-answered' });
    await store.pins.remove(pin.id, 'unpinned-by-moderator');
    expect((await openQuestion(store, id, here)).id).toBe(id);
  });
});
