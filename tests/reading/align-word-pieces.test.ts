import { AutoTokenizer, env, type PreTrainedTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { alignWordPieces, normalise } from '../../src/reading/align-word-pieces.ts';
import { modelDir, readerModel } from '../support/models.ts';

let tokenizer: PreTrainedTokenizer;

beforeAll(async () => {
  env.localModelPath = modelDir;
  env.allowRemoteModels = false;
  tokenizer = await AutoTokenizer.from_pretrained(readerModel);
  tokenizer.added_tokens = [];
  tokenizer.added_tokens_regex = /(?!)/;
});

const piecesOf = (text: string): string[] =>
  tokenizer.model.convert_ids_to_tokens(tokenizer.encode(text, null, { add_special_tokens: false }));
const align = (text: string) =>
  alignWordPieces(text, piecesOf(text)).map(({ start, end }) => text.slice(start, end));

describe('each token is found where it stands', () => {
  test('in lower case, in pieces and beside punctuation', () => {
    expect(piecesOf("Unbelievable! It's 1,100.")).toEqual([
      ...['unbelievable', '!', 'it', "'", 's', '1', ',', '100', '.'],
    ]);
    expect(align("Unbelievable! It's 1,100.")).toEqual([
      ...['Unbelievable', '!', 'It', "'", 's', '1', ',', '100', '.'],
    ]);
    expect(align('snowboarders')).toEqual(['snow', 'board', 'ers']);
  });

  test('with accents, whether composed or not', () => {
    expect(align('José Núñez')).toEqual(['José', 'Núñez']);
    expect(align('Jose\u0301 said')).toEqual(['Jose\u0301', 'said']);
  });

  test('with control characters, byte order marks and soft hyphens inside words', () => {
    expect(align('\uFEFFso\u00ADlu\u200Btion')).toEqual(['so\u00ADlu\u200Btion']);
  });

  test('with ideographs, surrogate pairs and unknown words', () => {
    expect(align('日本 x')).toEqual(['日', '本', 'x']);
    expect(align('a 😀😀 b')).toEqual(['a', '😀😀', 'b']);
  });

  test('when lower case or decomposition changes the length', () => {
    expect(align('İstanbul ΣΑΣ 한 end').at(-1)).toBe('end');
    expect(align('İstanbul')[0]?.startsWith('İ')).toBe(true);
  });

  test('when the text looks like a special token', () => {
    expect(align('[SEP] x')).toEqual(['[', 'SEP', ']', 'x']);
  });

  test('and a text without words has no tokens', () => {
    expect(align(' \u200B\n\t')).toEqual([]);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          'The',
          'river',
          'é',
          'e\u0301',
          '\u0301',
          '\u05B0',
          '\u0323',
          'Σ',
          'İ',
          'ß',
          '한',
          '日',
          '\u{20000}',
        ],
        ...['😀', '\uD800', '\u00AD', '\u0000', '\uFFFD', ' ', '\n', '\u3000', '.', '“', '$', '[SEP]', '##'],
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join('')),
);

describe('for any text', () => {
  test('it is normalised as the tokenizer does', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalise(text).text).toBe(tokenizer.normalizer(text));
      }),
      { numRuns: 500 },
    );
  });

  test('there is one span a token, in order and within bounds', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const pieces = piecesOf(text);
        const spans = alignWordPieces(text, pieces);
        expect(spans).toHaveLength(pieces.length);
        let before = { start: 0, end: 0 };
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(before.start);
          expect(span.end).toBeGreaterThanOrEqual(before.end);
          expect(span.end).toBeGreaterThan(span.start);
          before = span;
        }
        expect(before.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  test('the part of the text that a token stands for, normalised by itself, holds the token', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const pieces = piecesOf(text);
        for (const [index, { start, end }] of alignWordPieces(text, pieces).entries()) {
          const piece = pieces[index] ?? '';
          if (piece === '[UNK]') continue;
          const own: string = tokenizer.normalizer(text.slice(start, end));
          // A sigma at the end of a word is written in another way than the same letter by itself.
          expect(own.replaceAll('ς', 'σ')).toContain(piece.replace(/^##(?=.)/, '').replaceAll('ς', 'σ'));
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('tokens of another text are refused', () => {
  expect(() => alignWordPieces('river', ['sea'])).toThrow(/"sea" does not belong at character 0/);
  expect(() => alignWordPieces('river', ['river', 'sea'])).toThrow(/"sea"/);
  expect(() => alignWordPieces('river sea', ['river'])).toThrow(/undefined/);
});
