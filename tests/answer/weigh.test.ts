import { describe, expect, test } from 'vitest';
import { profileQuestion } from '../../src/answer/profile.ts';
import { coverPassage, weighPassage } from '../../src/answer/weigh.ts';
import { indexOf, markdownOf } from '../support/index-of.ts';

/** The sentence that answers best, with these cosines of the question and the sentences that are compared. */
async function bestOf(markdown: string, question: string, sentences: readonly number[]): Promise<string> {
  const index = await indexOf([await markdownOf(markdown)]);
  const profile = profileQuestion(question, index);
  const candidate = { number: index.passages.length - 1, dense: 0.3, sentences, lexical: 1, fused: 1 };
  const { best, indexed } = weighPassage(coverPassage(index, candidate, profile), profile);
  return indexed.document.text.slice(best.start, best.end);
}

describe('of sentences with the same share of the question’s words', () => {
  const text = 'The mill is old. Anna keeps it going. Fish are sold there.';

  test('the nearest one answers', async () => {
    expect(await bestOf(text, 'Who runs this?', [0.1, 0.5, 0.3])).toBe('Anna keeps it going.');
    expect(await bestOf(text, 'Who runs this?', [0.1, 0.3, 0.5])).toBe('Fish are sold there.');
  });

  test('the first one answers where they are about as near', async () => {
    expect(await bestOf(text, 'Who runs this?', [0.3, 0.35, 0.32])).toBe('The mill is old.');
  });
});

test('words count more than nearness', async () => {
  const text = 'The mill is old. Anna keeps it going. Fish are sold there.';
  expect(await bestOf(text, 'Where are fish sold?', [0.2, 0.5, 0.3])).toBe('Fish are sold there.');
});
