import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLongSentences } from '../../src/corpus/long-sentences.ts';
import { splitSentences } from '../../src/corpus/sentences.ts';
import { anyText, faultOf, inkOf, plainDocument, textsOf } from './documents.ts';

/** A tokenizer that needs no model: a word is a token for every five code points that it begins. */
const countTokens = async (texts: readonly string[]) =>
  texts.map((text) => text.split(/\s+/).reduce((sum, word) => sum + Math.ceil([...word].length / 5), 0));

async function partsOf(text: string, limit: number): Promise<string[]> {
  const document = plainDocument(text);
  const { sentences } = await splitLongSentences(document, splitSentences(document), countTokens, limit);
  return textsOf(document, sentences);
}

describe('splitLongSentences', () => {
  it('leaves sentences that fit as they are, and says how many tokens they have', async () => {
    const document = plainDocument('One two. Three four five.');
    const sentences = splitSentences(document);
    expect(await splitLongSentences(document, sentences, countTokens, 10)).toEqual({
      sentences,
      tokens: [2, 3],
    });
  });

  it('divides at clause punctuation near the middle', async () => {
    expect(await partsOf('the old men went home early; they had all seen quite enough', 8)).toEqual([
      'the old men went home early;',
      'they had all seen quite enough',
    ]);
  });

  it('divides before an opening bracket or a dash', async () => {
    expect(await partsOf('the old men went home early (they had all seen enough', 8)).toEqual([
      'the old men went home early',
      '(they had all seen enough',
    ]);
  });

  it('divides at white space where there is no punctuation near the middle', async () => {
    expect(await partsOf('one, two six ten old men saw the big red cat and ran', 7)).toEqual([
      'one, two six ten old men',
      'saw the big red cat and ran',
    ]);
  });

  it('divides a run without white space between what a person sees as characters', async () => {
    const accented = 'e\u0301';
    const parts = await partsOf(accented.repeat(90), 10);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.replaceAll(accented, ''))).toEqual(parts.map(() => ''));
  });

  it('keeps the kind of a divided sentence, and does not divide furniture', async () => {
    const document = plainDocument(
      `A Very Long Heading Without End\n\nThis is some prose that stands below, and it ends.`,
    );
    const sentences = splitSentences(document);
    const divided = await splitLongSentences(document, sentences, countTokens, 5);
    expect(divided.sentences.filter(({ kind }) => kind === 'heading').length).toBe(2);
    const furniture = sentences.map((sentence) => ({ ...sentence, kind: 'furniture' as const }));
    expect((await splitLongSentences(document, furniture, countTokens, 5)).sentences).toEqual(furniture);
  });

  it('counts only what it divided, in one call a round', async () => {
    const calls: number[] = [];
    const document = plainDocument(
      'Short one. And this one is a sentence of many more words than fit. Short two.',
    );
    const counting = (texts: readonly string[]) => {
      calls.push(texts.length);
      return countTokens(texts);
    };
    await splitLongSentences(document, splitSentences(document), counting, 8);
    expect(calls).toEqual([3, 2]);
  });

  it('makes every part fit, loses nothing and breaks no surrogate pair, for any text', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.integer({ min: 1, max: 6 }), async (text, limit) => {
        const document = plainDocument(text);
        const before = splitSentences(document).map((sentence) => ({ ...sentence, kind: 'prose' as const }));
        const { sentences, tokens } = await splitLongSentences(document, before, countTokens, limit);
        const parts = textsOf(document, sentences);
        expect(faultOf(text, sentences)).toBeUndefined();
        expect(inkOf(parts.join(''))).toBe(inkOf(text));
        expect(tokens).toEqual(await countTokens(parts));
        expect(tokens.every((count) => count <= limit)).toBe(true);
        const cuts = sentences.slice(1).map(({ start }) => text.slice(start - 1, start + 1));
        expect(cuts.some((pair) => /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
