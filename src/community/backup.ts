import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { describeError, errorCode, UserError } from '../errors.ts';
import { createPrivate, databaseFile, isFileUrl } from './sql/database.ts';
import { databaseError } from './sql/errors.ts';
import { LibsqlConnection } from './sql/libsql-dialect.ts';

export interface Backup {
  readonly source: string;
  readonly file: string;
  readonly bytes: number;
}

/**
 * Copies the SQLite database of a bot that may be running into a new file: SQLite's VACUUM INTO reads one moment
 * of the database on a connection of its own and neither waits for the bot nor makes it wait. The copy is checked
 * and takes its name only when it is whole.
 *
 * @param target path of the copy; a relative one is taken from `cwd`.
 * @throws UserError `backup-exists`, `backup-failed`, `no-database`, `backup-needs-pg-dump` or as the stores do.
 */
export async function backupDatabase(
  databaseUrl: string,
  target: string,
  cwd: string = process.cwd(),
): Promise<Backup> {
  const file = path.resolve(cwd, target);
  if (!isFileUrl(databaseUrl)) {
    throw new UserError(
      'backup-needs-pg-dump',
      `The data is in PostgreSQL, which has its own tool: run pg_dump --format=custom --file=${JSON.stringify(target)} "$DATABASE_URL".`,
    );
  }
  const source = databaseFile(databaseUrl, cwd);
  if (!existsSync(source)) {
    throw new UserError(
      'no-database',
      `There is no database ${source} to back up. Start the bot once with DISCORD_TOKEN set, or correct DATABASE_URL.`,
    );
  }
  if (existsSync(file)) throw exists(file);
  const partial = `${file}.${randomBytes(6).toString('hex')}.partial`;
  const failed = (cause: unknown) =>
    new UserError(
      'backup-failed',
      `The backup ${file} could not be written (${describeError(cause)}). Choose another place; the database was not touched.`,
      { cause },
    );
  try {
    mkdirSync(path.dirname(file), { recursive: true });
  } catch (cause) {
    throw failed(cause);
  }
  try {
    createPrivate(partial);
    copyInto(source, partial);
    checkCopy(partial);
    await syncFile(partial);
    await publish(partial, file);
    return { source, file, bytes: (await stat(file)).size };
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (errorCode(cause) === 'EEXIST') throw exists(file);
    throw failed(cause);
  } finally {
    for (const suffix of ['', '-wal', '-shm']) await rm(`${partial}${suffix}`, { force: true });
  }
}

/** A link, unlike a rename, fails when somebody made the file meanwhile; not every file system has links. */
async function publish(partial: string, file: string): Promise<void> {
  try {
    await link(partial, file);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(errorCode(error) ?? '')) throw error;
    if (existsSync(file)) throw exists(file);
    await rename(partial, file);
  }
}

function copyInto(source: string, copy: string): void {
  let connection: LibsqlConnection | null = null;
  try {
    connection = new LibsqlConnection(source);
    connection.pragma('busy_timeout = 10000');
    connection.prepare('select count(*) from sqlite_master').all([]);
  } catch (error) {
    connection?.close();
    throw databaseError(error, source);
  }
  try {
    connection.prepare('vacuum into ?').run([copy]);
  } catch (error) {
    // A damaged page of the source and a full disk of the copy come out of the same statement.
    const problem = databaseError(error, source);
    throw problem.identifier === 'database-damaged' ? problem : error;
  } finally {
    connection.close();
  }
}

function checkCopy(copy: string): void {
  const connection = new LibsqlConnection(copy);
  try {
    const [row] = connection.pragma('integrity_check(1)');
    if (row?.['integrity_check'] === 'ok') return;
    throw new Error(`the copy is damaged: ${String(row?.['integrity_check'])}`);
  } finally {
    connection.close();
  }
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function exists(file: string): UserError {
  return new UserError(
    'backup-exists',
    `${file} exists already and is not overwritten. Name another file, or delete it first.`,
  );
}
