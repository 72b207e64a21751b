import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomDirection, randomEmbedder } from '../../src/bench/random-embedder.ts';
import { rankWords, textMaker } from '../../src/bench/synthetic-text.ts';
import { seededRandom } from '../../src/evaluation/bootstrap.ts';

const wordsOf = (text: string) => text.toLowerCase().match(/\p{L}+/gu) ?? [];

describe('synthetic text', () => {
  test('words are ranked by how often they occur', () => {
    expect(rankWords('The sea, the SEA and the river')).toEqual(['the', 'sea', 'and', 'river']);
  });

  test('is the same for the same seed, another for another one', () => {
    const textOf = (seed: number) => textMaker(['the', 'of'], 500, seed).sentence(30);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(textOf(seed)).toBe(textOf(seed));
        expect(textOf(seed)).not.toBe(textOf(seed + 1));
      }),
    );
  });

  test('is made of sentences of the length that was asked for', () => {
    const maker = textMaker(['the', 'of'], 500, 1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (words) => {
        const sentence = maker.sentence(words);
        expect(wordsOf(sentence)).toHaveLength(words);
        expect(sentence).toMatch(/^\p{Lu}.*[^.]\.$/u);
      }),
    );
  });

  test('uses each word in proportion to its rank, the given ones first', () => {
    const words = wordsOf(textMaker(['the', 'of', 'and'], 300, 7).sentence(60_000));
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    expect(counts.size).toBe(300);
    // Zipf and Mandelbrot: the first word comes up (3 + 2.7) / (1 + 2.7) times as often as the third.
    const share = (word: string) => counts.get(word) ?? 0;
    expect(share('the') / share('and')).toBeCloseTo(5.7 / 3.7, 0);
    expect(share('the')).toBeGreaterThan(share('of'));
    expect(share('of')).toBeGreaterThan(share('and'));
    expect([...counts.values()].every((count) => count <= share('the'))).toBe(true);
  });
});

describe('random directions', () => {
  test('have unit length and are nearly at right angles to each other', () => {
    const random = seededRandom(3);
    const [a, b] = [randomDirection(random), randomDirection(random)];
    expect(Math.hypot(...a)).toBeCloseTo(1, 6);
    expect(Math.abs(a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0))).toBeLessThan(0.3);
  });

  test('of two embedders with one seed are the same', async () => {
    const texts = ['one', 'two'];
    const first = await randomEmbedder(5).embed(texts, 'passage');
    expect(await randomEmbedder(5).embed(texts, 'passage')).toEqual(first);
    expect(await randomEmbedder(6).embed(texts, 'passage')).not.toEqual(first);
    expect(first).toHaveLength(2);
  });
});
