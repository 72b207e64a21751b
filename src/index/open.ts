import { UserError } from '../errors.ts';
import { readGeneration, readManifest } from './generation.ts';
import { GenerationIndex } from './generation-index.ts';
import { generationFolder } from './layout.ts';
import type { Pointer } from './manifest.ts';
import { readPointer } from './pointer.ts';

export interface OpenOptions {
  /** Of the embedder that will make the questions' vectors. */
  readonly fingerprint: string;
}

/**
 * Opens the generation in use and reads it into memory; its files may be removed afterwards.
 *
 * @throws UserError `no-index`, `other-index-version`, `other-model`, `damaged-index` or `unreadable-index`, each
 * with the next step.
 */
export async function openIndex(indexDir: string, options: OpenOptions): Promise<GenerationIndex> {
  for (let pointer = await requirePointer(indexDir); ; ) {
    try {
      return await openGeneration(indexDir, pointer, options);
    } catch (error) {
      // Two builds may have ended since the pointer was read; then its generation is gone and another one is there.
      const now = await requirePointer(indexDir);
      if (now.generation === pointer.generation) throw error;
      pointer = now;
    }
  }
}

/** Opens the generation that a pointer names. Throws as `openIndex` does. */
export async function openGeneration(
  indexDir: string,
  pointer: Pointer,
  { fingerprint }: OpenOptions,
): Promise<GenerationIndex> {
  const folder = generationFolder(indexDir, pointer.generation);
  const manifest = await readManifest(folder, pointer.manifestSha256);
  if (manifest.fingerprint !== fingerprint) {
    throw new UserError(
      'other-model',
      `The index in ${indexDir} was made by the model ${manifest.model} with other files or settings than the one now in use. Run "npm run build:index" to build it anew, or set EMBEDDING_MODEL back.`,
    );
  }
  return new GenerationIndex(pointer.generation, await readGeneration(folder, manifest), pointer.corpusState);
}

async function requirePointer(indexDir: string): Promise<Pointer> {
  const pointer = await readPointer(indexDir);
  if (pointer !== null) return pointer;
  throw new UserError(
    'no-index',
    `There is no index in ${indexDir} yet. Run "npm run build:index" to build it.`,
  );
}
