import { describe, expect, test } from 'vitest';
import { excludedBy, withoutExcluded } from '../../src/answer/excluded-names.ts';
import { toReaderSpan } from '../../src/reading/reader.ts';

const namesIn = (question: string) => [...(excludedBy(question)?.names ?? [])];

/** A text as if the reader had marked these words of it. */
function readingOf(text: string, marked: string) {
  const tokens = [...text.matchAll(/\p{L}+/gu)].map(({ 0: word, index }) => {
    const logit = marked.split(' ').includes(word) ? 5 : -5;
    return { start: index, end: index + word.length, startLogit: logit, endLogit: logit };
  });
  return toReaderSpan({ tokens, noAnswer: 0, truncated: false });
}

function marginOf(question: string, text: string, marked: string): number {
  const excluded = excludedBy(question);
  const reading = readingOf(text, marked);
  return (excluded === null ? reading : withoutExcluded(reading, text, excluded)).margin;
}

describe('a question for somebody rules out', () => {
  test.each([
    ['Who was ambassador before Lisa Kenna?', ['lisa', 'kenna']],
    ['who became president after castillo was removed', ['castillo']],
    ['Who was prime minister after Prime Minister Boris Johnson?', ['boris', 'johnson']],
    ['Who was ambassador after Kenna, Urs or Noah?', ['kenna']],
    ['What is the name of the captain before Ann Lee?', ['ann', 'lee']],
  ])('whom it names as another: %s', (question, names) => {
    expect(namesIn(question)).toEqual(names);
  });

  test.each([
    'Who is Lisa Kenna?',
    'Who met Lisa Kenna before noon on Monday and after the vote?',
    'When did Kenna leave, before Castillo?',
    'Who replaced Castillo?',
    'Who testified before Congress?',
    'Who looks after Tommy?',
    'Who was chosen before the president?',
  ])('nobody else: %s', (question) => {
    expect(namesIn(question)).toEqual([]);
  });
});

describe('of what the reader found', () => {
  const question = 'Who was the ambassador before Lisa Kenna?';

  test('nothing is left in a sentence that names only whom the question rules out', () => {
    const text = 'The appointment of Lisa Kenna as ambassador was a surprise to many.';
    expect(marginOf(question, text, 'Lisa Kenna')).toBeLessThan(-15);
    expect(marginOf('Who is the ambassador?', text, 'Lisa Kenna')).toBe(10);
  });

  test('acronyms and what the question names itself are nobody else', () => {
    const text = 'The U.S. named the CIA veteran Lisa Kenna as Ambassador.';
    expect(marginOf(question, text, 'CIA veteran')).toBeLessThan(-5);
  });

  test('the name itself is nobody else behind an article or in initials', () => {
    for (const text of ['Lisa Kenna is the U.S. ambassador.', 'The CIA named Lisa Kenna as ambassador.']) {
      expect(marginOf(question, text, 'Lisa Kenna')).toBeLessThan(-5);
    }
  });

  test('an answer stays where another of the same family is named, or another is told of without a name', () => {
    const before = 'Who was prime minister after Indira Gandhi?';
    expect(marginOf(before, 'Indira Gandhi made room for her son Rajiv Gandhi.', 'Rajiv Gandhi')).toBe(10);
    const after = 'Who was president after Castillo?';
    expect(marginOf(after, 'Castillo was replaced by his vice president.', 'vice president')).toBe(10);
  });

  test('no answer reaches over such a sentence', () => {
    const text = 'The post is old. Lisa Kenna holds it. It was reformed.';
    expect(marginOf(question, text, 'Lisa Kenna')).toBeLessThan(-5);
  });

  test('an answer stays in a sentence that names somebody else too', () => {
    expect(marginOf(question, 'Lisa Kenna followed Krishna Urs in Lima.', 'Krishna Urs')).toBe(10);
  });

  test('an answer stays in another sentence, and where another person has the first name', () => {
    const text = 'Lisa Kenna came in 2021. Her predecessor had been Lisa Orr for years.';
    expect(marginOf(question, text, 'Orr')).toBe(10);
    expect(marginOf(question, 'Lisa Orr was the ambassador for years.', 'Orr')).toBe(10);
  });
});
