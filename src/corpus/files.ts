import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { describeError, errorCode, UserError } from '../errors.ts';
import type { CorpusProblem } from './types.ts';

/** A file that was found: where it is and how to name it. */
export interface FoundFile {
  /** Relative to the corpus folder, with `/`. */
  readonly path: string;
  readonly absolute: string;
  readonly size: number;
}

export interface FoundFiles {
  /** In code unit order of their paths. */
  readonly files: readonly FoundFile[];
  readonly problems: readonly CorpusProblem[];
}

/**
 * Every regular file below `dir`, hidden files and folders (`.name`) left out. A symbolic link is followed if it
 * leads to a place inside the folder and not to a folder above itself.
 *
 * @throws UserError `corpus-missing` or `corpus-unreadable` when the folder itself cannot be listed.
 */
export async function findFiles(dir: string): Promise<FoundFiles> {
  const files: FoundFile[] = [];
  const problems: CorpusProblem[] = [];
  const root = await openRoot(dir);

  const problem = (file: string, fault: string, cause?: unknown): void => {
    problems.push({ file, message: `${file} ${fault}`, ...(cause === undefined ? {} : { cause }) });
  };

  /** `above` holds the real folders on the way down: a link to one of them would never end. */
  const walk = async (
    absolute: string,
    relative: string,
    entries: Dirent[],
    above: readonly string[],
  ): Promise<void> => {
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(entry.name)) {
        problem(JSON.stringify(name), 'has a control character or a line break in its name; rename it.');
        continue;
      }
      try {
        await visit(path.join(absolute, entry.name), name, entry.isSymbolicLink(), above);
      } catch (cause) {
        problem(name, whyUnreadable(entry, cause), cause);
      }
    }
  };

  const visit = async (
    absolute: string,
    name: string,
    isLink: boolean,
    above: readonly string[],
  ): Promise<void> => {
    const target = isLink ? await realpath(absolute) : absolute;
    if (isLink && !isInside(root, target)) {
      problem(name, 'is a link that leads out of the corpus folder; copy the file into the folder instead.');
      return;
    }
    const info = await stat(absolute);
    if (info.isFile()) files.push({ path: name, absolute, size: info.size });
    else if (info.isDirectory()) {
      const real = await realpath(absolute);
      if (above.includes(real)) problem(name, 'is a link to a folder that contains it; remove the link.');
      else await walk(absolute, name, await readdir(absolute, { withFileTypes: true }), [...above, real]);
    } else problem(name, 'is neither a file nor a folder; remove it.');
  };

  await walk(dir, '', await listRoot(dir), [root]);
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, problems };
}

/** The rest of a sentence that starts with the name. */
function whyUnreadable(entry: Dirent, cause: unknown): string {
  const code = errorCode(cause);
  if (code === 'ENOENT' && entry.isSymbolicLink()) {
    return 'is a link to a file that does not exist; correct or remove it.';
  }
  if (code === 'ELOOP') return 'is a link that leads back to itself; remove it.';
  // Bytes that are not UTF-8 were replaced when the name was read, so that it no longer names the file.
  if (code === 'ENOENT' && entry.name.includes('\ufffd')) return 'has a name that is not UTF-8; rename it.';
  return `cannot be read (${describeError(cause)}); check its permissions.`;
}

function isInside(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

async function openRoot(dir: string): Promise<string> {
  try {
    return await realpath(dir);
  } catch (cause) {
    throw rootError(dir, cause);
  }
}

async function listRoot(dir: string): Promise<Dirent[]> {
  try {
    return await readdir(dir, { withFileTypes: true });
  } catch (cause) {
    throw rootError(dir, cause);
  }
}

function rootError(dir: string, cause: unknown): UserError {
  const code = errorCode(cause);
  if (code === 'ENOENT') {
    const next = 'create it and put documents into it, or set CORPUS_DIR to the folder that has them.';
    return new UserError('corpus-missing', `The corpus folder ${dir} does not exist; ${next}`, { cause });
  }
  if (code === 'ENOTDIR') {
    return new UserError(
      'corpus-unreadable',
      `The corpus ${dir} is not a folder; set CORPUS_DIR to a folder.`,
      { cause },
    );
  }
  const message = `The corpus folder ${dir} cannot be read (${describeError(cause)}); check its permissions.`;
  return new UserError('corpus-unreadable', message, { cause });
}
