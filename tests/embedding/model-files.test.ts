import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkModelFiles, hasModelFiles } from '../../src/embedding/model-files.ts';
import { openModels } from '../../src/embedding/open-embedder.ts';
import { modelDir as bundledDir, embeddingModel, readerModel } from '../support/models.ts';

const network = 'onnx/model_quantized.onnx';
let modelDir = '';
let folder = '';

beforeEach(async () => {
  modelDir = await mkdtemp(path.join(os.tmpdir(), 'verbatim-models-'));
  folder = path.join(modelDir, embeddingModel);
  await mkdir(path.join(folder, 'onnx'), { recursive: true });
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    await cp(path.join(bundledDir, embeddingModel, name), path.join(folder, name));
  }
  await symlink(path.join(bundledDir, embeddingModel, network), path.join(folder, network));
});

afterEach(() => rm(modelDir, { recursive: true, force: true }));

const place = () => ({ modelDir, model: embeddingModel });
const replaceNetwork = async (content: string | Buffer) => {
  await rm(path.join(folder, network));
  await writeFile(path.join(folder, network), content);
};

test('whole files give their hashes', async () => {
  const files = await checkModelFiles(place());
  expect(files.network).toBe(path.join(folder, network));
  expect(files.networkSha256).toBe('0efc78a96b716e6d83501d06617805d090d260dde64d66d9dc12453aa224e892');
  expect(await hasModelFiles(place())).toBe(true);
});

test('the two bundled models share one tokenizer, although their files differ', async () => {
  const [embedder, reader] = await Promise.all([
    checkModelFiles({ modelDir: bundledDir, model: embeddingModel }),
    checkModelFiles({ modelDir: bundledDir, model: readerModel }),
  ]);
  expect(reader.tokenizerRulesSha256).toBe(embedder.tokenizerRulesSha256);
  expect(reader.tokenizerSha256).not.toBe(embedder.tokenizerSha256);
  expect(reader.networkSha256).not.toBe(embedder.networkSha256);
});

describe('a bundled model that is not whole is refused with the file and the next step', () => {
  const refused = async (identifier: string, file: string, fault: string | RegExp) => {
    const error = await checkModelFiles(place()).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: 'UserError', identifier });
    expect(error).toHaveProperty('message', expect.stringContaining(path.join(folder, file)));
    expect(error).toHaveProperty('message', expect.stringMatching(fault));
    expect(error).toHaveProperty('message', expect.stringContaining('git checkout -- embeddings/models'));
  };

  test('no folder', async () => {
    await rm(folder, { recursive: true });
    await refused('missing-model', 'config.json', /is missing/);
  });

  test('no network', async () => {
    await rm(path.join(folder, network));
    await refused('missing-model', network, /is missing/);
  });

  test('an empty network', async () => {
    await replaceNetwork('');
    await refused('damaged-model', network, /it is empty/);
  });

  test('a network cut short', async () => {
    const whole = await readFile(path.join(bundledDir, embeddingModel, network));
    await replaceNetwork(whole);
    await truncate(path.join(folder, network), 1_000_000);
    await refused('damaged-model', network, /its 1000000 bytes are not the ones it was shipped with/);
  });

  test('a network with one other byte', async () => {
    const whole = await readFile(path.join(bundledDir, embeddingModel, network));
    whole[12_345_678] = (whole[12_345_678] ?? 0) ^ 1;
    await replaceNetwork(whole);
    await refused('damaged-model', network, /not the ones it was shipped with/);
  });

  test('a pointer of Git LFS', async () => {
    await replaceNetwork('version https://git-lfs.github.com/spec/v1\noid sha256:0efc\nsize 23460631\n');
    await refused('damaged-model', network, /Git LFS pointer/);
  });

  test('a folder in place of the network', async () => {
    await rm(path.join(folder, network));
    await mkdir(path.join(folder, network));
    await refused('damaged-model', network, /EISDIR/);
  });

  test('a tokenizer cut short', async () => {
    await truncate(path.join(folder, 'tokenizer.json'), 1_000);
    await refused('damaged-model', 'tokenizer.json', /JSON/);
  });

  test('opening the models says the same, and no thread is left behind', async () => {
    await replaceNetwork('');
    const opening = openModels({ modelDir, embeddingModel, readerModel: null });
    await expect(opening).rejects.toMatchObject({
      identifier: 'damaged-model',
      message: expect.stringContaining(path.join(folder, network)),
    });
  });
});

test('another model in the folder is told to be removed or replaced when it is damaged', async () => {
  const model = 'Somebody/else';
  await cp(folder, path.join(modelDir, model), { recursive: true, dereference: true });
  await truncate(path.join(modelDir, model, network), 1_000_000);
  const opening = openModels({ modelDir, embeddingModel: model, readerModel: null });
  await expect(opening).rejects.toMatchObject({
    identifier: 'damaged-model',
    message: expect.stringMatching(/Somebody\/else could not be loaded .*Remove the folder/s),
  });
});

test('an embedding model cannot be the reader', async () => {
  const opening = openModels({ modelDir: bundledDir, embeddingModel, readerModel: embeddingModel });
  await expect(opening).rejects.toMatchObject({
    identifier: 'unsuitable-reader',
    message: expect.stringContaining('READER_MODEL=off'),
  });
});
