import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedWords } from '../../src/discord/moderation/changed-words.ts';

const parts = (text: string, spans: readonly { start: number; end: number }[]) =>
  spans.map(({ start, end }) => text.slice(start, end));

test.each([
  ['It closes at 3 pm.', 'It closes at 5 pm.', ['3'], ['5']],
  ['Dogs may enter.', 'Dogs may enter with a muzzle.', ['enter.'], ['enter with a muzzle.']],
  ['One two three.', 'One two three.', [], []],
  ['', 'New words.', [], ['New words.']],
  ['a b c d', 'a x c y', ['b', 'd'], ['x', 'y']],
])('%s / %s', (old, now, removed, added) => {
  const changes = changedWords(old, now);
  expect([parts(old, changes.removed), parts(now, changes.added)]).toEqual([removed, added]);
});

test('what is not marked is the same in both texts, in the same order', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd\n'), { maxLength: 20 })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(text, text, (old, now) => {
      const { removed, added } = changedWords(old, now);
      const without = (whole: string, spans: readonly { start: number; end: number }[]) =>
        [...whole]
          .map((char, at) => (spans.some(({ start, end }) => start <= at && at < end) ? ' ' : char))
          .join('')
          .split(/\s+/)
          .filter(Boolean);
      expect(without(old, removed)).toEqual(without(now, added));
    }),
  );
});

test('texts too long to compare are shown without marks', () => {
  expect(changedWords('a '.repeat(3_000), 'b '.repeat(3_000))).toEqual({ removed: [], added: [] });
});
