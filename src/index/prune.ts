import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { generationsFolder, PARTIAL_ENDING } from './layout.ts';
import type { Pointer } from './manifest.ts';

/**
 * Removes what killed builds left behind and every generation but the one in use and the one before it. Without a
 * pointer nothing says which generation matters, so only unfinished ones go. Call it only while holding the lock.
 */
export async function prune(indexDir: string, pointer: Pointer | null): Promise<void> {
  const folder = generationsFolder(indexDir);
  for (const name of await readdir(folder)) {
    const unfinished = name.endsWith(PARTIAL_ENDING);
    const outdated = pointer !== null && name !== pointer.generation && name !== pointer.previous;
    if (unfinished || outdated) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
