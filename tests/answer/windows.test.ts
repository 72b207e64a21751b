import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseWindows, readWindows, WINDOW_CHARACTERS, windowAround } from '../../src/answer/windows.ts';
import type { Reader, ReaderSpan } from '../../src/reading/reader.ts';
import { indexOf } from '../support/index-of.ts';

/** How sure the reader of these tests is of every window. */
const MARGIN = 4;
const sentence = (word: string) =>
  `The ${word} of the harbour is painted blue every year before the boats come back.`;
const words = Array.from({ length: 60 }, (_, at) => `${String.fromCharCode(97 + (at % 26))}ulwark${at}`);
const long = words.map(sentence).join(' ');

/** Says how often it was asked, and finds the answer at the start of every window. */
function countingReader(): Reader & { readonly seen: string[] } {
  const seen: string[] = [];
  const span: ReaderSpan = {
    ...{ start: 0, end: 3, score: 5, margin: MARGIN, noAnswer: 1, truncated: false },
    tokens: [{ start: 0, end: 3, startLogit: 3, endLogit: 2 }],
  };
  return {
    ...{ model: 'counting', fingerprint: '', seen },
    read: async (_question, windows) => {
      seen.push(...windows);
      return windows.map(() => span);
    },
  };
}

describe('a window', () => {
  test('holds its passage and grows to whole sentences around it, up to its limit', async () => {
    const index = await indexOf({ long });
    const sentences = index.documents.get('long')?.sentences ?? [];
    for (const indexed of index.passages) {
      const { start, end } = windowAround(indexed);
      expect(start).toBeLessThanOrEqual(indexed.passage.start);
      expect(end).toBeGreaterThanOrEqual(indexed.passage.end);
      expect(end - start).toBeLessThanOrEqual(
        Math.max(WINDOW_CHARACTERS, indexed.passage.end - indexed.passage.start),
      );
      expect(sentences.map((each) => each.start)).toContain(start);
      expect(sentences.map((each) => each.end)).toContain(end);
      expect(end - start).toBeGreaterThan(WINDOW_CHARACTERS / 2);
    }
  });

  test('of a table of figures holds no more than the reader takes in', async () => {
    const rows = Array.from({ length: 80 }, (_, at) => `| 2023-05-${at} | 1000.${at} | 0.0% | A-0/B-${at} |`);
    const text = ['| Day | Sum | Share | Codes |', '|---|---|---|---|', ...rows].join('\n');
    const index = await indexOf({ text });
    for (const indexed of index.passages) {
      const window = windowAround(indexed);
      const tokens = text.slice(window.start, window.end).match(/\w+|[^\s\w]/g)?.length ?? 0;
      const own = { start: indexed.passage.start, end: indexed.passage.end };
      if (window.start !== own.start || window.end !== own.end) expect(tokens).toBeLessThan(236);
      expect(window.start).toBeLessThanOrEqual(own.start);
      expect(window.end).toBeGreaterThanOrEqual(own.end);
    }
  });

  test('ends where another section begins', async () => {
    const text = `Part A\n\n${sentence('mast')}\n\nPart B\n\n${sentence('keel')}`;
    const index = await indexOf({ text });
    const windows = index.passages.map(windowAround).map(({ start, end }) => text.slice(start, end));
    expect(windows.filter((window) => window.includes('mast'))).toEqual([`Part A\n\n${sentence('mast')}`]);
    expect(windows.filter((window) => window.includes('keel'))).toEqual([`Part B\n\n${sentence('keel')}`]);
  });
});

describe('the windows of several passages', () => {
  test('are shared by passages that stand together, and never reach into another document', async () => {
    const index = await indexOf({ a: `${sentence('mast')} ${sentence('keel')}`, b: sentence('rope') });
    const { windows, ofPassage } = chooseWindows([...index.passages, ...index.passages], 9);
    expect(windows.length).toBe(index.passages.length);
    expect(ofPassage.slice(index.passages.length)).toEqual(ofPassage.slice(0, index.passages.length));
    expect(windows.at(-1)?.text).toBe(sentence('rope'));
  });

  test('are read on only while none of them answers well enough', async () => {
    const index = await indexOf({
      a: sentence('mast'),
      b: sentence('keel'),
      c: sentence('rope'),
      d: sentence('sail'),
    });
    const read = async (enough: number) => {
      const reader = countingReader();
      const readings = await readWindows(
        'what is blue',
        index.passages,
        { first: 2, most: 3, enough },
        reader,
      );
      return [reader.seen.length, readings.filter((each) => each !== null).length];
    };
    expect(await read(MARGIN)).toEqual([2, 2]);
    expect(await read(MARGIN + 1)).toEqual([3, 3]);
  });

  test('are read once each and no more than allowed; what lies beyond has no reading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6 }), async (most) => {
        const index = await indexOf({ long, other: sentence('rope') });
        const reader = countingReader();
        const readings = await readWindows(
          'what is blue',
          index.passages,
          { first: most, most, enough: 9 },
          reader,
        );
        const texts = reader.seen;
        expect(texts.length).toBe(Math.min(most, chooseWindows(index.passages, 99).windows.length));
        expect(new Set(texts).size).toBe(texts.length);
        for (const [at, { document, passage }] of index.passages.entries()) {
          const found = readings[at];
          if (found === null || found === undefined) continue;
          const { start, end } = found.window;
          expect(start <= passage.start && passage.end <= end).toBe(true);
          expect(texts).toContain(document.text.slice(start, end));
        }
      }),
      { numRuns: 10 },
    );
  });
});
