import { describe, expect, test } from 'vitest';
import { answerAlike } from '../../src/answer/same-answer.ts';
import { indexOf } from '../support/index-of.ts';
import { rankedOf } from './ranked.ts';

/** The two sentences as two documents' answers, the reader sure of the marked words where there are some. */
async function alike(first: string, second: string, marked?: string): Promise<boolean> {
  const index = await indexOf({ first, second });
  const [a, b] = ['first', 'second'].map((id) => {
    const passage = rankedOf(index, 'what').find(({ indexed }) => indexed.document.id === id);
    if (passage === undefined) throw new Error('there is no passage');
    const start = marked === undefined ? -1 : passage.indexed.document.text.indexOf(marked);
    const span = marked === undefined || start < 0 ? null : { start, end: start + marked.length };
    return { passage, sentence: { ...passage.best, span, margin: span === null ? null : 5 } };
  });
  if (a === undefined || b === undefined) throw new Error('there are two documents');
  return answerAlike(a, b);
}

describe('two sources say the same', () => {
  test.each([
    ['There are twelve boats in the harbour.', 'There are twelve boats in the harbour!', undefined],
    ['The ambassador is Lisa Kenna.', 'A letter reached Lisa Kenna, the ambassador.', 'Lisa Kenna'],
    ['The mill was sold to a museum in 1998.', 'In 1998 the mill was sold to the museum.', undefined],
  ])('%s %s', async (first, second, marked) => {
    expect(await alike(first, second, marked)).toBe(true);
  });
});

describe('two sources do not say the same', () => {
  test.each([
    [
      'The jury found the mayor guilty of bribes.',
      'The jury found the mayor not guilty of bribes.',
      'guilty',
    ],
    [
      'Members may bring guests to the weekly meeting.',
      'Members may not bring guests to the weekly meeting.',
      undefined,
    ],
    [
      'The yearly fee of the club is 20 euros for all members.',
      'The yearly fee of the club is 25 euros for all members.',
      undefined,
    ],
    [
      'The old bridge was built here before 2010 by the town.',
      'The old bridge was built here after 2010 by the town.',
      '2010',
    ],
    [
      'Come with the letter of the town in your hand today.',
      'Come without the letter of the town in your hand today.',
      undefined,
    ],
    [
      'It opened on 3 May 1998 with music in the square.',
      'It opened on 3 May 1989 with music in the square.',
      undefined,
    ],
    ['He was born in Guinea.', 'She sailed to Papua New Guinea.', undefined],
  ])('%s %s', async (first, second, marked) => {
    expect(await alike(first, second, marked)).toBe(false);
  });

  test('when one has more words marked than the other', async () => {
    const index = await indexOf({ a: 'He was born in Guinea.', b: 'He came from Papua New Guinea.' });
    const [a, b] = [
      ['a', 'Guinea'],
      ['b', 'Papua New Guinea'],
    ].map(([id, marked = '']) => {
      const passage = rankedOf(index, 'what').find(({ indexed }) => indexed.document.id === id);
      if (passage === undefined) throw new Error('there is no passage');
      const start = passage.indexed.document.text.indexOf(marked);
      return {
        passage,
        sentence: { ...passage.best, span: { start, end: start + marked.length }, margin: 5 },
      };
    });
    if (a === undefined || b === undefined) throw new Error('there are two documents');
    expect(answerAlike(a, b)).toBe(false);
  });
});
