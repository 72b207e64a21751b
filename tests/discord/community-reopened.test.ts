import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCommunityOrProblem } from '../../src/community/open.ts';
import { connectPostgres } from '../../src/community/sql/database.ts';
import { LibsqlConnection } from '../../src/community/sql/libsql-dialect.ts';
import { SqlStore } from '../../src/community/sql-store.ts';
import { createCommunity, type OpenedStore } from '../../src/discord/community.ts';
import { createCustomIds } from '../../src/discord/custom-id.ts';
import { UserError } from '../../src/errors.ts';
import { createLogger } from '../../src/logging.ts';
import type { Verbatim } from '../../src/verbatim.ts';

let folder: string;
let lines: Record<string, unknown>[];
let timers: { due: () => void; cancelled: boolean }[];
let now: number;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verbatim-reopened-'));
  lines = [];
  timers = [];
  now = 0;
});
afterEach(() => rm(folder, { recursive: true }));

const clock = {
  now: () => now,
  after(_: number, due: () => void) {
    const timer = { due, cancelled: false };
    timers.push(timer);
    return () => {
      timer.cancelled = true;
    };
  },
};

const open = () =>
  openCommunityOrProblem({ databaseUrl: `file:${folder}/bot.db` }, { as: 'bot', busyTimeoutMs: 20 });

function communityOver(opened: OpenedStore, reopen: () => Promise<OpenedStore>) {
  return createCommunity({
    opened,
    reopen,
    retentionDays: 90,
    client: new Client({ intents: [] }),
    verbatim: {
      index: () => ({ generation: 'g1', documents: new Map() }),
      embedder: { fingerprint: 'model' },
    } as unknown as Verbatim,
    customIds: createCustomIds('token'),
    log: createLogger({ level: 'info', to: { write: (line) => lines.push(JSON.parse(line)) } }),
    clock,
  });
}

test('a database that was locked at the start is taken up when the lock is gone', async () => {
  const other = new LibsqlConnection(path.join(folder, 'bot.db'));
  other.execute('begin exclusive');
  const opened = await open();
  expect(opened.problem?.identifier).toBe('database-locked');
  let attempt: Promise<OpenedStore> = Promise.resolve(opened);
  const community = communityOver(opened, () => {
    attempt = open();
    return attempt;
  });
  community.begin();
  expect(() => community.store()).toThrow(/locked by another program/);
  timers[0]?.due();
  await attempt;
  await new Promise((resolve) => setImmediate(resolve));
  expect(community.storeOrNull()).toBeNull();
  other.execute('rollback');
  other.close();
  timers[1]?.due();
  await attempt;
  await new Promise((resolve) => setImmediate(resolve));
  expect(community.store().location).toContain('bot.db');
  expect(lines.map(({ msg }) => msg)).toContain('the database is in order again');
  expect(await community.openQuestions.record('1', 'Who rang the bell?')).toBe('open');
  await community.end();
  expect((await community.store().questions.list({ guildId: '1', limit: 9 })).total).toBe(1);
  await community.storeOrNull()?.close();
});

test('a server that hangs holds no answer up, and is left alone for a while', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const database = await connectPostgres(`postgres://bot@127.0.0.1:${port}/bot`);
  const store = new SqlStore(database, { now: () => now, randomBytes });
  const community = communityOver({ store, problem: null }, () => Promise.reject(new Error('never asked')));
  const pinFor = () => community.pinFor('1', 'Who rang the bell?', () => true);

  const looked = pinFor();
  timers[0]?.due();
  expect(await looked).toBeNull();
  expect(lines).toMatchObject([{ msg: 'pinned answers could not be looked up' }]);
  now += 9_999;
  expect(await pinFor()).toBeNull();
  expect([timers.length, lines.length]).toEqual([1, 1]);
  now += 1;
  const again = pinFor();
  expect(timers).toHaveLength(2);
  timers[1]?.due();
  expect(await again).toBeNull();

  for (const socket of sockets) socket.destroy();
  server.close();
  await store.close();
});

test('a bot that stops tries no more', async () => {
  const problem = new UserError('database-unreachable', 'The server is not there.');
  const community = communityOver({ store: null, problem }, () => Promise.reject(new Error('never asked')));
  community.begin();
  community.interrupt(new UserError('stopping', 'The bot stops.'));
  await community.end();
  expect(timers.every(({ cancelled }) => cancelled)).toBe(true);
});

test('an attempt that breaks is logged, and another one follows', async () => {
  const problem = new UserError('database-unreachable', 'The server is not there.');
  const community = communityOver({ store: null, problem }, () => Promise.reject(new Error('broken')));
  community.begin();
  timers[0]?.due();
  await new Promise((resolve) => setImmediate(resolve));
  expect(lines.map(({ msg }) => msg)).toContain('the database could not be tried again');
  expect(timers).toHaveLength(2);
  expect(() => community.store()).toThrow('The server is not there.');
  await community.end();
});
