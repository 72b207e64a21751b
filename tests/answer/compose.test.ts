import { describe, expect, test } from 'vitest';
import { compose, MAX_EXCERPTS_WITH_SIDES } from '../../src/answer/compose.ts';
import { profileQuestion } from '../../src/answer/profile.ts';
import { indexOf } from '../support/index-of.ts';
import { rankedOf } from './ranked.ts';
import { others } from './town.ts';

const QUESTION = 'How many boats are in the harbour?';

async function composed(texts: Readonly<Record<string, string>>, scores: readonly number[] = []) {
  const index = await indexOf({ ...texts, ...others });
  const ranked = rankedOf(index, QUESTION, scores);
  return compose({
    passages: ranked.filter(({ indexed }) => indexed.document.id in texts),
    profile: profileQuestion(QUESTION, index),
    confidence: 1,
    isConfident: true,
  });
}

describe('an answer', () => {
  test('without passages is empty', async () => {
    expect(await composed({})).toEqual({ excerpts: [], disagreements: [] });
  });

  test('holds the best passage, however badly it does', async () => {
    const { excerpts } = await composed({ a: 'The mill burned down in the night.' }, [-0.3]);
    expect(excerpts.map(({ document }) => document.id)).toEqual(['a']);
  });

  test('of sources that agree shows no sides, and its excerpts are numbered from 1', async () => {
    const { excerpts, disagreements } = await composed({
      a: 'There are twelve boats in the harbour.',
      b: 'In the harbour there are 12 boats, all blue.',
    });
    expect(excerpts.map(({ citation }) => citation)).toEqual([1, 2]);
    expect(disagreements).toEqual([]);
  });

  test('names with the first excerpt the other documents that say the same', async () => {
    const { excerpts } = await composed({
      a: 'There are twelve boats in the harbour.',
      b: 'The mill burned down in the night.',
      copy: 'There are twelve boats in the harbour!',
    });
    expect(excerpts.map(({ document, also }) => [document.id, also])).toEqual([
      ['a', [3]],
      ['b', undefined],
      ['copy', undefined],
    ]);
  });

  test('names with a side the other documents that take it, and never those that take another', async () => {
    const { excerpts } = await composed({
      a: 'There are twelve boats in the harbour.',
      b: 'There are fourteen boats in the harbour.',
      c: 'In the harbour there are 12 boats, all blue.',
    });
    const also = Object.fromEntries(excerpts.map((each) => [each.document.id, each.also ?? []]));
    const cOf = excerpts.find(({ document }) => document.id === 'c')?.citation;
    expect(also).toEqual({ a: [cOf], b: [], c: [] });
  });

  test('of sources that differ cites each side, and quotes the sentence that states it', async () => {
    const { excerpts, disagreements } = await composed({
      a: 'It opened in 1871. There are twelve boats in the harbour.',
      b: 'There are fourteen boats in the harbour. They are blue.',
    });
    expect(disagreements).toEqual([
      {
        topic: 'How many boats are in the harbour',
        readings: [
          { value: 'twelve', citations: [1] },
          { value: 'fourteen', citations: [2] },
        ],
      },
    ]);
    const highlights = excerpts.map(({ quote, start, highlights: [first] }) =>
      quote.slice((first?.start ?? 0) - start, (first?.end ?? 0) - start),
    );
    expect(highlights).toEqual([
      'There are twelve boats in the harbour.',
      'There are fourteen boats in the harbour.',
    ]);
  });

  test('shows a side that the selection alone would have left out, far behind the best', async () => {
    const { excerpts, disagreements } = await composed(
      { a: 'There are twelve boats in the harbour.', b: 'There are fourteen boats in the harbour.' },
      [1, 0.01],
    );
    expect(excerpts.map(({ document }) => document.id)).toEqual(['a', 'b']);
    expect(disagreements[0]?.readings.map(({ citations }) => citations)).toEqual([[1], [2]]);
  });

  test('shows no sides when the passage that is quoted first takes none of them', async () => {
    const { excerpts, disagreements } = await composed(
      {
        first: 'The harbour opened in 1871 and was widened twice.',
        a: 'There are twelve boats in the harbour.',
        b: 'There are fourteen boats in the harbour.',
      },
      [1, 0.9, 0.8],
    );
    expect(excerpts[0]?.document.id).toBe('first');
    expect(disagreements).toEqual([]);
  });

  test('with many sides keeps to five excerpts, and every citation is one of them', async () => {
    const counts = ['twelve', 'fourteen', 'sixteen', 'nineteen', 'thirty', 'forty', 'fifty'];
    const { excerpts, disagreements } = await composed(
      Object.fromEntries(counts.map((count) => [count, `There are ${count} boats in the harbour.`])),
    );
    expect(excerpts.map(({ citation }) => citation)).toEqual([1, 2, 3, 4, 5]);
    expect(excerpts.length).toBe(MAX_EXCERPTS_WITH_SIDES);
    for (const { value, citations } of disagreements[0]?.readings ?? [])
      for (const citation of citations) expect(excerpts[citation - 1]?.quote).toContain(value);
    expect(disagreements[0]?.readings.length).toBe(5);
  });
});
