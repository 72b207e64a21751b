import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkQuestion, MAX_QUESTION_CHARACTERS } from '../../src/answer/question.ts';

const textOf = (question: string) => {
  const checked = checkQuestion(question);
  return checked.ok ? checked.text : null;
};
const messageOf = (question: string) => {
  const checked = checkQuestion(question);
  return checked.ok ? null : checked.message;
};

describe('a question is taken as it is meant', () => {
  test.each([
    ['  How   many\tboats?\r\n', 'How many boats?'],
    ['How\u0000many\u0007boats?', 'How many boats?'],
    ['How\u200bmany boats\ufeff?', 'How many boats?'],
    ['\u202eHow many boats?\u202c', 'How many boats?'],
    // Composed, so that it meets the composed form in the documents.
    ['Peru\u0301 caf\u0065\u0301', 'Per\u00fa caf\u00e9'],
    ['何隻の船がありますか', '何隻の船がありますか'],
    ['Πόσα πλοία; 🚢', 'Πόσα πλοία; 🚢'],
    // A joiner that belongs to a word or an emoji stays.
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['who is 👩\u200d🚀', 'who is 👩\u200d🚀'],
    ['42', '42'],
  ])('%j', (question, text) => {
    expect(textOf(question)).toBe(text);
  });
});

describe('a question is refused, with the reason and the next step', () => {
  test.each([
    ['that is empty', '', /empty.*Ask/],
    ['of spaces', ' \n\t\u00a0', /nothing but spaces.*Ask/],
    ['of control characters', '\u0000\u0007\u001b', /control characters.*Ask/],
    ['of zero-width characters', '\u200b\u2060\ufeff', /nothing but spaces.*Ask/],
    ['of joiners alone', '\u200d\u200c', /no words.*Ask/],
    ['of half a character', '\ud83d', /Ask/],
    ['of emoji', '🤔🤔', /no words.*Ask/],
    ['of punctuation', '?!…', /no words.*Ask/],
    ['of 6,000 emoji', '🤔'.repeat(6000), /6000 characters; at most 500.*Shorten/],
  ])('%s', (_, question, message) => {
    expect(messageOf(question)).toMatch(message);
  });

  test('only when it has more than 500 characters, as a person counts them and not as they are stored', () => {
    expect(MAX_QUESTION_CHARACTERS).toBe(500);
    expect(textOf('a'.repeat(500))).toBe('a'.repeat(500));
    expect(messageOf('a'.repeat(501))).toContain('501 characters');
    expect(textOf(`a${'𝒂'.repeat(499)}`)).not.toBeNull();
    expect(messageOf(`a${'𝒂'.repeat(500)}`)).toContain('501 characters');
  });
});

describe('for any question', () => {
  const anyQuestion = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom('boat', ' ', '\n', '\u0000', '\u200b', '\u200d', '\u202e', '🚢', '\ud800', 'é'),
        {
          maxLength: 30,
        },
      )
      .map((parts) => parts.join('')),
  );

  test('it is refused in one line, or taken as one trimmed line of words without control characters', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const checked = checkQuestion(question);
        const text = checked.ok ? checked.text : checked.message;
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect(text).toMatch(/[\p{L}\p{N}]/u);
      }),
      { numRuns: 300 },
    );
  });

  test('a word stays one where it may be cut', () => {
    expect(checkQuestion('Who pro\u00adtests for the new\u2060line?')).toEqual({
      ok: true,
      text: 'Who protests for the newline?',
    });
  });

  test('what was taken is taken again as it is', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const text = textOf(question);
        if (text !== null && [...text].length <= MAX_QUESTION_CHARACTERS) expect(textOf(text)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
