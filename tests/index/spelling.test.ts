import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestTerm as nearest } from '../../src/index/spelling.ts';

function nearestTerm(term: string, frequencies: ReadonlyMap<string, number>): string | null {
  const counts = [...frequencies.values()];
  return nearest(term, [...frequencies.keys()], (place) => counts[place] ?? 0);
}

const known = new Map([
  ['castillo', 9],
  ['castle', 2],
  ['govern', 7],
  ['resolut', 3],
  ['sovereignti', 5],
  ['troop', 20],
]);

describe('a term that no passage has', () => {
  test.each([
    ['castilo', 'castillo', 'a letter is missing'],
    ['castiillo', 'castillo', 'a letter is doubled'],
    ['catsillo', 'castillo', 'two letters are swapped'],
    ['resolot', 'resolut', 'a letter is another'],
    ['soverignti', 'sovereignti', 'a long word may lose a letter'],
    ['soveriegnty', 'sovereignti', 'or have two slips'],
  ])('%s is taken for %s: %s', (written, meant) => {
    expect(nearestTerm(written, known)).toBe(meant);
  });

  test.each([
    ['troo', 'too short to guess'],
    ['1100', 'a number'],
    ['pastillo', 'another first letter'],
    ['goverment1', 'a number in it'],
    ['bolivia', 'nothing is near'],
  ])('%s stays: %s', (written) => {
    expect(nearestTerm(written, known)).toBeNull();
  });

  test('of two that are as near, the more frequent one is meant', () => {
    const two = new Map([
      ['planet', 1],
      ['planes', 8],
    ]);
    expect(nearestTerm('planer', two)).toBe('planes');
  });

  test('a single slip in a known word always finds a word one slip away', () => {
    const word = fc.stringMatching(/^[a-z]{6,8}$/);
    fc.assert(
      fc.property(word, fc.nat(), (meant, at) => {
        const place = 1 + (at % (meant.length - 1));
        const written = meant.slice(0, place) + meant.slice(place + 1);
        expect(nearestTerm(written, new Map([[meant, 1]]))).toBe(meant);
      }),
    );
  });
});
