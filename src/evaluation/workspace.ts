import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeError, errorCode, UserError } from '../errors.ts';

/** Where a set's documents and their index lie between runs, so that the next run embeds only what changed. */
export interface Workspace {
  readonly corpusDir: string;
  readonly indexDir: string;
}

/**
 * A folder below `indexDir` for one set and one embedding model. Its corpus is a copy of the set's documents alone:
 * the questions beside them are no documents.
 *
 * @throws UserError `workspace-unusable` that names the folder.
 */
export async function prepareWorkspace(
  indexDir: string,
  setName: string,
  corpusFile: string,
  embeddingModel: string,
): Promise<Workspace> {
  const origin = `${path.resolve(corpusFile)}\n${embeddingModel}`;
  const key = createHash('sha256').update(origin).digest('hex').slice(0, 12);
  const root = path.join(indexDir, 'evaluation', `${setName.replace(/[^\w-]/g, '_')}-${key}`);
  const workspace = { corpusDir: path.join(root, 'corpus'), indexDir: path.join(root, 'index') };
  const copy = path.join(workspace.corpusDir, 'corpus.jsonl');
  try {
    await mkdir(workspace.corpusDir, { recursive: true });
    // An equal copy keeps its time stamp, by which a corpus is known to be unchanged.
    const [ours, theirs] = await Promise.all([readIfThere(copy), readFile(corpusFile)]);
    if (ours === null || !ours.equals(theirs)) await copyFile(corpusFile, copy);
  } catch (cause) {
    throw new UserError(
      'workspace-unusable',
      `The set's documents could not be copied to ${workspace.corpusDir} (${describeError(cause)}). Free space there or set INDEX_DIR to a folder that can be written.`,
      { cause },
    );
  }
  return workspace;
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
