import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeError, errorCode, UserError } from '../errors.ts';
import { replaceDurably } from './files.ts';
import { CURRENT_FILE } from './layout.ts';
import { FORMAT_VERSION, type Pointer, parsePointer, pointerVersion } from './manifest.ts';

/**
 * Which generation is in use and of which state of the corpus.
 *
 * @returns null when no index has been built in this folder.
 * @throws UserError `damaged-index`, `unreadable-index` or `other-index-version`.
 */
export async function readPointer(indexDir: string): Promise<Pointer | null> {
  const file = path.join(indexDir, CURRENT_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null;
    throw unreadableIndex(file, cause);
  }
  let version: number;
  let content: unknown;
  try {
    content = JSON.parse(text);
    version = pointerVersion(content);
    if (version === FORMAT_VERSION) return parsePointer(content);
  } catch (cause) {
    throw damagedIndex(file, cause);
  }
  throw new UserError(
    'other-index-version',
    `The index in ${indexDir} has format ${version}, and this version of the program reads ${FORMAT_VERSION}. Run "npm run build:index" to build it anew.`,
  );
}

/** Makes a generation the one in use, in one step. */
export async function publishPointer(indexDir: string, pointer: Pointer): Promise<void> {
  await replaceDurably(path.join(indexDir, CURRENT_FILE), `${JSON.stringify(pointer, null, 2)}\n`);
}

export function damagedIndex(file: string, cause: unknown): UserError {
  return new UserError(
    'damaged-index',
    `The index is damaged: ${file} is not as it was written. Run "npm run build:index" to build it anew.`,
    { cause },
  );
}

export function unreadableIndex(file: string, cause: unknown): UserError {
  return new UserError(
    'unreadable-index',
    `The index cannot be read: ${file} (${describeError(cause)}). Give this user the right to read it, or set INDEX_DIR to another folder and run "npm run build:index".`,
    { cause },
  );
}
