import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokensOfParts } from '../../src/embedding/part-tokens.ts';

const BEGIN = 101;
const END = 102;
/** A token is a letter; white space has none. */
const encode = (text: string) => [
  BEGIN,
  ...[...text].filter((letter) => letter.trim() !== '').map((letter) => letter.codePointAt(0) ?? 0),
  END,
];
/** A token is a word, so that half a word is another one. */
const encodeWords = (text: string) => [
  BEGIN,
  ...text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7)),
  END,
];

/** Stretches that lie one after another in a text of so many letters. */
const partsOf = (text: string, cuts: readonly number[]) => {
  const places = cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b);
  return places.flatMap((start, at) => {
    const end = places[at + 1];
    return at % 2 === 0 && end !== undefined ? [{ start, end }] : [];
  });
};

describe('the tokens of the parts of a text', () => {
  test('are those of each part by itself, for any text and parts', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }),
        fc.array(fc.nat(), { maxLength: 9 }),
        (text, cuts) => {
          const parts = partsOf(text, cuts);
          const ids = encode(text);
          const ranges = tokensOfParts(ids, { text, parts }, encode);
          const own = parts.map(({ start, end }) => encode(text.slice(start, end)).slice(1, -1));
          expect(ranges.map(([from, to]) => ids.slice(from, to))).toEqual(own);
        },
      ),
    );
  });

  test('end where the text was cut off', () => {
    const text = 'ab cd ef';
    const parts = [
      { start: 0, end: 2 },
      { start: 3, end: 5 },
      { start: 6, end: 8 },
    ];
    const cut = [...encode(text).slice(0, 4), END];
    expect(tokensOfParts(cut, { text, parts }, encode)).toEqual([
      [1, 3],
      [3, 4],
      [0, 0],
    ]);
  });

  test('are none from where a piece by itself is something else', () => {
    const text = 'one two three';
    const parts = [
      { start: 0, end: 3 },
      { start: 4, end: 6 },
      { start: 8, end: 13 },
    ];
    expect(tokensOfParts(encodeWords(text), { text, parts }, encodeWords)).toEqual([
      [1, 2],
      [0, 0],
      [0, 0],
    ]);
  });
});
