import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describeError, errorCode, UserError } from './errors.ts';

export interface DotEnv {
  readonly values: NodeJS.Dict<string>;
  /** Names whose value goes on after a `#` that no space stands before: a comment to the parser, hardly to its writer. */
  readonly cut: readonly string[];
}

/**
 * The variables of the `.env` file in a folder; none where there is no such file.
 *
 * @throws UserError `bad-configuration` when it cannot be read or is not text in UTF-8.
 */
export function readDotEnv(folder: string): DotEnv {
  const file = path.join(folder, '.env');
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return { values: {}, cut: [] };
    throw new UserError(
      'bad-configuration',
      `.env could not be read (${describeError(cause)}). Correct or remove ${file}.`,
      { cause },
    );
  }
  const content = decode(bytes, file);
  return { values: parseEnv(content), cut: [...content.matchAll(CUT)].map(([, name = '']) => name) };
}

const CUT = /^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=[ \t]*(?!['"`#\s])[^#\r\n]*[^#\s]#/gm;

/** A byte order mark goes; it would else be part of the first name. */
function decode(bytes: Buffer, file: string): string {
  try {
    if (!bytes.includes(0)) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Told below.
  }
  // `echo NAME=value > .env` in PowerShell writes UTF-16.
  throw new UserError('bad-configuration', `.env is not text in UTF-8. Save ${file} as UTF-8.`);
}

/** Names that are nearly a known one, each as a fault that says which; a name far from all is another program's. */
export function misspelled(names: readonly string[], known: readonly string[]): string[] {
  return names.flatMap((name) => {
    if (known.includes(name)) return [];
    const meant = known.find((candidate) => isNear(name.toUpperCase(), candidate));
    return meant === undefined ? [] : [`${name} is not a variable of this program, ${meant} is`];
  });
}

/** Whether at most two letters are wrong, missing or too many, or two neighbours changed places. */
function isNear(name: string, other: string): boolean {
  const allowed = 2;
  if (Math.abs(name.length - other.length) > allowed) return false;
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...name].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries()) {
      const change = (row[j] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) <= allowed;
}
