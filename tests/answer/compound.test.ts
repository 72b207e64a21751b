import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf } from '../../src/answer/compound.ts';

describe('a question is divided', () => {
  test.each<[string, string[]]>([
    [
      'When did the harbour open and what does a stall cost?',
      ['When did the harbour open', 'what does a stall cost?'],
    ],
    [
      'Who runs the lighthouse? What does a stall cost?',
      ['Who runs the lighthouse?', 'What does a stall cost?'],
    ],
    [
      'how tall is the lighthouse; who runs the harbour',
      ['how tall is the lighthouse', 'who runs the harbour'],
    ],
    ['WHO RUNS THE LIGHTHOUSE AND WHO OWNS THE BOATS?', ['WHO RUNS THE LIGHTHOUSE', 'WHO OWNS THE BOATS?']],
    [
      'Who built it, when was it opened? And what did it cost the town?',
      ['Who built it, when was it opened?', 'And what did it cost the town?'],
    ],
  ])('where it asks for several things: %s', (question, parts) => {
    expect(partsOf(question).map(({ text }) => text)).toEqual(parts);
  });

  test('and a part that does not say what it is about is searched for with the whole question', () => {
    const question = 'Who runs the lighthouse of Velden, and since when have they run it?';
    expect(partsOf(question)).toEqual([
      { text: 'Who runs the lighthouse of Velden', search: 'Who runs the lighthouse of Velden' },
      { text: 'since when have they run it?', search: question },
    ]);
  });

  test.each(['What is allowed in the hall and what is not?', 'When are you open and when are you not?'])(
    'and so is one of words that say nothing: %s',
    (question) => expect(partsOf(question).at(-1)?.search).toBe(question),
  );
});

test.each([
  'When did the harbour of Velden open?',
  'How many complaints were shelved, and by whom?',
  'When and why did the harbour open?',
  'Tell me what is known of when, and how, the harbour opened',
  'What is the difference between when it opens and when it closes?',
  'A boat of which the owner is known and for which nothing was paid',
  'I lost my ticket. What do I do now?',
  'What did the UN and WHO say about vaccines?',
  'What is the name of the man who built the bridge and who later became mayor?',
  'Can I see who joined and who left the server?',
  'Where can people who are under 18 and whose parents agree sign up?',
  'What happens when I leave and when I come back?',
  'Where can I read Who Moved My Cheese and What Color Is Your Parachute?',
  'who did what and when did it end and where was it and why was it done?',
  'salt and pepper',
])('a question that asks for one thing, or for too many, stays whole: %s', (question) => {
  expect(partsOf(question)).toEqual([{ text: question, search: question }]);
});

test('a greeting is no part of it', () => {
  const question = 'How do I join the server?';
  for (const greeting of ['Hi, how are you?', 'hello there! how are u?', 'How are you today?']) {
    expect(partsOf(`${greeting} ${question}`)).toEqual([{ text: question, search: question }]);
  }
});

test('nothing of any question is lost but the words between its parts', () => {
  const word = fc.constantFrom(
    'who',
    'when',
    'and',
    'is',
    'it',
    'the',
    'harbour',
    'open',
    'how',
    'many?',
    'boats?',
    ';',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const question = words.join(' ');
      const parts = partsOf(question);
      let rest = question;
      for (const { text } of parts) {
        expect(rest).toContain(text);
        const between = rest.slice(0, rest.indexOf(text));
        expect(between.replace(/and|[;, ]/g, '')).toBe('');
        rest = rest.slice(rest.indexOf(text) + text.length);
      }
      expect(rest).toBe('');
      expect(parts.length).toBeLessThanOrEqual(3);
    }),
  );
});
