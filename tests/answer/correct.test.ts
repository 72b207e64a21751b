import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { correctSpelling } from '../../src/answer/correct.ts';
import type { Models } from '../../src/embedding/open-embedder.ts';
import type { Index } from '../../src/index/types.ts';
import { indexOf } from '../support/index-of.ts';
import { openBundledModels } from '../support/models.ts';

let models: Models;
let index: Index;
beforeAll(async () => {
  models = await openBundledModels({ readerModel: null });
  index = await indexOf({
    'news.txt':
      'The ambassador met soldiers and the government of Peru. Their number grew in Ayacucho, in a house. Child care there is led by Mario and by Noblecilla.',
  });
});
afterAll(() => models.close());
const corrected = (question: string) => correctSpelling(question, index, models.embedder);

describe('a misspelled word', () => {
  test('is put right as the documents write it', async () => {
    expect(await corrected('who is the ambasador?')).toBe('who is the ambassador?');
    expect(await corrected('What did the goverment do?')).toBe('What did the government do?');
    expect(await corrected('WHO IS THE AMBASADOR?')).toBe('WHO IS THE AMBASSADOR?');
  });

  test('of a people is put right where the documents speak of its country', async () => {
    const two = await indexOf({ 'news.txt': 'The Peruvian soldiers met the mayor. Some were Brazilian.' });
    const correct = (question: string) => correctSpelling(question, two, models.embedder);
    expect(await correct('how many peruvain soldiers came')).toBe('how many peruvian soldiers came');
    expect(await correct('Which Brazillian soldiers came?')).toBe('Which Brazilian soldiers came?');
    expect(await corrected('which brazillian soldiers came')).toBe('which brazillian soldiers came');
  });

  test('is put right where it begins a sentence, too', async () => {
    expect(await corrected('Hi! Ambasador of Peru?')).toBe('Hi! Ambassador of Peru?');
  });

  test('that is a name becomes the name that the documents have', async () => {
    expect(await corrected('Who is Noblecila?')).toBe('Who is Noblecilla?');
    expect(await corrected('who is noblecila')).toBe('who is noblecilla');
  });

  test('stays when the documents have nothing like it', async () => {
    expect(await corrected('Where is the lighthuose?')).toBe('Where is the lighthuose?');
  });
});

describe('a word that is right', () => {
  test('is left alone when the model knows it, whatever a model puts around every text', async () => {
    const trail = await indexOf({ 'walk.txt': 'The trail to the mill opens in May.' });
    for (const role of ['', 'passage: ']) {
      const countTokens = (texts: readonly string[]) =>
        models.embedder.countTokens(
          texts.map((text) => role + text),
          'question',
        );
      expect(await correctSpelling('When is the trial?', trail, { countTokens })).toBe('When is the trial?');
      expect(await correctSpelling('When is the traiil?', trail, { countTokens })).toBe('When is the trail?');
    }
  });

  test.each(['Who governs the number of soldiers?', 'Which horse did they ride?', 'Is Number 1871 here?'])(
    'is left alone when the documents have it or the language does: %s',
    async (question) => {
      expect(await corrected(question)).toBe(question);
    },
  );

  test.each(['Which team does Maria lead?', 'What place does Chile get?', 'Who leads Childe?'])(
    'is left alone when it is the name of something else: %s',
    async (question) => {
      expect(await corrected(question)).toBe(question);
    },
  );

  test.each(['Who met Ambasador Kenna?', "Why didn't soldier's meet?", 'Is the goverment-owned T-34 here?'])(
    'or no plain word is left alone: %s',
    async (question) => {
      expect(await corrected(question)).toBe(question);
    },
  );

  test('is left alone when only its stem is near', async () => {
    expect(await corrected('Who grows numeration?')).toBe('Who grows numeration?');
  });

  test('is left alone in a question without any mistake, to the letter', async () => {
    const question = '¿What — did  the Ambassador’s soldiers do?';
    expect(await corrected(question)).toBe(question);
  });
});
