import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/answer/types.ts';
import { answerOf, excerptOf } from '../evaluation/samples.ts';
import { showsDisagreement } from './disagreement-shown.ts';
import type { DisagreementQuestion } from './golden.ts';

const question: DisagreementQuestion = {
  id: 'd00',
  question: 'How many?',
  tier: 'easy',
  kind: 'disagreement',
  answerable: true,
  split: 'tune',
  documents: ['a', 'b'],
  quote_contains: [['700']],
  highlight_contains: [['700']],
  readings: [
    { value: '700', documents: ['a'] },
    { value: '1,100', documents: ['b'] },
  ],
};
const excerpts = [
  excerptOf('a', 'Some 700 came.'),
  { ...excerptOf('b', 'At least 1100 came.'), citation: 2 },
];
const shown = (...readings: Reading[]) =>
  showsDisagreement(answerOf({ excerpts, disagreements: [{ topic: 'those who came', readings }] }), question);

describe('a disagreement counts as shown', () => {
  it('when two expected values stand against each other, however they are written', () => {
    expect(shown({ value: '700', citations: [1] }, { value: 'at least 1100', citations: [2] })).toBe(true);
  });

  it('not when one of two sides is missing or is another number', () => {
    expect(shown({ value: '700', citations: [1] })).toBe(false);
    expect(shown({ value: '700', citations: [1] }, { value: '11,000', citations: [2] })).toBe(false);
    expect(shown({ value: '1,700', citations: [1] }, { value: '1,100', citations: [2] })).toBe(false);
  });

  it('not when a side cites a document that says something else', () => {
    expect(shown({ value: '700', citations: [2] }, { value: '1,100', citations: [2] })).toBe(false);
  });

  it('not when there is none', () => {
    expect(showsDisagreement(answerOf({ excerpts }), question)).toBe(false);
  });
});
