import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../src/corpus/types.ts';
import { fitQuote, renderQuote, unquote } from '../../src/discord/quote.ts';
import { readable, unescapeText } from '../../src/discord/text.ts';
import { anyText } from './arbitrary.ts';

/** A text of several sentences, an excerpt of it and highlights inside the excerpt. */
function quoted(): fc.Arbitrary<{ text: string; excerpt: Span; highlights: Span[]; sentences: Span[] }> {
  return fc
    .tuple(fc.array(anyText(), { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), fc.nat(), fc.nat())
    .map(([parts, a, b, c, d]) => {
      const sentences: Span[] = [];
      let text = '';
      for (const part of parts) {
        if (part === '') continue;
        sentences.push({ start: text.length, end: text.length + part.length });
        text += `${part} `;
      }
      const [start, end] = order(a % (text.length + 1), b % (text.length + 1));
      const [from, to] = order(start + (c % (end - start + 1)), start + (d % (end - start + 1)));
      return {
        text,
        excerpt: { start, end },
        highlights: from < to ? [{ start: from, end: to }] : [],
        sentences,
      };
    });
}

describe('a quote in a message', () => {
  test('is the text of its source once quote marks, bold and escapes are taken out', () => {
    fc.assert(
      fc.property(quoted(), ({ text, excerpt, highlights }) => {
        const shown = renderQuote(text, excerpt, highlights);
        // A highlight may begin in the middle of what is left out as one, so the parts are read one by one.
        const parts = [excerpt.start, ...highlights.flatMap(({ start, end }) => [start, end]), excerpt.end];
        const expected = parts
          .slice(1)
          .map((end, at) => readable(text.slice(parts[at], end)))
          .join('');
        expect(unescapeText(unquote(shown))).toBe(expected);
      }),
    );
  });

  test('has the quote mark on every line', () => {
    fc.assert(
      fc.property(quoted(), ({ text, excerpt, highlights }) => {
        for (const line of renderQuote(text, excerpt, highlights).split(/[\n\r\u2028\u2029]/)) {
          expect(line.startsWith('> ')).toBe(true);
        }
      }),
    );
  });

  test('marks the answering sentence in bold, line by line, and nothing else', () => {
    const text = 'Before it. The answer\nin two lines.  After *it*.';
    const highlight = { start: 11, end: 37 };
    expect(renderQuote(text, { start: 0, end: text.length }, [highlight])).toBe(
      '> Before it. **The answer**\n> **in two lines.**  After \\*it\\*.',
    );
  });

  test('fits any room, is a slice of the excerpt, and is whole when it can be', () => {
    fc.assert(
      fc.property(
        quoted(),
        fc.integer({ min: 20, max: 400 }),
        ({ text, excerpt, highlights, sentences }, budget) => {
          const part = fitQuote(text, excerpt, highlights, sentences, budget);
          expect(part.start).toBeGreaterThanOrEqual(excerpt.start);
          expect(part.end).toBeLessThanOrEqual(excerpt.end);
          const wholeFits = renderQuote(text, excerpt, highlights).length <= budget;
          if (wholeFits && excerpt.end - excerpt.start <= 2 * budget) expect(part).toEqual(excerpt);
          expect(renderQuote(text, part, highlights).length).toBeLessThanOrEqual(budget);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is cut at sentences around the one that answers', () => {
    const sentences = [
      'One is here. ',
      'Two is here. ',
      'Three answers. ',
      'Four is here. ',
      'Five is here.',
    ];
    const text = sentences.join('');
    let at = 0;
    const spans = sentences.map((sentence) => {
      const start = at;
      at += sentence.length;
      return { start, end: start + sentence.trimEnd().length };
    });
    const highlight = spans[2] ?? { start: 0, end: 0 };
    const part = fitQuote(text, { start: 0, end: text.length }, [highlight], spans, 45);
    expect(text.slice(part.start, part.end)).toBe('Three answers. Four is here.');
  });

  test('a sentence of 40,000 characters is cut at a space, from its beginning', () => {
    const text = 'word '.repeat(8_000);
    const whole = { start: 0, end: text.length };
    const part = fitQuote(text, whole, [whole], [whole], 500);
    const shown = text.slice(part.start, part.end);
    expect(part.start).toBe(0);
    expect(shown).toMatch(/^(word )+word$/);
    expect(shown.length).toBeGreaterThan(400);
  });

  test('40,000 characters without a space, to be escaped or not to be seen, still give a piece that fits', () => {
    for (const character of ['x', '*', '\u200b', '👍', '@1', 'e\u0301']) {
      const text = character.repeat(40_000 / character.length);
      const whole = { start: 0, end: text.length };
      const part = fitQuote(text, whole, [whole], [whole], 500);
      expect(renderQuote(text, part, [whole]).length).toBeLessThanOrEqual(500);
      expect(part.end).toBeGreaterThan(part.start);
    }
  });
});

function order(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}
