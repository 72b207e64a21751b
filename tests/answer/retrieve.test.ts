import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, fuse, retrieve, type Similarities } from '../../src/answer/retrieve.ts';
import type { Hit } from '../../src/index/types.ts';
import { indexOf } from '../support/index-of.ts';

const COSINES = 40;
const cosineOf = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: COSINES,
  maxLength: COSINES,
});
const leg = (score: fc.Arbitrary<number>): fc.Arbitrary<Hit[]> =>
  fc
    .uniqueArray(fc.record({ number: fc.nat(COSINES - 1), score }), {
      maxLength: 25,
      selector: ({ number }) => number,
    })
    .map((hits) => hits.sort((a, b) => b.score - a.score || a.number - b.number));
const worded = leg(fc.double({ min: 0.001, max: 40, noNaN: true }));
/** Two legs as an index gives them: the nearest ones have the cosines that the index would give for them. */
const legs = fc
  .record({
    cosines: cosineOf,
    sentences: cosineOf,
    near: fc.uniqueArray(fc.nat(COSINES - 1), { maxLength: 25 }),
    worded,
  })
  .map(({ cosines, sentences, near, worded }) => {
    const similarities: Similarities = {
      passage: (number) => cosines[number] ?? 0,
      // Of three passages one has no sentence that is compared, and one has one without a vector.
      sentences: (number) => [[], [sentences[number] ?? 0], [null, sentences[number] ?? 0]][number % 3] ?? [],
    };
    const nearest = near.map((number) => ({ number, score: similarities.passage(number) }));
    return { nearest, worded, similarities };
  });

const nearestOf = ({ dense, sentences }: Candidate) =>
  sentences.length > 0 ? Math.max(...sentences) : dense;

describe('fusing the two legs, for any hits', () => {
  test('gives each passage that one of them found once, with what both think of it', () => {
    fc.assert(
      fc.property(legs, ({ nearest, worded, similarities }) => {
        const fused = fuse(nearest, worded, similarities);
        const found = new Set([...nearest, ...worded].map(({ number }) => number));
        expect(fused.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
          [...found].sort((a, b) => a - b),
        );
        for (const { number, dense, sentences, lexical } of fused) {
          expect(dense).toBe(similarities.passage(number));
          expect(sentences).toEqual(similarities.sentences(number).map((one) => one ?? dense));
          expect(lexical).toBe(worded.find((hit) => hit.number === number)?.score ?? 0);
        }
      }),
    );
  });

  test('puts the best first, equals by number, with scores from 0 to 1', () => {
    fc.assert(
      fc.property(legs, ({ nearest, worded, similarities }) => {
        const fused = fuse(nearest, worded, similarities);
        for (const [at, candidate] of fused.entries()) {
          expect(candidate.fused).toBeGreaterThanOrEqual(0);
          expect(candidate.fused).toBeLessThanOrEqual(1 + 1e-12);
          const next = fused[at + 1];
          if (next === undefined) continue;
          expect(candidate.fused).toBeGreaterThanOrEqual(next.fused);
          if (candidate.fused === next.fused) expect(candidate.number).toBeLessThan(next.number);
        }
      }),
    );
  });

  test('never puts a passage below one that both legs like less', () => {
    fc.assert(
      fc.property(legs, ({ nearest, worded, similarities }) => {
        const fused = fuse(nearest, worded, similarities);
        for (const a of fused) {
          for (const b of fused) {
            if (a.dense >= b.dense && nearestOf(a) >= nearestOf(b) && a.lexical >= b.lexical)
              expect(a.fused).toBeGreaterThanOrEqual(b.fused - 1e-12);
          }
        }
      }),
    );
  });

  test('does not depend on the order of the hits', () => {
    fc.assert(
      fc.property(legs, ({ nearest, worded, similarities }) => {
        const turned = fuse([...nearest].reverse(), [...worded].reverse(), similarities);
        expect(turned).toEqual(fuse(nearest, worded, similarities));
      }),
    );
  });
});

describe('one leg alone', () => {
  const alike = (similarity: (number: number) => number): Similarities => ({
    passage: similarity,
    sentences: () => [],
  });
  const never = alike(() => {
    throw new Error('its cosine is known already');
  });

  test('decides by its own order', () => {
    const hits = [
      { number: 4, score: 0.9 },
      { number: 1, score: 0.5 },
      { number: 7, score: 0.1 },
    ];
    expect(fuse(hits, [], never).map(({ number }) => number)).toEqual([4, 1, 7]);
    expect(
      fuse(
        [],
        hits,
        alike(() => 0.3),
      ).map(({ number }) => number),
    ).toEqual([4, 1, 7]);
  });

  test('and none find nothing', () => {
    expect(fuse([], [], never)).toEqual([]);
  });

  test('a passage that the nearest ones did not hold is compared by its own cosine', () => {
    const fused = fuse(
      [{ number: 1, score: 0.8 }],
      [{ number: 2, score: 3 }],
      alike((number) => number / 10),
    );
    expect(fused.find(({ number }) => number === 2)).toMatchObject({ dense: 0.2, lexical: 3 });
  });
});

test('of two passages that are as near, the one with the nearer sentence comes first', () => {
  const hits = [1, 2, 3].map((number) => ({ number, score: number === 3 ? 0.1 : 0.5 }));
  const sentences = new Map([
    [1, [0.4, 0.5]],
    [2, [0.7, 0.2]],
  ]);
  const fused = fuse(hits, [], { passage: () => 0.5, sentences: (number) => sentences.get(number) ?? [] });
  expect(fused.map(({ number }) => number)).toEqual([2, 1, 3]);
});

describe('retrieving from an index', () => {
  test('finds by words and by nearness, within one document when asked to', async () => {
    const index = await indexOf({
      'boats.txt': 'The harbour has twelve boats. They are blue.',
      'bread.txt': 'Bakers sell bread in the square.',
      'mill.txt': 'The mill burned down. Its boats were saved.',
    });
    const vector = new Float32Array(64).fill(1 / 8);
    const documentsOf = async (documentId?: string) => {
      const found = await retrieve(index, 'twelve boats', vector, documentId ? { documentId } : {});
      return found.map(({ number }) => index.passages[number]?.document.id);
    };
    expect((await documentsOf()).sort()).toEqual(['boats.txt', 'bread.txt', 'mill.txt']);
    expect(await documentsOf('mill.txt')).toEqual(['mill.txt']);
    expect(await documentsOf('no-such.txt')).toEqual([]);
  });
});
