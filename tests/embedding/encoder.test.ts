import { env, pipeline } from '@xenova/transformers';
import { expect, test } from 'vitest';
import { cutToLength, loadEncoder } from '../../src/embedding/encoder.ts';
import { cosine, embeddingModel, modelDir } from '../support/models.ts';

// These run the model in the test's own thread, so that the library can be asked the same in the same process.

test('a vector is the one that the library itself gives for the text', async () => {
  const encoder = await loadEncoder({ modelDir, model: embeddingModel, hubUrl: 'http://127.0.0.1:9/' });
  expect(env.allowRemoteModels).toBe(false);
  const extract = await pipeline('feature-extraction', embeddingModel);
  for (const text of ['Where does the river end?', 'Über Zürich, 1,100 Fuß hoch.']) {
    const expected = await extract(text, { pooling: 'mean', normalize: true });
    const vector = await encoder.embed(text, 'question');
    expect(cosine(vector, Float32Array.from(expected.data, Number))).toBeGreaterThan(0.99999);
  }
  expect(encoder.warnings).toEqual([]);
  expect(encoder.countTokens('Where does the river end?')).toBe(8);
});

test('what is cut to a length keeps its beginning and its closing token', () => {
  expect(cutToLength([101, 7, 8, 9, 102], 5)).toEqual([101, 7, 8, 9, 102]);
  expect(cutToLength([101, 7, 8, 9, 102], 4)).toEqual([101, 7, 8, 102]);
});
