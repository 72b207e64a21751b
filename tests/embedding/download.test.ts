import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openModels } from '../../src/embedding/open-embedder.ts';
import { modelDir as bundledDir, embeddingModel } from '../support/models.ts';

const model = 'Somebody/another-model';
let hub: Server;
let hubUrl = '';
let modelDir = '';
let asked: string[] = [];

/** A hub that serves the bundled model's files under another name. */
beforeEach(async () => {
  asked = [];
  modelDir = await mkdtemp(path.join(os.tmpdir(), 'verbatim-hub-'));
  hub = createServer((request, response) => {
    const name = request.url?.split(`/${model}/resolve/main/`)[1];
    asked.push(request.url ?? '');
    if (name === undefined) response.writeHead(404).end();
    else createReadStream(path.join(bundledDir, embeddingModel, name)).pipe(response);
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  hubUrl = `http://127.0.0.1:${(hub.address() as AddressInfo).port}/`;
});

afterEach(async () => {
  await stopHub();
  await rm(modelDir, { recursive: true, force: true });
});

function stopHub(): Promise<void> {
  hub.closeAllConnections();
  return new Promise((resolve) => hub.close(() => resolve()));
}

test('a model that is not there is downloaded once, and then needs no network', async () => {
  const warnings: string[] = [];
  const options = { modelDir, embeddingModel: model, readerModel: null, hubUrl };
  const onWarning = (message: string) => warnings.push(message);
  const first = await openModels({ ...options, onWarning });
  expect(asked).toContain(`/${model}/resolve/main/onnx/model_quantized.onnx`);
  expect(warnings).toEqual([expect.stringMatching(/another-model is not in .*model-table\.ts/)]);
  const { fingerprint } = first.embedder;
  await first.close();
  await stopHub();
  const second = await openModels({ ...options, onWarning });
  expect(second.embedder.fingerprint).toBe(fingerprint);
  await second.close();
});

test('a model that the hub does not know is refused with its name and the next step', async () => {
  const options = { modelDir, embeddingModel: 'Nobody/nothing', readerModel: null, hubUrl };
  await expect(openModels(options)).rejects.toMatchObject({
    identifier: 'model-download',
    message: expect.stringMatching(/Nobody\/nothing is not in .* could not be downloaded .*Check its name/),
  });
});

test('a hub that cannot be reached is named', async () => {
  await stopHub();
  const options = { modelDir, embeddingModel: model, readerModel: null, hubUrl };
  await expect(openModels(options)).rejects.toMatchObject({
    identifier: 'model-download',
    message: expect.stringContaining(hubUrl),
  });
});

test('a bundled model is never downloaded', async () => {
  const options = { modelDir, embeddingModel, readerModel: null, hubUrl };
  await expect(openModels(options)).rejects.toMatchObject({ identifier: 'missing-model' });
  expect(asked).toEqual([]);
});
