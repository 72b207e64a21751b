import { describe, expect, test } from 'vitest';
import { missingNames } from '../../src/answer/names.ts';
import { profileQuestion } from '../../src/answer/profile.ts';
import { indexOf } from '../support/index-of.ts';
import { rankedOf } from './ranked.ts';

/** The share of a question's names that a text lacks, in a corpus where another text stands beside it. */
async function missingOf(question: string, text: string, beside = 'Nobody knows.'): Promise<number> {
  const index = await indexOf({ text, beside });
  const passage = rankedOf(index, question).find(({ indexed }) => indexed.document.id === 'text');
  if (passage === undefined) throw new Error('the text was not found');
  return missingNames(index, profileQuestion(question, index), passage);
}

const HARBOUR = 'The council of Velden voted in May to close the harbour.';

describe('the names of a question that a passage lacks', () => {
  test('are counted as a share of its names', async () => {
    expect(await missingOf('When did Velden close the harbour?', HARBOUR)).toBe(0);
    expect(await missingOf('When did Brom close the harbour?', HARBOUR)).toBe(1);
    expect(await missingOf('When did Brom and Velden close it?', HARBOUR)).toBe(0.5);
    expect(await missingOf('why was the quay painted green', HARBOUR)).toBe(0);
  });

  test('include figures, which name what is meant', async () => {
    expect(await missingOf('What did bylaw 12 close?', HARBOUR)).toBe(1);
    expect(await missingOf('What did bylaw 12 close?', 'Bylaw 12 closed the harbour.')).toBe(0);
  });

  test('are known in lower case where the documents write them with a capital', async () => {
    const beside = 'Last year the mayor of Brom resigned.';
    expect(await missingOf('who closed the harbour of brom', HARBOUR, beside)).toBe(1);
  });

  test('do not include a word that has its capital from a headline, from a heading or from one place only', async () => {
    const question = 'why were soldiers deployed in the harbour';
    for (const beside of [
      'Ten Soldiers Were Deployed In The Old Town Last Night',
      'They spoke of the Soldiers. The soldiers had been deployed.',
    ]) {
      expect(await missingOf(question, HARBOUR, beside)).toBe(0);
    }
  });

  test('do not include a country whose people it speaks of, or the people of its country', async () => {
    expect(await missingOf('How many soldiers did Brazil send?', 'Some 40 Brazilian soldiers came.')).toBe(0);
    expect(await missingOf('how many american soldiers came', 'Some 40 soldiers came from the U.S.')).toBe(0);
    expect(await missingOf('How many soldiers did Chile send?', 'Some 40 Brazilian soldiers came.')).toBe(1);
  });

  test('include a country whose name has several words', async () => {
    const question = 'How many soldiers did the United States send?';
    expect(await missingOf(question, 'Peru sent 40 soldiers.')).toBe(1);
    expect(await missingOf(question, 'The U.S. sent 40 soldiers.')).toBe(0);
    expect(await missingOf('how many us soldiers came', 'Tell us how many soldiers came.')).toBe(1);
  });

  test('are known in lower case beside addresses in lower case, and in a sentence full of names', async () => {
    const beside = 'The mayor of Brom resigned. Write to info@brom.org or see brom.org and chat.gg/brom.';
    expect(await missingOf('who closed the harbour of brom', HARBOUR, beside)).toBe(1);
    const names = 'Alexandria Ocasio-Cortez and Susan Wild wrote to Joe Biden.';
    expect(await missingOf('what did susan wild close', HARBOUR, names)).toBe(1);
  });

  test.each([
    ['What did they close? Thanks!', HARBOUR],
    ['I am new here. Please tell me who closed it.', HARBOUR],
    ['How MANY members came?', 'The club has 40 members.'],
    ['What Is The Annual Fee For Guests?', 'Members pay ten euros a year.'],
  ])('do not include a word that has its capital for another reason: %s', async (question, text) => {
    expect(await missingOf(question, text)).toBe(0);
  });

  test.each([
    ['What is the 24-hour rule?', 'The rule of 24 hours is old.', 'The rule of 23 hours is old.'],
    ['Who came in 2019-2020?', 'From 2019 to 2020 Anna came.', 'From 2018 to 2020 Anna came.'],
    ['What did Ocasio-Cortez want?', 'Ocasio Cortez wanted a vote.', 'Ocasio Brom wanted a vote.'],
  ])('do not include one with a hyphen when it has the parts: %s', async (question, text, other) => {
    expect(await missingOf(question, text)).toBe(0);
    expect(await missingOf(question, other)).toBeGreaterThan(0);
  });

  test('hardly include one that most passages have', async () => {
    const texts = [
      'Velden has a mill.',
      'Velden has a harbour.',
      'Velden has ten boats.',
      'Velden has a choir.',
    ];
    const index = await indexOf({ text: 'Ten boats lie there.', ...Object.fromEntries(texts.entries()) });
    const question = 'How many boats lie in Velden?';
    const passage = rankedOf(index, question).find(({ indexed }) => indexed.document.id === 'text');
    if (passage === undefined) throw new Error('the text was not found');
    const missing = missingNames(index, profileQuestion(question, index), passage);
    expect(missing).toBeGreaterThan(0);
    expect(missing).toBeLessThan(0.6);
  });

  test('include numbers with their separators', async () => {
    expect(await missingOf('Who sent 1,100 soldiers?', 'Peru sent 700 soldiers.')).toBe(1);
    expect(await missingOf('Who sent 1,100 soldiers?', 'Peru sent 1100 soldiers.')).toBe(0);
  });

  test.each([
    ['What did the IACHR find?', 'The Inter-American Commission on Human Rights found abuses.', 0],
    ['what did aoc want', 'Representative Alexandria Ocasio-Cortez wanted a vote.', 0],
    ['What does the NATO want?', 'The North Atlantic Treaty Organization wants a vote.', 0],
    ['What did the FBI find?', 'The Inter-American Commission on Human Rights found abuses.', 1],
  ])('do not include initials of what it writes out: %s', async (question, text, missing) => {
    expect(await missingOf(question, text)).toBe(missing);
  });
});
