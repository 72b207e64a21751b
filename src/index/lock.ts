import Database from 'libsql';
import { errorCode, UserError } from '../errors.ts';
import { storageError } from './files.ts';

/**
 * A lock between processes that dies with its holder, whatever way the holder ends: an exclusive transaction on an
 * SQLite file, which is the operating system's file lock in a form that every platform has.
 */
export interface FileLock {
  /** Frees the lock. A second call does nothing. */
  release(): void;
}

/**
 * Takes the lock on a file, which is created when missing and left behind empty.
 *
 * @returns null when another holder, in this process or another one, has it.
 * @throws UserError when the file can be neither created nor opened.
 */
export function acquireFileLock(file: string): FileLock | null {
  let database: Database.Database | undefined;
  try {
    database = new Database(file);
    database.exec('PRAGMA busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database?.close();
    const code = errorCode(cause);
    if (code === 'SQLITE_BUSY') return null;
    if (code === 'SQLITE_NOTADB') {
      throw new UserError(
        'damaged-lock',
        `${file} should be an empty lock file but holds something else. Delete it and try again.`,
        { cause },
      );
    }
    throw storageError(file, cause);
  }
  const held = database;
  return { release: () => held.close() };
}

/**
 * Runs `work` while holding the lock that keeps builds apart.
 *
 * @param file the lock's file, in a folder that exists.
 * @throws UserError `build-running` at once when another build holds it.
 */
export async function withBuildLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = acquireFileLock(file);
  if (lock === null) {
    throw new UserError(
      'build-running',
      `Another build of the index is running (it holds ${file}). Wait until it ends, or stop it, and try again.`,
    );
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
