import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsRequired, requiredWordsSchema } from '../../src/evaluation/required-words.ts';

describe('required words', () => {
  it('are all of one list, or all of one of several lists', () => {
    expect(requiredWordsSchema.parse(['a', 'b'])).toEqual([['a', 'b']]);
    expect(requiredWordsSchema.parse([['a', 'b'], ['c']])).toEqual([['a', 'b'], ['c']]);
    for (const nothing of [[], [[]], [''], 'a'])
      expect(requiredWordsSchema.safeParse(nothing).success).toBe(false);
  });

  it('are looked for letter by letter', () => {
    expect(containsRequired('in July 2021', [['July', '2021']])).toBe(true);
    expect(containsRequired('in july 2021', [['July', '2021']])).toBe(false);
    expect(containsRequired('in July', [['July', '2021'], ['in']])).toBe(true);
  });

  it('are found in any text that holds one whole list', () => {
    const word = fc.string({ minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.array(word, { minLength: 1 }), (all, others) => {
        expect(containsRequired(all.join(' '), [others, all])).toBe(true);
      }),
    );
  });
});
