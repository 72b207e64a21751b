import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describeError, errorCode, UserError } from '../errors.ts';
import { bundledModels } from './model-table.ts';

const networkFile = 'onnx/model_quantized.onnx';
const settingsFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;
type ModelFileName = (typeof settingsFiles)[number] | typeof networkFile;

/** What Git leaves in place of a large file when its extension for those is not installed. */
const pointerStart = 'version https://git-lfs';

/** The parts of `tokenizer.json` that decide a text's tokens; the rest is about padding and cutting. */
const tokenizerRules = ['added_tokens', 'normalizer', 'pre_tokenizer', 'model', 'post_processor'] as const;

/** A model's files, checked. Hashes are SHA-256 in lower-case hex. */
export interface ModelFiles {
  /** Path of the network. */
  readonly network: string;
  readonly networkSha256: string;
  readonly tokenizerSha256: string;
  /** The same for two tokenizers that give the same tokens for every text. */
  readonly tokenizerRulesSha256: string;
}

interface ModelPlace {
  readonly modelDir: string;
  readonly model: string;
}

export function isBundled(model: string): boolean {
  return Object.hasOwn(bundledModels, model);
}

/** Whether every file that the model needs lies in its folder, so that nothing has to be downloaded. */
export async function hasModelFiles(place: ModelPlace): Promise<boolean> {
  for (const name of [...settingsFiles, networkFile] as const) {
    const found = await stat(fileOf(place, name)).catch(() => null);
    if (found === null) return false;
  }
  return true;
}

/**
 * Reads the model's files and checks them: present, whole JSON, a network that is not empty and not a pointer,
 * and for a bundled model the very bytes that it was shipped with. Hashing 23 MB takes 20 to 60 ms.
 *
 * @throws UserError `missing-model` or `damaged-model`, naming the file and the next step.
 */
export async function checkModelFiles(place: ModelPlace): Promise<ModelFiles> {
  for (const name of settingsFiles) await readJson(place, name);
  const tokenizer = await readJson(place, 'tokenizer.json');
  const rules = tokenizerRules.map((rule) => tokenizer.value[rule] ?? null);
  return {
    network: fileOf(place, networkFile),
    networkSha256: await hashNetwork(place),
    tokenizerSha256: sha256(tokenizer.text),
    tokenizerRulesSha256: sha256(JSON.stringify(rules)),
  };
}

/** What to do about a model whose files are missing or damaged: one sentence. */
export function restoreModel({ modelDir, model }: ModelPlace): string {
  return isBundled(model)
    ? `It comes with the project: restore it with \`git checkout -- embeddings/models\` or clone again, and see that MODEL_DIR (${modelDir}) is its folder.`
    : `Remove the folder ${path.join(modelDir, model)} to have the model downloaded again, or put its files there.`;
}

async function readJson(
  place: ModelPlace,
  name: ModelFileName,
): Promise<{ text: string; value: Record<string, unknown> }> {
  const text = await readFile(fileOf(place, name), 'utf8').catch((error: unknown) => {
    throw unreadable(place, name, error);
  });
  try {
    return { text, value: JSON.parse(text) as Record<string, unknown> };
  } catch (cause) {
    throw damaged(place, name, describeError(cause), cause);
  }
}

/** Hashes in small pieces, so that the file is never in memory as a whole. */
async function hashNetwork(place: ModelPlace): Promise<string> {
  const hash = createHash('sha256');
  let size = 0;
  let start = '';
  try {
    for await (const chunk of createReadStream(fileOf(place, networkFile))) {
      const bytes = chunk as Buffer;
      if (size === 0) start = bytes.subarray(0, pointerStart.length).toString('latin1');
      size += bytes.length;
      hash.update(bytes);
    }
  } catch (error) {
    throw unreadable(place, networkFile, error);
  }
  if (size === 0) throw damaged(place, networkFile, 'it is empty');
  if (start === pointerStart) {
    throw damaged(place, networkFile, 'it is a Git LFS pointer, not the model itself');
  }
  const found = hash.digest('hex');
  const expected = bundledModels[place.model];
  if (expected !== undefined && found !== expected) {
    throw damaged(place, networkFile, `its ${size} bytes are not the ones it was shipped with`);
  }
  return found;
}

function unreadable(place: ModelPlace, name: ModelFileName, cause: unknown): UserError {
  const code = errorCode(cause);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return damaged(place, name, describeError(cause), cause);
  return new UserError(
    'missing-model',
    `The file ${fileOf(place, name)} of the model ${place.model} is missing. ${restoreModel(place)}`,
    { cause },
  );
}

function damaged(place: ModelPlace, name: ModelFileName, fault: string, cause?: unknown): UserError {
  return new UserError(
    'damaged-model',
    `The file ${fileOf(place, name)} of the model ${place.model} cannot be used (${fault}). ${restoreModel(place)}`,
    { cause },
  );
}

function fileOf({ modelDir, model }: ModelPlace, name: ModelFileName): string {
  return path.join(modelDir, model, name);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
