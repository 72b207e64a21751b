import { UserError } from '../errors.ts';
import { type Generation, readGeneration, readManifest } from './generation.ts';
import { generationFolder } from './layout.ts';
import type { Pointer } from './manifest.ts';
import { readPointer } from './pointer.ts';

/** What an index folder holds when a build starts. */
export interface Previous {
  /** Null when there is no index, or none that this version reads. */
  readonly pointer: Pointer | null;
  /** Null when nothing of it can be reused. */
  readonly generation: Generation | null;
  /** Why an index that is there cannot be reused. */
  readonly unusable: string | null;
}

/**
 * Reads what is there whole, so that a build also notices damage. An index that is damaged, of another format or of
 * another model is a reason to build afresh and not a failure.
 */
export async function readPrevious(indexDir: string, fingerprint: string): Promise<Previous> {
  let pointer: Pointer | null = null;
  try {
    pointer = await readPointer(indexDir);
    if (pointer === null) return { pointer, generation: null, unusable: null };
    const folder = generationFolder(indexDir, pointer.generation);
    const manifest = await readManifest(folder, pointer.manifestSha256);
    if (manifest.fingerprint !== fingerprint) {
      return { pointer, generation: null, unusable: `it was made by another model (${manifest.model})` };
    }
    return { pointer, generation: await readGeneration(folder, manifest), unusable: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const reason = error.identifier === 'other-index-version' ? 'it has another format' : error.message;
    return { pointer, generation: null, unusable: reason };
  }
}
