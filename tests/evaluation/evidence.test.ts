import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, touchesEvidence } from '../../src/evaluation/evidence.ts';

const spans = fc
  .tuple(fc.nat(20), fc.integer({ min: 1, max: 8 }))
  .map(([start, length]) => ({ start, end: start + length }));

describe('evidence', () => {
  it('is not touched by a neighbour that only meets its end', () => {
    expect(overlaps({ start: 0, end: 5 }, { start: 5, end: 9 })).toBe(false);
    expect(overlaps({ start: 0, end: 6 }, { start: 5, end: 9 })).toBe(true);
  });

  it('is touched in its own document only', () => {
    const evidence = [{ document: 'a', start: 3, end: 7 }];
    expect(touchesEvidence('a', { start: 0, end: 4 }, evidence)).toBe(true);
    expect(touchesEvidence('b', { start: 0, end: 4 }, evidence)).toBe(false);
    expect(touchesEvidence('a', { start: 0, end: 4 }, [])).toBe(false);
  });

  it('overlaps exactly when some character is in both', () => {
    const characters = ({ start, end }: { start: number; end: number }) =>
      Array.from({ length: end - start }, (_, index) => start + index);
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        expect(overlaps(a, b)).toBe(characters(a).some((one) => characters(b).includes(one)));
      }),
    );
  });
});
