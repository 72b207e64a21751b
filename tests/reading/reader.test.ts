import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestSpan, longestAnswer, type ReaderToken } from '../../src/reading/reader.ts';

const logit = fc.double({ min: -10, max: 10, noNaN: true });
const someTokens = fc.array(fc.record({ startLogit: logit, endLogit: logit }), { maxLength: 60 });
const place = (logits: readonly { startLogit: number; endLogit: number }[]): ReaderToken[] =>
  logits.map((scores, index) => ({ ...scores, start: index * 3, end: index * 3 + 2 }));

/** Every pair, tried. */
function highestScore(tokens: readonly ReaderToken[]): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let first = 0; first < tokens.length; first += 1) {
    for (let last = first; last < tokens.length && last < first + longestAnswer; last += 1) {
      const score = (tokens[first]?.startLogit ?? 0) + (tokens[last]?.endLogit ?? 0);
      highest = Math.max(highest, score);
    }
  }
  return highest;
}

test('the best span has the highest score of all pairs that are not too far apart', () => {
  fc.assert(
    fc.property(someTokens, (logits) => {
      const tokens = place(logits);
      const best = bestSpan(tokens);
      if (best === null) expect(tokens).toEqual([]);
      else {
        expect(best.score).toBe(highestScore(tokens));
        expect(best.end - best.start).toBeLessThanOrEqual(longestAnswer * 3 - 1);
        expect(best.end).toBeGreaterThan(best.start);
      }
    }),
  );
});

test('within a range, only tokens inside count', () => {
  fc.assert(
    fc.property(someTokens, fc.nat(180), fc.nat(180), (logits, a, b) => {
      const tokens = place(logits);
      const within = { start: Math.min(a, b), end: Math.max(a, b) };
      const inside = tokens.filter(({ start, end }) => start >= within.start && end <= within.end);
      expect(bestSpan(tokens, within)).toEqual(bestSpan(inside));
    }),
  );
});
