import { fileURLToPath } from 'node:url';
import { checkModelFiles } from '../../src/embedding/model-files.ts';
import { type ModelOptions, type Models, openModels } from '../../src/embedding/open-embedder.ts';
import type { NetworkFile } from '../../src/embedding/passage-process.ts';

/** The folder of the models that come with the project. */
export const modelDir = fileURLToPath(new URL('../../embeddings/models', import.meta.url));
export const embeddingModel = 'Xenova/all-MiniLM-L6-v2';
export const readerModel = 'Verbatim/minilm-l6-reader';

/** The bundled models (without the reader unless asked for); a warning fails the test that caused it. */
export function openBundledModels(options: Partial<ModelOptions> = {}): Promise<Models> {
  return openModels({
    modelDir,
    embeddingModel,
    readerModel: null,
    onWarning: (message) => {
      throw new Error(`unexpected warning: ${message}`);
    },
    ...options,
  });
}

/** The bundled embedding model's network, as another process loads it. */
export async function bundledNetwork(): Promise<NetworkFile> {
  const { network: file, networkSha256: sha256 } = await checkModelFiles({ modelDir, model: embeddingModel });
  return { file, sha256, pooling: 'mean', threads: 1 };
}

/** Cosine of two vectors of unit length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
