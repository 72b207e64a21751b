import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndcgAt, recallAt } from '../../src/evaluation/ranking.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const rankings = fc.shuffledSubarray(ids);
const allGrades = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.nat(3)), { selector: ([id]) => id })
  .map((pairs) => new Map(pairs));
const cutOffs = fc.integer({ min: 1, max: 8 });

describe('nDCG', () => {
  it('is the hand-computed value: grades 3, 0, 2 against the order 3, 2, 1', () => {
    const grades = new Map([
      ['a', 3],
      ['c', 2],
      ['z', 1],
    ]);
    const gained = 3 / 1 + 0 + 2 / 2;
    const best = 3 / 1 + 2 / Math.log2(3) + 1 / 2;
    expect(ndcgAt(10, ['a', 'b', 'c'], grades)).toBeCloseTo(gained / best, 12);
  });

  it('is 0.63 when the one relevant document comes second', () => {
    expect(ndcgAt(10, ['b', 'a'], new Map([['a', 1]]))).toBeCloseTo(0.6309, 4);
  });

  it('counts a document that is ranked twice once', () => {
    expect(ndcgAt(10, ['a', 'a'], new Map([['a', 1]]))).toBe(1);
  });

  it('says nothing when no document is relevant', () => {
    expect(ndcgAt(10, ['a'], new Map([['a', 0]]))).toBeNull();
    expect(recallAt(10, ['a'], new Map())).toBeNull();
  });

  it('is the share of the best gain over every possible order', () => {
    fc.assert(
      fc.property(rankings, allGrades, cutOffs, (ranking, grades, k) => {
        const actual = ndcgAt(k, ranking, grades);
        const gain = (order: readonly string[]) =>
          order
            .slice(0, k)
            .map((id, index) => (grades.get(id) ?? 0) / Math.log2(2 + index))
            .reduce((a, b) => a + b, 0);
        const best = Math.max(...orders(ids).map(gain));
        if (best === 0) expect(actual).toBeNull();
        else expect(actual).toBeCloseTo(gain(ranking) / best, 10);
      }),
      { numRuns: 40 },
    );
  });
});

describe('recall', () => {
  it('is two of three', () => {
    const grades = new Map(['a', 'b', 'c'].map((id) => [id, 1]));
    expect(recallAt(2, ['a', 'b', 'c'], grades)).toBeCloseTo(2 / 3, 12);
  });

  it('agrees with counting one by one, and never falls as more documents are looked at', () => {
    fc.assert(
      fc.property(rankings, allGrades, cutOffs, (ranking, grades, k) => {
        const actual = recallAt(k, ranking, grades);
        let relevant = 0;
        let found = 0;
        for (const [id, grade] of grades) {
          if (grade === 0) continue;
          relevant += 1;
          const rank = ranking.indexOf(id);
          if (rank >= 0 && rank < k) found += 1;
        }
        expect(actual).toBe(relevant === 0 ? null : found / relevant);
        expect(recallAt(k + 1, ranking, grades) ?? 0).toBeGreaterThanOrEqual(actual ?? 0);
      }),
    );
  });
});

function orders(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    orders(items.filter((other) => other !== first)).map((rest) => [first, ...rest]),
  );
}
