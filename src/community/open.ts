import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import { acquireFileLock } from '../index/lock.ts';
import {
  connectPostgres,
  connectSqlite,
  type Database,
  type DatabaseOptions,
  databaseFile,
  isFileUrl,
} from './sql/database.ts';
import { databaseError } from './sql/errors.ts';
import { SqlStore, type StoreEnvironment } from './sql-store.ts';
import type { CommunityStore } from './store.ts';

export interface OpenOptions extends DatabaseOptions, Partial<StoreEnvironment> {
  /** Folder that a relative `file:` URL is taken from; the current one unless given. */
  readonly cwd?: string;
  /**
   * `bot` refuses a second bot on the same SQLite file (PostgreSQL may have many); `tool` works beside the bot.
   */
  readonly as: 'bot' | 'tool';
}

/**
 * Opens the community's database, creates it if need be and brings its schema up to date.
 *
 * @throws UserError `database-in-use`, `database-newer`, or one of those in `store.ts`.
 */
export async function openCommunity(
  config: Pick<Config, 'databaseUrl'>,
  options: OpenOptions,
): Promise<CommunityStore> {
  const environment = { now: options.now ?? Date.now, randomBytes: options.randomBytes ?? randomBytes };
  const { databaseUrl } = config;
  if (!isFileUrl(databaseUrl)) {
    const database = await migrated(await connectPostgres(databaseUrl, options));
    return new SqlStore(database, environment);
  }
  const file = databaseFile(databaseUrl, options.cwd ?? process.cwd());
  // Connecting first creates the folder in which the lock lies.
  const database = connectSqlite(file, options);
  const release = options.as === 'bot' ? await lockFor(file, database) : () => {};
  try {
    return new SqlStore(await migrated(database), environment, release);
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * As `openCommunity`, for a bot that goes on without what people add when the database is out of order.
 *
 * @returns the store, or null and what is wrong with it, for the log and for those who use a command that needs it.
 */
export async function openCommunityOrProblem(
  config: Pick<Config, 'databaseUrl'>,
  options: OpenOptions,
): Promise<
  | { readonly store: CommunityStore; readonly problem: null }
  | { readonly store: null; readonly problem: UserError }
> {
  try {
    return { store: await openCommunity(config, options), problem: null };
  } catch (error) {
    if (error instanceof UserError) return { store: null, problem: error };
    throw error;
  }
}

async function migrated(database: Database): Promise<Database> {
  try {
    await database.migrate();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The lock lies beside the file and dies with the process. */
async function lockFor(file: string, database: Database): Promise<() => void> {
  const lockFile = `${file}.lock`;
  try {
    const lock = acquireFileLock(lockFile);
    if (lock !== null) return () => lock.release();
    throw new UserError(
      'database-in-use',
      `Another bot is running on ${file}. Stop it first, or set DATABASE_URL to another file; several bots need a postgres:// URL.`,
      { inPublic: 'Another bot is running on my database. Tell whoever runs me to stop one of us.' },
    );
  } catch (error) {
    await database.close();
    throw databaseError(error, lockFile);
  }
}
