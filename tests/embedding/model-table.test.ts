import { expect, test } from 'vitest';
import { bundledModels, knownEmbeddingSettings } from '../../src/embedding/model-table.ts';
import { embeddingModel, readerModel } from '../support/models.ts';

test('the bundled model pools by mean, needs no prefix and reads 256 tokens', () => {
  expect(knownEmbeddingSettings(embeddingModel)).toEqual({
    pooling: 'mean',
    questionPrefix: '',
    passagePrefix: '',
    maxTokens: 256,
  });
});

test('models that were trained with prefixes get them', () => {
  expect(knownEmbeddingSettings('Xenova/e5-small-v2')).toMatchObject({
    pooling: 'mean',
    questionPrefix: 'query: ',
    passagePrefix: 'passage: ',
  });
  expect(knownEmbeddingSettings('Xenova/bge-small-en-v1.5')).toMatchObject({
    pooling: 'cls',
    questionPrefix: 'Represent this sentence for searching relevant passages: ',
    passagePrefix: '',
  });
});

test('a name that only objects know is not a model', () => {
  expect(knownEmbeddingSettings('toString')).toBeNull();
  expect(knownEmbeddingSettings('Somebody/else')).toBeNull();
});

test('both bundled models are known by the hash of their file', () => {
  expect(Object.keys(bundledModels).toSorted()).toEqual([readerModel, embeddingModel]);
});
