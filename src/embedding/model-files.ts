import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describeError, errorCode, UserError } from '../errors.ts';
import { bundledModels } from './model-table.ts';

const networkFile = 'onnx/model_quantized.onnx';
const requiredFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json', networkFile] as const;

/** A file of 1 kB or less in place of a network is what Git leaves when large file storage is not installed. */
const pointerStart = 'version https://git-lfs';

export interface ModelFiles {
  readonly folder: string;
  /** SHA-256 in lower-case hex. */
  readonly networkSha256: string;
  readonly tokenizerSha256: string;
}

/** Whether every file that the model needs lies in the folder, so that nothing has to be downloaded. */
export async function hasModelFiles(modelDir: string, model: string): Promise<boolean> {
  for (const file of requiredFiles) {
    if (!(await exists(path.join(modelDir, model, file)))) return false;
  }
  return true;
}

export function isBundled(model: string): boolean {
  return Object.hasOwn(bundledModels, model);
}

/**
 * Reads the model's files once and checks them: present, whole JSON, a network that is not empty and not a
 * pointer, and for a bundled model the very bytes that it was shipped with. Takes about 30 ms for 23 MB.
 *
 * @throws UserError `missing-model` or `damaged-model`, naming the file and the next step.
 */
export async function checkModelFiles(modelDir: string, model: string): Promise<ModelFiles> {
  const folder = path.join(modelDir, model);
  const remedy = nextStep(modelDir, model);
  const contents = new Map<string, Buffer>();
  for (const name of requiredFiles) {
    contents.set(name, await readModelFile(path.join(folder, name), model, remedy));
  }
  for (const [name, content] of contents) {
    const fault = name === networkFile ? networkFault(content, model) : jsonFault(content);
    if (fault !== null) {
      throw new UserError(
        'damaged-model',
        `The file ${path.join(folder, name)} of the model ${model} is damaged (${fault}). ${remedy}`,
      );
    }
  }
  return {
    folder,
    networkSha256: sha256(contents.get(networkFile) ?? Buffer.alloc(0)),
    tokenizerSha256: sha256(contents.get('tokenizer.json') ?? Buffer.alloc(0)),
  };
}

/** What to do about a model whose files are missing or damaged: one sentence. */
export function nextStep(modelDir: string, model: string): string {
  const folder = path.join(modelDir, model);
  return isBundled(model)
    ? `It comes with the project: restore it with \`git checkout -- embeddings/models\`, or clone again, and check MODEL_DIR (${modelDir}).`
    : `Remove the folder ${folder} to have the model downloaded again, or put its files there yourself.`;
}

async function readModelFile(file: string, model: string, remedy: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const missing = errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR';
    throw new UserError(
      missing ? 'missing-model' : 'damaged-model',
      missing
        ? `The file ${file} of the model ${model} is missing. ${remedy}`
        : `The file ${file} of the model ${model} cannot be read (${describeError(cause)}). ${remedy}`,
      { cause },
    );
  }
}

function networkFault(content: Buffer, model: string): string | null {
  if (content.length === 0) return 'it is empty';
  if (content.subarray(0, pointerStart.length).toString('latin1') === pointerStart) {
    return 'it is a Git LFS pointer, not the model itself';
  }
  const expected = bundledModels[model];
  if (expected !== undefined && sha256(content) !== expected) {
    return `its ${content.length} bytes are not the ones it was shipped with`;
  }
  return null;
}

function jsonFault(content: Buffer): string | null {
  try {
    JSON.parse(content.toString('utf8'));
    return null;
  } catch (error) {
    return describeError(error);
  }
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

async function exists(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
