import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { needsAfter, needsBefore, takesUp } from '../../src/answer/stand-alone.ts';

const BEFORE = 'The harbour opened in 1871.';

describe('a sentence needs the one before it', () => {
  test.each([
    ['when a pronoun opens it', 'He sold it two years later.'],
    ['when a pronoun follows a time', 'In the summer of 1902 they rebuilt the mill.'],
    ['when it points at what was said', 'This was repealed within a week.'],
    ['when it points at a time that was said', 'In that year the town had three schools.'],
    ['when it speaks of whom was said', 'After his death, the mill was sold.'],
    ['when it counts what was said', 'One of them was sold to a miller in 1902.'],
    ['when it closes a straight quotation', 'Boats must leave by May 2031," the mayor said.'],
    ['when it goes on', 'However, nobody has seen the report.'],
    ['when it answers yes or no', 'No, dogs have to stay outside.'],
    ['when it begins in the middle', '… and the boats came back in the evening.'],
    ['when it closes a quotation that it does not open', 'We shall stay,” the mayor said on Monday.'],
    ['when it is hardly a statement', 'Two weeks.'],
  ])('%s', (_, text) => {
    expect(needsBefore(text, BEFORE)).toBe(true);
  });

  test.each([
    ['a question', 'How long does a pass last?'],
    ['a lead-in', 'A member may borrow:'],
  ])('when that is %s', (_, before) => {
    expect(needsBefore('Up to five books at a time.', before)).toBe(true);
  });

  test.each([
    'The mayor sold the mill in 1902.',
    'In 1902 the mayor sold the mill to its miller.',
    'Sobriety tests are made on Mondays.',
    'Italy has no harbour on this coast.',
    'b) Fill in the form and sign it, please.',
    'Come and see the boats at eight :)',
    'The screen of 24" is bright, and “Das Boot” is shown on it.',
    'The inn is called „Zum Anker“ and open.',
    '"We shall stay," the mayor said on Monday.',
    'The mayor (who was born here) said that “they” had sold it.',
  ])('but not when it says whom it means: %s', (text) => {
    expect(needsBefore(text, BEFORE)).toBe(false);
  });
});

describe('a sentence needs the one after it', () => {
  test.each([
    ['when it leads in', 'A member may borrow:', 'Five books.'],
    [
      'when it opens a quotation that it does not close',
      'The mayor said, “We shall stay.',
      'We always have.”',
    ],
    ['when that takes it back', 'Dogs are welcome.', 'But they have to stay outside.'],
    ['when that narrows it', 'The market is open on Mondays.', 'Except in August, when it is closed.'],
  ])('%s', (_, text, after) => {
    expect(needsAfter(text, after)).toBe(true);
  });

  test('but not when that goes on with something else', () => {
    expect(needsAfter('Dogs are welcome.', 'Butter is sold on Mondays.')).toBe(false);
  });
});

test('an item of a list needs what introduces the list, and nothing else', () => {
  expect(needsBefore('three films', 'A member may borrow:', true)).toBe(true);
  expect(needsBefore('three films', 'five books', true)).toBe(false);
});

test('a pronoun takes up what was said before it', () => {
  expect(takesUp('They include the release of the prisoners.')).toBe(true);
  expect(takesUp('Theatres are open on Mondays.')).toBe(false);
});

test('any text has an answer at once, however odd it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string(), (text, other) => {
      expect(typeof needsBefore(text, other)).toBe('boolean');
      expect(typeof needsAfter(text, other)).toBe('boolean');
    }),
  );
  const long = `In ${'the summer '.repeat(50_000)}`;
  expect(needsBefore(long, long)).toBe(false);
});
