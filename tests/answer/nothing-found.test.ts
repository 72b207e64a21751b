import { describe, expect, test } from 'vitest';
import { asksAboutTheBot, introduction, nothingFound } from '../../src/answer/nothing-found.ts';
import { profileQuestion } from '../../src/answer/profile.ts';
import { indexOf } from '../support/index-of.ts';

async function messageFor(question: string, confidence = 0.2, documentId?: string): Promise<string> {
  const index = await indexOf({
    'harbour.txt': 'The harbour opened in 1871.',
    'mill.txt': 'The mill burned.',
  });
  const nearest = [{ document: 'harbour.txt', score: 1 }];
  return nothingFound(index, profileQuestion(question, index), nearest, confidence, documentId);
}

describe('when nothing answers, the message says', () => {
  test('where was searched and what comes nearest', async () => {
    const message = await messageFor('When did the harbour close?');
    expect(message).toContain('searched all 2 documents');
    expect(message).toContain('Related, but not an answer: “harbour.txt”');
  });

  test('nothing of documents that are not even near', async () => {
    expect(await messageFor('When did the harbour close?', 0.01)).not.toContain('Related');
  });

  test('that one document was searched, when it was only that', async () => {
    const message = await messageFor('When did the harbour close?', 0.2, 'mill.txt');
    expect(message).toContain('searched only mill.txt');
    expect(message).not.toContain('Related');
  });

  test('that the documents have none of the words, as with another language', async () => {
    expect(await messageFor('¿Cuántos barcos hay?')).toContain('None of its words occurs there');
  });
});

describe('a question to the bot itself', () => {
  test('is told what the bot is', async () => {
    const index = await indexOf({ 'mill.txt': 'The mill burned.' });
    expect(introduction(index)).toContain('I am a bot that answers with verbatim quotes from the 1 document');
  });

  test.each([
    'Who are you?',
    'what can you do',
    'Are you a bot?',
    'how do you work?',
    'Who made you?!',
    'hello',
    'Thanks a lot!',
  ])('is known: %s', (question) => expect(asksAboutTheBot(question)).toBe(true));

  test.each([
    'What can you do about mice?',
    'Who are you voting for?',
    'Are you allowed to fish in the harbour?',
    'Hello Kitty',
  ])('is not: %s', (question) => expect(asksAboutTheBot(question)).toBe(false));
});
