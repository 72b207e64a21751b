import { describe, expect, test } from 'vitest';
import { confidenceFeatures, estimateConfidence, modelFor } from '../../src/answer/confidence.ts';
import { CONFIDENCE_MODELS, FEATURES_OF } from '../../src/answer/confidence-model.ts';
import { profileQuestion } from '../../src/answer/profile.ts';
import type { Candidate } from '../../src/answer/retrieve.ts';
import type { WindowReading } from '../../src/answer/windows.ts';
import { indexOf } from '../support/index-of.ts';
import { rankedOf } from './ranked.ts';

const QUESTION = 'Who runs the lighthouse of Velden?';
const index = await indexOf({ harbour: 'The lighthouse of Velden is run by volunteers.' });
const candidate = (dense: number, number: number): Candidate => ({
  number,
  dense,
  sentences: [dense],
  lexical: 0,
  fused: dense,
});

/** The features of the one passage, found among candidates with these cosines, and read as told. */
function featuresOf(
  cosines: readonly number[],
  reading: WindowReading | null = null,
  quoteMargin: number | null = null,
) {
  const passages = rankedOf(index, QUESTION).map((passage) => ({ ...passage, reading }));
  const ranking = { candidates: cosines.map(candidate), passages, nearness: 0.5, quoteMargin };
  const features = confidenceFeatures(index, ranking, profileQuestion(QUESTION, index));
  if (features === null) throw new Error('nothing was found');
  return features;
}

function readingOf(noAnswer: number): WindowReading {
  const span = { start: 0, end: 3, score: 5, margin: 5 - noAnswer };
  const tokens = [{ start: 0, end: 3, startLogit: 3, endLogit: 2 }];
  return { window: { start: 0, end: 46 }, reading: { ...span, noAnswer, truncated: false, tokens } };
}

describe('the background', () => {
  test('is the mean cosine of the ten nearest, in whatever order they come', () => {
    const ten = [0.9, 0.8, 0.7, 0.6, 0.5, 0.5, 0.4, 0.3, 0.2, 0.1];
    expect(featuresOf([0.05, ...ten, -0.2]).background).toBeCloseTo(0.5);
    expect(featuresOf([...ten].reverse()).background).toBeCloseTo(0.5);
  });

  test('is the mean of what there is in a small corpus', () => {
    expect(featuresOf([0.6, 0.2]).background).toBeCloseTo(0.4);
  });
});

describe('the confidence', () => {
  const { withReader } = CONFIDENCE_MODELS;

  test('rises with what the reader is sure of', () => {
    const confidenceAt = (noAnswer: number) =>
      estimateConfidence(featuresOf([0.5], readingOf(noAnswer)), withReader);
    expect(featuresOf([0.5], readingOf(1)).softMargin).toBeCloseTo(0.4);
    expect(confidenceAt(-1)).toBeGreaterThan(confidenceAt(9));
  });

  test('rises with what the reader is sure of when it reads the quote alone', () => {
    const confidenceAt = (margin: number) =>
      estimateConfidence(featuresOf([0.5], readingOf(1), margin), withReader);
    expect(featuresOf([0.5], readingOf(1), 4).quoteMargin).toBeCloseTo(0.4);
    expect(confidenceAt(4)).toBeGreaterThan(confidenceAt(-4));
  });

  test('falls where everything is as near as the first passage', () => {
    const among = (cosine: number) =>
      estimateConfidence(
        featuresOf(
          Array.from({ length: 10 }, () => cosine),
          readingOf(1),
        ),
        withReader,
      );
    expect(among(0.2)).toBeGreaterThan(among(0.6));
  });

  test('is 0 where nothing was found', () => {
    expect(estimateConfidence(null, withReader)).toBe(0);
  });
});

test('each model weighs exactly the features that it is fitted on', () => {
  for (const [withReader, variant] of [
    [true, 'withReader'],
    [false, 'withoutReader'],
  ] as const) {
    expect(Object.keys(modelFor(withReader).weights)).toEqual(FEATURES_OF[variant]);
  }
});
