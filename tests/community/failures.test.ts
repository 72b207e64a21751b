import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCommunity, openCommunityOrProblem } from '../../src/community/open.ts';
import { connectSqlite, type Database } from '../../src/community/sql/database.ts';
import { databaseError } from '../../src/community/sql/errors.ts';
import { LibsqlConnection } from '../../src/community/sql/libsql-dialect.ts';
import { SqlStore } from '../../src/community/sql-store.ts';
import { UserError } from '../../src/errors.ts';
import { excerpt, newPin, testEnvironment } from './samples.ts';

describe('a database that is out of order says what to do', () => {
  let folder: string;
  let file: string;
  const environment = testEnvironment();
  const config = { databaseUrl: 'file:data/bot.db' };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'failures-'));
    file = path.join(folder, 'data', 'bot.db');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (as: 'bot' | 'tool' = 'bot') =>
    openCommunity(config, { ...environment, as, cwd: folder, busyTimeoutMs: 20 });

  /** A store over a connection whose settings the test can change. */
  async function storeOn(database: Database): Promise<SqlStore> {
    await database.migrate();
    return new SqlStore(database, environment);
  }

  async function expectProblem(work: Promise<unknown>, identifier: string, named = file): Promise<void> {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UserError);
    // In Discord everybody reads the sentence, and nobody needs to know where the database is.
    expect(error instanceof UserError && error.inPublic).not.toContain(folder);
    expect([String(error), error]).toEqual([
      expect.stringContaining(named),
      expect.objectContaining({ identifier }),
    ]);
  }

  test('locked by another program: told, and working again afterwards', async () => {
    const store = await open();
    const other = new LibsqlConnection(file);
    other.execute('begin immediate');
    await expectProblem(store.pins.intend(newPin()), 'database-locked');
    expect((await store.pins.list({ limit: 1 })).total).toBe(0);
    other.execute('rollback');
    other.close();
    await expect(store.pins.intend(newPin())).resolves.toMatchObject({ state: 'intended' });
    await store.close();
  });

  test('locked for a moment: whoever reads is not kept, and whoever writes waits and is not refused', async () => {
    const store = await openCommunity(config, { ...environment, as: 'bot', cwd: folder });
    const other = new LibsqlConnection(file);
    other.execute('begin immediate');
    let written = 0;
    const writing = [newPin(), newPin(), newPin()].map(async (pin) => {
      await store.pins.intend(pin);
      written += 1;
    });
    // That anything happens here at all shows that nothing stands still until the lock is given up.
    await setTimeout(1);
    const { total } = await store.pins.list({ states: ['intended'], limit: 9 });
    expect([total, written]).toEqual([0, 0]);
    other.execute('rollback');
    await Promise.all(writing);
    expect((await store.pins.list({ states: ['intended'], limit: 9 })).total).toBe(3);
    other.close();
    await store.close();
  });

  test('locked for a moment at the first start: it waits', async () => {
    const other = new LibsqlConnection(path.join(folder, 'bot.db'));
    other.pragma('journal_mode = WAL');
    other.execute('begin immediate');
    const early = { databaseUrl: 'file:bot.db' };
    const opening = openCommunity(early, { ...environment, as: 'bot', cwd: folder });
    await setTimeout(1);
    other.execute('rollback');
    await (await opening).close();
    other.close();
  });

  test('locked while it is opened: told, unless there is nothing to write', async () => {
    const other = new LibsqlConnection(path.join(folder, 'bot.db'));
    const early = { ...config, databaseUrl: 'file:bot.db' };
    other.pragma('journal_mode = WAL');
    other.execute('begin immediate');
    const opening = openCommunity(early, { ...environment, as: 'bot', cwd: folder, busyTimeoutMs: 20 });
    await expectProblem(opening, 'database-locked', path.join(folder, 'bot.db'));
    other.execute('rollback');
    await (await open()).close();
    other.close();
    const writer = new LibsqlConnection(file);
    writer.execute('begin immediate');
    const store = await open('tool');
    expect((await store.pins.list({ limit: 1 })).total).toBe(0);
    await store.close();
    writer.execute('rollback');
    writer.close();
  });

  test('read-only', async () => {
    const database = connectSqlite(file);
    const store = await storeOn(database);
    await database.read((db) => sql`pragma query_only = on`.execute(db));
    await expectProblem(store.pins.intend(newPin()), 'database-read-only');
    await expectProblem(store.secret('new'), 'database-read-only');
    expect((await store.pins.list({ limit: 1 })).total).toBe(0);
    await store.close();
  });

  test('full: the change did not happen, and the next one can', async () => {
    const database = connectSqlite(file);
    const store = await storeOn(database);
    await database.read((db) => sql`pragma max_page_count = 1`.execute(db));
    const large = newPin({ excerpts: [excerpt({ quote: 'x'.repeat(200_000) })] });
    await expectProblem(store.pins.intend(large), 'database-full');
    expect(await store.pins.ofMessage(large.messageId)).toBeNull();
    await database.read((db) => sql`pragma max_page_count = 100000`.execute(db));
    await expect(store.pins.intend(large)).resolves.toMatchObject({ state: 'intended' });
    await store.close();
  });

  test('damaged, not a database, or a folder', async () => {
    const store = await open();
    for (let i = 0; i < 20; i += 1) await store.pins.intend(newPin());
    await store.close();
    const bytes = await readFile(file);
    await rm(`${file}-wal`, { force: true });
    await rm(`${file}-shm`, { force: true });
    await writeFile(file, bytes.fill(0xaa, 200));
    await expectProblem(open(), 'database-damaged');
    await writeFile(file, 'This is a letter, not a database. '.repeat(200));
    await expectProblem(open(), 'database-damaged');
    await rm(file);
    await mkdir(file);
    await expectProblem(open(), 'database-unreachable');
  });

  test('damage that opening does not meet is found by the check', async () => {
    const store = await open();
    for (let i = 0; i < 50; i += 1) await store.pins.intend(newPin());
    await store.ping();
    const copy = path.join(folder, 'copy.db');
    const connection = new LibsqlConnection(file);
    connection.prepare('vacuum into ?').run([copy]);
    connection.close();
    await store.close();
    const bytes = await readFile(copy);
    await writeFile(copy, bytes.fill(0xaa, bytes.length - 8192));
    const damaged = new SqlStore(connectSqlite(copy), environment);
    await expectProblem(damaged.ping(), 'database-damaged', copy);
    await damaged.close();
  });

  test('a place that cannot hold a file', async () => {
    await writeFile(path.join(folder, 'data'), 'a file where a folder should be');
    const opened = await openCommunityOrProblem(config, { as: 'bot', cwd: folder });
    expect(opened.store).toBeNull();
    expect(opened.problem?.message).toContain(folder);
  });

  test('of a newer version of the bot', async () => {
    await (await open()).close();
    const database = connectSqlite(file);
    await database.read((db) =>
      sql`insert into kysely_migration values ('9999-later', '2030-01-01')`.execute(db),
    );
    await database.close();
    await expectProblem(open(), 'database-newer');
    // Nothing keeps the file: the lock of the failed attempt is gone too.
    const [first, second] = [await openProblem(), await openProblem()];
    expect([first, second]).toEqual(['database-newer', 'database-newer']);
  });

  async function openProblem(): Promise<string | undefined> {
    return (await openCommunityOrProblem(config, { as: 'bot', cwd: folder })).problem?.identifier;
  }

  test('in use by another bot, but open to tools, until that bot ends in whatever way', async () => {
    const first = await open();
    await expectProblem(open(), 'database-in-use');
    const tool = await open('tool');
    await tool.close();
    await first.close();
    await (await open()).close();

    const child = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(import.meta.dirname, 'writer.ts'), path.dirname(file), '1'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    await expectProblem(open(), 'database-in-use');
    child.kill('SIGKILL');
    await ended;
    await (await open()).close();
  });

  test('a migration that fails leaves no trace', async () => {
    const database = connectSqlite(file);
    await database.read((db) => sql`create table vote (in_the_way text)`.execute(db));
    await expectProblem(database.migrate(), 'database-failed');
    const { rows } = await database.read((db) =>
      sql<{ name: string }>`select name from sqlite_master where name in ('pin', 'question')`.execute(db),
    );
    expect(rows).toEqual([]);
    await database.read((db) => sql`drop table vote`.execute(db));
    await database.migrate();
    await database.close();
  });

  test('the folder of a new database is made', async () => {
    await (await open()).close();
    await expect(access(file)).resolves.toBeUndefined();
  });

  test.each([
    [{ code: '53100', message: 'could not extend file' }, 'database-full'],
    [{ code: '28P01', message: 'password authentication failed' }, 'database-unreachable'],
    [{ code: '25006', message: 'cannot execute INSERT' }, 'database-read-only'],
    [{ code: '57P03', message: 'the database system is starting up' }, 'database-unreachable'],
    [{ code: '40P01', message: 'deadlock detected' }, 'database-locked'],
    [{ code: '42601', message: 'syntax error' }, 'database-failed'],
    [{ code: 'EROFS', message: 'read-only file system' }, 'database-read-only'],
    [{ code: 'SQLITE_IOERR', rawCode: 10, message: 'disk I/O error' }, 'database-failed'],
    [{ code: 'SQLITE_BUSY_SNAPSHOT', rawCode: 517, message: 'database is locked' }, 'database-locked'],
  ])('the error %j of a driver', (fields, identifier) => {
    const error = databaseError(Object.assign(new Error(fields.message), fields), 'here');
    expect(error).toMatchObject({ identifier, cause: fields });
  });
});
