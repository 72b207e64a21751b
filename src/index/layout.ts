import path from 'node:path';

/**
 * An index folder:
 *
 *     current.json                     names the generation in use, replaced by one rename
 *     build.lock                       held by a build while it runs
 *     generations/000007-1f0c2d3e/     immutable once it has this name
 *       manifest.json                  what it is made of and the hash of each other file
 *       documents.jsonl                one document a line, ordered by id
 *       sentences.i8                   the directions of their sentences' vectors, in order
 *       vectors-0000.pb, ...           the vectors of all passages, in order
 *       words.json                     the lexical index
 *     generations/*.partial/           what a build that is running, or was killed, has written
 */
export const CURRENT_FILE = 'current.json';
export const LOCK_FILE = 'build.lock';
export const MANIFEST_FILE = 'manifest.json';
export const DOCUMENTS_FILE = 'documents.jsonl';
export const WORDS_FILE = 'words.json';
export const SENTENCES_FILE = 'sentences.i8';
export const PARTIAL_ENDING = '.partial';

export function generationsFolder(indexDir: string): string {
  return path.join(indexDir, 'generations');
}

export function generationFolder(indexDir: string, generation: string): string {
  return path.join(generationsFolder(indexDir), generation);
}

/** The name of the generation that follows those that are there; names sort in the order they were built. */
export function nextGenerationName(existing: readonly string[], contentHash: string): string {
  const last = Math.max(0, ...existing.map((name) => Number.parseInt(name, 10) || 0));
  return `${String(last + 1).padStart(6, '0')}-${contentHash.slice(0, 8)}`;
}
