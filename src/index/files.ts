import { createHash } from 'node:crypto';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { describeError, errorCode, UserError } from '../errors.ts';

/** SHA-256 in lower-case hex. */
export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Writes a new file and waits until it is on the disk. */
export async function writeDurably(file: string, data: Uint8Array | string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file in one step: whoever reads it sees the old content or the new one, also after a power cut. */
export async function replaceDurably(file: string, data: string): Promise<void> {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncFolder(path.dirname(file));
}

/** Makes the names in a folder durable. Windows has no such call and refuses to open a folder. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Creates a folder and those above it as needed. Node's own recursive `mkdir` never ends where the system says
 * that a parent is missing which is there, as below /proc.
 */
export async function ensureFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const parent = path.dirname(folder);
    if (code !== 'ENOENT' || parent === folder) throw error;
    await ensureFolder(parent);
    await mkdir(folder);
  }
}

/** What went wrong while writing under a path, as an error that says what to do. A UserError stays as it is. */
export function storageError(where: string, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  const code = errorCode(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') {
    return new UserError(
      'disk-full',
      `The disk is full: ${where} could not be written. Free some space, or set INDEX_DIR to another disk, and build again.`,
      { cause },
    );
  }
  return new UserError(
    'index-not-writable',
    `${where} could not be written (${describeError(cause)}). Make the folder writable, or set INDEX_DIR to another one.`,
    { cause },
  );
}

/** Whether an error came from a file operation of the system or of SQLite. */
export function isStorageFailure(error: unknown): boolean {
  return /^(E[A-Z]+|SQLITE_[A-Z_]+)$/.test(errorCode(error) ?? '');
}
