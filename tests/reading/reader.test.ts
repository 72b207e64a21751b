import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestSpan, longestAnswer, type ReaderToken, softMargin } from '../../src/reading/reader.ts';

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

/** T ln(sum of e^(score / T)) over every pair, added up one by one. */
function softMaximum(tokens: readonly ReaderToken[], softness: number): number {
  let sum = 0;
  for (const [first, { startLogit }] of tokens.entries()) {
    for (const { endLogit } of tokens.slice(first, first + longestAnswer)) {
      sum += Math.exp((startLogit + endLogit) / softness);
    }
  }
  return softness * Math.log(sum);
}

const reading = (logits: readonly { startLogit: number; endLogit: number }[], noAnswer: number) => {
  const tokens = place(logits);
  const margin = tokens.length === 0 ? -40 : highestScore(tokens) - noAnswer;
  return { tokens, noAnswer, margin, truncated: false };
};

test('the soft margin adds up all answers of a window, against no answer', () => {
  fc.assert(
    fc.property(someTokens, logit, (logits, noAnswer) => {
      const read = reading(logits, noAnswer);
      if (logits.length === 0) expect(softMargin(read)).toBe(-40);
      else {
        expect(softMargin(read)).toBeCloseTo(softMaximum(read.tokens, 1.5) - noAnswer, 6);
        expect(softMargin(read)).toBeGreaterThan(read.margin - 1e-6);
      }
    }),
  );
});

test('of two windows with equally good best answers, the one that has more of them is the surer', () => {
  const [good, bad] = [
    { startLogit: 3, endLogit: 3 },
    { startLogit: -5, endLogit: -5 },
  ];
  const once = reading([good, bad, bad, bad], 2);
  const twice = reading([good, bad, good, bad], 2);
  expect(once.margin).toBe(twice.margin);
  expect(softMargin(twice)).toBeGreaterThan(softMargin(once) + 0.5);
});
