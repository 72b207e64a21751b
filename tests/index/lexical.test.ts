import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { B, buildLexicalIndex, K1, readLexicalIndex } from '../../src/index/lexical.ts';
import { questionTerms, termsOf } from '../../src/index/terms.ts';

/** The formula of BM25 written down once more, word by word and without an index. */
function bm25(texts: readonly string[], question: string): { number: number; score: number }[] {
  const passages = texts.map(termsOf);
  const averageLength = passages.reduce((sum, terms) => sum + terms.length, 0) / passages.length;
  const scores = passages.map((passage, number) => {
    let score = 0;
    for (const term of questionTerms(question)) {
      const having = passages.filter((terms) => terms.includes(term)).length;
      const frequency = passage.filter((other) => other === term).length;
      const idf = Math.log(1 + (passages.length - having + 0.5) / (having + 0.5));
      const length = 1 - B + (B * passage.length) / averageLength;
      if (frequency > 0) score += (idf * frequency * (K1 + 1)) / (frequency + K1 * length);
    }
    return { number, score };
  });
  return scores.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.number - b.number);
}

const vocabulary = ['troops', 'Peru', 'congress', 'May', '1,100', 'resolution', 'protest', 'U.S.', 'lithium'];
const passage = fc.array(fc.constantFrom(...vocabulary), { maxLength: 12 }).map((words) => words.join(' '));
const corpus = fc.array(passage, { minLength: 1, maxLength: 12 });

describe('the lexical index scores as BM25 says', () => {
  test('for any corpus and question, score by score', () => {
    fc.assert(
      fc.property(corpus, passage, (texts, question) => {
        const found = buildLexicalIndex(texts).search(question, texts.length);
        const expected = bm25(texts, question);
        expect(found.map(({ number }) => number).sort()).toEqual(expected.map(({ number }) => number).sort());
        const scoreOf = new Map(expected.map(({ number, score }) => [number, score]));
        for (const { number, score } of found) expect(score).toBeCloseTo(scoreOf.get(number) ?? -1, 9);
      }),
    );
  });

  test('also where most passages have no word at all', () => {
    const texts = ['', 'troops'];
    expect(buildLexicalIndex(texts).search('troops', 2)[0]?.score).toBeCloseTo(
      bm25(texts, 'troops')[0]?.score ?? 0,
    );
  });

  test('best first, and passages that score the same in order of number', () => {
    fc.assert(
      fc.property(corpus, passage, fc.nat(14), (texts, question, limit) => {
        const all = buildLexicalIndex(texts).search(question, texts.length);
        const ordered = [...all].sort((a, b) => b.score - a.score || a.number - b.number);
        expect(all).toEqual(ordered);
        expect(buildLexicalIndex(texts).search(question, limit)).toEqual(all.slice(0, limit));
      }),
    );
  });

  test('an index that was written and read again gives the same results', () => {
    fc.assert(
      fc.property(corpus, passage, (texts, question) => {
        const index = buildLexicalIndex(texts);
        const again = readLexicalIndex(index.serialize());
        expect(again.search(question, 20)).toEqual(index.search(question, 20));
        for (const term of termsOf(vocabulary.join(' '))) expect(again.rarity(term)).toBe(index.rarity(term));
      }),
    );
  });

  test('a range leaves the scores as they are and the passages outside of it out', () => {
    fc.assert(
      fc.property(corpus, passage, fc.nat(12), fc.nat(12), (texts, question, start, end) => {
        const index = buildLexicalIndex(texts);
        const inside = index
          .search(question, texts.length)
          .filter(({ number }) => number >= start && number < end);
        expect(index.search(question, texts.length, { start, end })).toEqual(inside);
      }),
    );
  });
});

describe('rarity', () => {
  const index = buildLexicalIndex(['Peru and lithium', 'Peru and troops', 'Peru']);
  const rarityOf = (word: string) => index.rarity(termsOf(word)[0] ?? '');

  test('is higher the fewer passages have the term, and never negative', () => {
    expect(rarityOf('Peru')).toBeGreaterThanOrEqual(0);
    expect(rarityOf('lithium')).toBeGreaterThan(rarityOf('Peru'));
    expect(rarityOf('unheard')).toBeGreaterThan(rarityOf('lithium'));
  });

  test('is the idf of the formula', () => {
    expect(rarityOf('lithium')).toBeCloseTo(Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5)), 12);
  });
});

test('a question without a word, or an index without a passage, finds nothing', () => {
  expect(buildLexicalIndex(['Peru']).search('?!', 5)).toEqual([]);
  expect(buildLexicalIndex([]).search('Peru', 5)).toEqual([]);
  expect(buildLexicalIndex(['', '…']).search('Peru', 5)).toEqual([]);
});
