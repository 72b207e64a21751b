import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { UserError } from '../../errors.ts';
import { migrate } from '../migrations/index.ts';
import { databaseError } from './errors.ts';
import { LibsqlConnection, LibsqlDialect } from './libsql-dialect.ts';
import type { Schema } from './schema.ts';

export type Reader = Kysely<Schema>;

/** A running transaction and the revision that its changes carry. */
export interface Change {
  readonly tx: Transaction<Schema>;
  readonly revision: number;
}

export interface DatabaseOptions {
  /** How long to wait for another process's write before giving up, in milliseconds. SQLite only. */
  readonly busyTimeoutMs?: number;
  /** Told when a connection to PostgreSQL breaks. The next query makes a new one. */
  readonly onLostConnection?: (problem: UserError) => void;
}

const BUSY_TIMEOUT_MS = 2_000;
// libsql runs on the main thread, so while it waits the bot stands still, once for each writer that waits.
const BUSY_STANDSTILL_MS = 10;
const BUSY_PAUSE_MS = 90;
const POSTGRES_CONNECT_TIMEOUT_MS = 5_000;
const POSTGRES_QUERY_TIMEOUT_MS = 30_000;
const POSTGRES_CONNECTIONS = 5;
const POSTGRES_INT8 = 20;

/** One database, SQLite or PostgreSQL: what the stores share. Every error that leaves it is a UserError. */
export class Database {
  readonly #db: Kysely<Schema>;
  readonly kind: 'sqlite' | 'postgres';
  /** The file's path, or the server and database without a password. */
  readonly location: string;
  readonly #busyTimeoutMs: number;

  constructor(
    kind: 'sqlite' | 'postgres',
    db: Kysely<Schema>,
    location: string,
    { busyTimeoutMs = BUSY_TIMEOUT_MS }: DatabaseOptions = {},
  ) {
    this.kind = kind;
    this.#db = db;
    this.location = location;
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  /** Runs queries that change nothing. */
  async read<T>(work: (db: Reader) => Promise<T>): Promise<T> {
    try {
      return await work(this.#db);
    } catch (error) {
      throw databaseError(error, this.location);
    }
  }

  /**
   * Runs one transaction. It begins by raising the revision, which makes writers wait for each other in PostgreSQL
   * as they do in SQLite: a reader that has seen a revision has seen every smaller one.
   */
  async change<T>(work: (change: Change) => Promise<T>): Promise<T> {
    return this.#transaction(async (tx) => {
      const { value } = await tx
        .insertInto('revision')
        .values({ name: 'community', value: 1 })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ value: sql<number>`revision.value + 1` }),
        )
        .returning('value')
        .executeTakeFirstOrThrow();
      return work({ tx, revision: value });
    });
  }

  /** While another process writes to an SQLite file it begins again after a pause, in which questions are answered. */
  async #transaction<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    for (let waitedMs = BUSY_STANDSTILL_MS; ; waitedMs += BUSY_PAUSE_MS + BUSY_STANDSTILL_MS) {
      let begun = false;
      try {
        return await this.read((db) =>
          db.transaction().execute((tx) => {
            begun = true;
            return work(tx);
          }),
        );
      } catch (error) {
        const isLocked = error instanceof UserError && error.identifier === 'database-locked';
        if (begun || !isLocked || waitedMs >= this.#busyTimeoutMs) throw error;
        await setTimeout(BUSY_PAUSE_MS);
      }
    }
  }

  /** @throws UserError `database-newer`, or as `read`. */
  async migrate(): Promise<void> {
    await this.read((db) =>
      migrate(
        db as unknown as Kysely<never>,
        { blob: this.kind === 'sqlite' ? 'blob' : 'bytea' },
        this.location,
        () => this.#transaction(async () => {}),
      ),
    );
  }

  /**
   * Empties SQLite's write-ahead log, in which what was deleted still stands. Where that cannot be done now, as while
   * another process reads, the next time does it: what was asked for is done already. PostgreSQL has autovacuum.
   */
  async forgetDeleted(): Promise<void> {
    if (this.kind !== 'sqlite') return;
    await sql`pragma wal_checkpoint(truncate)`.execute(this.#db).catch(() => {});
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }
}

/** The absolute path that a `file:` URL names; a relative one is taken from `cwd`. */
export function databaseFile(url: string, cwd: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : path.resolve(cwd, url.slice('file:'.length));
}

export function isFileUrl(url: string): boolean {
  return url.startsWith('file:');
}

/**
 * Creates a file that only its owner may read, unless it is there; SQLite gives its journal the same mode. It holds
 * what people said in confidence: open questions, and who pinned what.
 */
export function createPrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
}

/**
 * Opens a file, and creates it with its folder when it is not there.
 *
 * @throws UserError as documented for the stores.
 */
export function connectSqlite(file: string, options: DatabaseOptions = {}): Database {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    createPrivate(file);
    const connection = new LibsqlConnection(file);
    try {
      connection.pragma(`busy_timeout = ${BUSY_STANDSTILL_MS}`);
      // Readers (a backup, a second look by the CLI) and the writer do not wait for each other.
      connection.pragma('journal_mode = WAL');
      // What a moderator was told is done must outlive a power cut; writes are rare enough for a sync each.
      connection.pragma('synchronous = FULL');
      connection.pragma('foreign_keys = ON');
      // What somebody asked to be forgotten, or what is too old, is overwritten in the file too.
      connection.pragma('secure_delete = ON');
    } catch (error) {
      connection.close();
      throw error;
    }
    return new Database(
      'sqlite',
      new Kysely<Schema>({ dialect: new LibsqlDialect(connection) }),
      file,
      options,
    );
  } catch (error) {
    throw databaseError(error, file);
  }
}

/** Prepares a pool of connections to PostgreSQL; the first query connects. */
export async function connectPostgres(url: string, options: DatabaseOptions = {}): Promise<Database> {
  // Loaded only here, since most bots keep their data in a file.
  const { default: pg } = await import('pg');
  const location = withoutPassword(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: POSTGRES_CONNECTIONS,
    connectionTimeoutMillis: POSTGRES_CONNECT_TIMEOUT_MS,
    query_timeout: POSTGRES_QUERY_TIMEOUT_MS,
    types: {
      // Instants and counts stay far below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === POSTGRES_INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // Without listeners a server that restarts would end the bot; the pool opens a new connection by itself. The pool
  // speaks for connections that nobody uses; one that is in use also rejects its query.
  const lost = (error: Error) => options.onLostConnection?.(databaseError(error, location));
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return new Database('postgres', new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), location);
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'named by DATABASE_URL';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
