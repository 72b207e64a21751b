import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPassages, type PassageSettings } from '../../src/corpus/passages.ts';
import { splitSentences } from '../../src/corpus/sentences.ts';
import type { Document, Passage, Sentence } from '../../src/corpus/types.ts';
import { anyText, plainDocument, textsOf } from './documents.ts';

const settings: PassageSettings = { maxTokens: 20, targetTokens: 16 };

/** A document of sentences of one letter each: `h` a heading, `f` furniture, `p` prose; a space ends a paragraph. */
function pattern(kinds: string): { document: Document; sentences: Sentence[] } {
  const kindOf = { h: 'heading', f: 'furniture', p: 'prose' } as const;
  const text = [...kinds].join('\n');
  const sentences: Sentence[] = [];
  const blocks: { start: number; end: number; kind: 'paragraph'; line: number }[] = [];
  let blockStart = 0;
  for (let i = 0; i <= kinds.length; i++) {
    const letter = kinds[i];
    if (letter === 'h' || letter === 'f' || letter === 'p') {
      sentences.push({ start: i * 2, end: i * 2 + 1, kind: kindOf[letter] });
    } else {
      blocks.push({ start: blockStart * 2, end: i * 2 - 1, kind: 'paragraph', line: 1 });
      blockStart = i + 1;
    }
  }
  return { document: { ...plainDocument(''), text, blocks }, sentences };
}

const shapeOf = (sentences: readonly Sentence[], passages: readonly Passage[]): string[] =>
  passages.map((passage) =>
    sentences
      .slice(passage.firstSentence, passage.endSentence)
      .map((sentence) => sentence.kind[0])
      .join(''),
  );

/** The passages of a pattern, each sentence of `size` tokens. */
function divide(kinds: string, size = 4, own = settings): string[] {
  const { document, sentences } = pattern(kinds);
  const tokens = sentences.map(() => size);
  return shapeOf(sentences, buildPassages(document, sentences, tokens, own));
}

describe('buildPassages', () => {
  it('keeps a short section whole, under its heading', () => {
    expect(divide('hppp')).toEqual(['hppp']);
  });

  it('never crosses a heading', () => {
    expect(divide('phphp')).toEqual(['p', 'hp', 'hp']);
  });

  it('leaves furniture out and ends a passage at it', () => {
    expect(divide('ppfppf')).toEqual(['pp', 'pp']);
  });

  it('divides a section of one and a half passages into two of about equal size', () => {
    expect(divide('pppppppp')).toEqual(['pppp', 'pppp']);
  });

  it('prefers the end of a paragraph to equal sizes', () => {
    expect(divide('ppp ppppp')).toEqual(['ppp', 'ppppp']);
  });

  it('puts headings in a row above the text of the last', () => {
    expect(divide('hhpp')).toEqual(['hhpp']);
  });

  it('names the nearest heading, also where furniture stands between', () => {
    const { document, sentences } = pattern('hfpphp');
    const passages = buildPassages(
      document,
      sentences,
      sentences.map(() => 4),
      settings,
    );
    expect(shapeOf(sentences, passages)).toEqual(['pp', 'hp']);
    expect(passages.map((passage) => passage.heading?.start)).toEqual([
      sentences[0]?.start,
      sentences[4]?.start,
    ]);
  });

  it('has no passage of a heading alone while there is text below it', () => {
    expect(divide('hfp')).toEqual(['p']);
    expect(divide('hppppppppp').filter((shape) => shape === 'h')).toEqual([]);
  });

  it('loses no heading that has no text below it', () => {
    expect(divide('hh')).toEqual(['h', 'h']);
    expect(divide('pph')).toEqual(['pp', 'h']);
    expect(divide('hfhp')).toEqual(['h', 'hp']);
  });

  it('gives a sentence that is too long a passage of its own', () => {
    expect(divide('ppp', 50)).toEqual(['p', 'p', 'p']);
    expect(divide('hp', 18)).toEqual(['p']);
  });

  it('has no passage for a document of furniture', () => {
    expect(divide('fff')).toEqual([]);
  });

  it('holds every prose sentence once, no furniture, and no more than its tokens, for any text', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyText, sizes, fc.integer({ min: 1, max: 20 }), (text, list, targetTokens) => {
        const document = plainDocument(text);
        const sentences = splitSentences(document);
        const tokens = sentences.map((_, index) => list[index % list.length] ?? 0);
        const passages = buildPassages(document, sentences, tokens, { maxTokens: 20, targetTokens });
        const held: number[] = [];
        for (const passage of passages) {
          const own = sentences.slice(passage.firstSentence, passage.endSentence);
          expect([passage.start, passage.end]).toEqual([own[0]?.start, own.at(-1)?.end]);
          for (let i = passage.firstSentence; i < passage.endSentence; i++) held.push(i);
          const sum = tokens.slice(passage.firstSentence, passage.endSentence).reduce((a, b) => a + b, 0);
          expect(sum).toBeLessThanOrEqual(20);
          expect(own.slice(1).some((s, i) => s.kind === 'heading' && own[i]?.kind === 'prose')).toBe(false);
        }
        expect(held).toEqual([...new Set(held)].sort((a, b) => a - b));
        const named = new Set(passages.map((passage) => passage.heading?.start));
        const missing = sentences.filter((sentence, i) => !held.includes(i) && sentence.kind !== 'furniture');
        // The only sentences in no passage are headings that a passage names.
        expect(missing.every((s) => s.kind === 'heading' && named.has(s.start))).toBe(true);
        expect(held.some((i) => sentences[i]?.kind === 'furniture')).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('finds the cheapest of all divisions, as trying every one of them shows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }), (tokens) => {
        const { document, sentences } = pattern('p '.repeat(tokens.length).trim());
        const passages = buildPassages(document, sentences, tokens, { maxTokens: 10, targetTokens: 10 });
        const total = tokens.reduce((a, b) => a + b, 0);
        const ideal = total / Math.max(Math.round(total / 10), Math.ceil(total / 10));
        const cost = (sums: readonly number[]) =>
          sums.reduce((sum, size) => sum + (size / ideal - 1) ** 2, 0);
        const sumsOf = (ends: readonly number[]) =>
          ends.map((end, i) => tokens.slice(ends[i - 1] ?? 0, end).reduce((a, b) => a + b, 0));
        let cheapest = Number.POSITIVE_INFINITY;
        for (let mask = 0; mask < 2 ** (tokens.length - 1); mask++) {
          const ends = tokens.flatMap((_, i) => (i === tokens.length - 1 || mask & (1 << i) ? [i + 1] : []));
          const sums = sumsOf(ends);
          if (sums.every((sum) => sum <= 10)) cheapest = Math.min(cheapest, cost(sums));
        }
        expect(cost(sumsOf(passages.map((passage) => passage.endSentence)))).toBeCloseTo(cheapest, 9);
      }),
      { numRuns: 150 },
    );
  });

  it('slices back to its sentences and what stands between them', () => {
    const document = plainDocument('One.  Two!\n\nThree.');
    const sentences = splitSentences(document);
    const passages = buildPassages(document, sentences, [1, 1, 1], settings);
    expect(textsOf(document, passages)).toEqual(['One.  Two!\n\nThree.']);
  });
});
