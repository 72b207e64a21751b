import path from 'node:path';
import { jsonl } from './jsonl.ts';
import { md } from './md.ts';
import type { Reader } from './reader.ts';
import { txt } from './txt.ts';

/** Every format that the corpus can hold. A new one is its own file and its name here. */
export const readers: readonly Reader[] = [txt, md, jsonl];

const byExtension = new Map(readers.flatMap((reader) => reader.extensions.map((ending) => [ending, reader])));

/** The reader for a file's ending (in any case), if there is one. */
export function readerFor(file: string): Reader | undefined {
  return byExtension.get(path.posix.extname(file).toLowerCase());
}
