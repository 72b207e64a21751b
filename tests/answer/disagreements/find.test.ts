import { describe, expect, test } from 'vitest';
import { findSides } from '../../../src/answer/disagreements/find.ts';
import { profileQuestion } from '../../../src/answer/profile.ts';
import { indexOf } from '../../support/index-of.ts';
import { rankedOf } from '../ranked.ts';
import { others } from '../town.ts';

const QUESTION = 'How many boats are in the harbour?';
/** The sides as value and documents, without a reader. */
async function sidesOf(texts: Readonly<Record<string, string>>, question = QUESTION) {
  const index = await indexOf({ ...texts, ...others });
  const ranked = rankedOf(index, question).filter(({ indexed }) => indexed.document.id in texts);
  return findSides(ranked, profileQuestion(question, index)).map(({ value, sources }) => [
    value,
    sources.map(({ passage }) => passage.indexed.document.id).sort(),
  ]);
}

describe('the sides that documents take', () => {
  test('are their values, each with those who give it', async () => {
    expect(
      await sidesOf({
        a: 'There are twelve boats in the harbour.',
        b: 'There are fourteen boats in the harbour.',
        c: 'In the harbour there are 12 boats.',
      }),
    ).toEqual([
      ['twelve', ['a', 'c']],
      ['fourteen', ['b']],
    ]);
  });

  test('do not depend on the order of the documents', async () => {
    const a = 'There are twelve boats in the harbour.';
    const b = 'There are at least fourteen boats in the harbour.';
    const sides = await sidesOf({ a, b });
    expect(sides.length).toBe(2);
    expect((await sidesOf({ b, a })).sort()).toEqual([...sides].sort());
  });

  test.each([
    [
      'one document alone, whatever it says',
      { a: 'There are twelve boats in the harbour.\n\nThere are fourteen boats in the harbour.' },
    ],
    [
      'documents that agree',
      { a: 'There are 1,200 boats in the harbour.', b: 'There are twelve hundred boats in the harbour.' },
    ],
    [
      'a number that both can be right about',
      { a: 'There are over 70 boats in the harbour.', b: 'There are 74 boats in the harbour.' },
    ],
    [
      'other things that are counted',
      { a: 'There are twelve boats in the harbour.', b: 'There are fourteen cranes in the harbour.' },
    ],
    [
      'a part of the whole',
      { a: 'There are twelve boats in the harbour.', b: 'There are two other boats in the harbour.' },
    ],
    [
      'another year',
      {
        a: 'In 2019 there were twelve boats in the harbour.',
        b: 'In 2021 there were ten boats in the harbour.',
      },
    ],
    [
      'documents without a number',
      { a: 'There are boats in the harbour.', b: 'The harbour is full of boats.' },
    ],
  ])('are none for %s', async (_, texts) => {
    expect(await sidesOf(texts)).toEqual([]);
  });

  test('are none where one gives the stretch and the other its end', async () => {
    const question = 'When does the permission for the harbour end?';
    const a = 'The permission for the harbour runs June 1 – December 31, 2023.';
    expect(
      await sidesOf({ a, b: 'The permission for the harbour ends on December 31, 2023.' }, question),
    ).toEqual([]);
    expect(
      await sidesOf({ a, b: 'The permission for the harbour ends on December 30, 2023.' }, question),
    ).toEqual([
      ['December 31, 2023', ['a']],
      ['December 30, 2023', ['b']],
    ]);
  });

  test('are none where the question asks for no figure', async () => {
    const texts = {
      a: 'There are twelve boats in the harbour.',
      b: 'There are fourteen boats in the harbour.',
    };
    expect(await sidesOf(texts, 'Who owns the boats in the harbour?')).toEqual([]);
    expect(await sidesOf(texts, 'Are there boats in the harbour?')).toEqual([]);
  });

  test('are none without passages', async () => {
    expect(await sidesOf({})).toEqual([]);
  });
});
