import { describe, expect, test } from 'vitest';
import type { RankedPassage } from '../../src/answer/rank.ts';
import { selectPassages } from '../../src/answer/select.ts';
import { toReaderSpan } from '../../src/reading/reader.ts';
import { indexOf } from '../support/index-of.ts';
import { rankedOf } from './ranked.ts';

const QUESTION = 'How many boats are in the harbour?';

/** A document of several sections, so that each becomes a passage of its own. */
const sections = (...texts: readonly string[]) =>
  texts.map((text, at) => `Part ${String.fromCharCode(65 + at)}\n\n${text}`).join('\n\n');

async function selected(texts: Readonly<Record<string, string>>, scores: readonly number[] = []) {
  const index = await indexOf(texts);
  const ranked = rankedOf(index, QUESTION, scores);
  return {
    ranked,
    chosen: selectPassages(ranked),
    ids: selectPassages(ranked).map(({ indexed }) => indexed.document.id),
  };
}

const boats = 'The harbour has twelve boats, and all of them are painted blue every spring.';
const mill = 'A mill stood by the river until the fire, and nobody has built another one since.';
const bread = 'Bakers sell bread on the square before sunrise, when the streets are empty.';
const ferry = 'Ferries cross to the island every hour unless a storm keeps them in port.';

describe('the passages to quote', () => {
  test('are the best ones, in their order', async () => {
    const { chosen, ranked } = await selected({ a: boats, b: mill, c: bread }, [0.8, 1, 0.9]);
    expect(chosen).toEqual(ranked);
    expect(chosen.map(({ score }) => score)).toEqual([1, 0.9, 0.8]);
  });

  test('are none when nothing was found', () => {
    expect(selectPassages([])).toEqual([]);
  });

  test('hold what other documents copied, however it is broken into lines, after what is new', async () => {
    const { ids } = await selected(
      { a: boats, copy: boats.replaceAll(' ', '\n'), shouted: boats.toUpperCase(), b: mill },
      [1, 0.99, 0.98, 0.97],
    );
    expect(ids).toEqual(['a', 'b', 'copy', 'shouted']);
  });

  test('do not say the same thing twice in one document', async () => {
    const { ids } = await selected({ a: sections(boats, `${boats} `), b: mill }, [1, 0.99, 0.98]);
    expect(ids).toEqual(['a', 'b']);
  });

  test('do not hold one that is far behind the best', async () => {
    const { ids } = await selected({ a: boats, b: mill, c: bread }, [1, 0.9, 0.05]);
    expect(ids).toEqual(['a', 'b']);
  });

  test('hold up to three that are further behind when the best one is not sure', async () => {
    const { ranked } = await selected({ a: boats, b: mill, c: bread, d: ferry }, [1, 0.5, 0.45, 0.4]);
    const idsAt = (confidence: number) =>
      selectPassages(ranked, confidence).map(({ indexed }) => indexed.document.id);
    expect(idsAt(0.95)).toEqual(['a']);
    expect(idsAt(0.5)).toEqual(['a', 'b', 'c']);
  });

  test('are at most two of one document where another answers too', async () => {
    const index = await indexOf({ long: sections(boats, mill, ferry), other: bread });
    const long = index.passages.filter(({ document }) => document.id === 'long');
    expect(long.length).toBe(3);
    const ranked = rankedOf(index, QUESTION, [1, 0.99, 0.98, 0.9]);
    expect(selectPassages(ranked).map(({ indexed }) => indexed.document.id)).toEqual([
      'long',
      'long',
      'other',
    ]);
  });

  test('may be more of a document that answers alone', async () => {
    const { ids } = await selected({ long: sections(boats, mill, ferry) });
    expect(ids).toEqual(['long', 'long', 'long']);
  });

  test('keep the order of the ranking, best first, and are passages of it', async () => {
    const { chosen, ranked } = await selected(
      { a: sections(boats, mill), b: sections(bread, ferry) },
      [0.9, 0.95, 0.7, 1],
    );
    const places = chosen.map((passage) => ranked.indexOf(passage));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(0);
    expect(new Set(places).size).toBe(places.length);
  });

  describe('that a reader has read', () => {
    const texts = {
      a: boats,
      agreeing: 'It is said that twelve boats lie there, more than in any other town.',
      b: mill,
      c: bread,
    };

    async function readAs(margins: Readonly<Record<string, number | null>>) {
      const { ranked } = await selected(texts, [1, 0.98, 0.96, 0.94]);
      return ranked.map((passage) => {
        const margin = margins[passage.indexed.document.id] ?? null;
        return margin === null ? passage : asRead(passage, margin, 'twelve boats');
      });
    }
    const idsOf = (passages: readonly RankedPassage[]) => passages.map(({ indexed }) => indexed.document.id);

    test('stand beside an answer only where the reader sees one in them too', async () => {
      const read = await readAs({ a: 6, agreeing: 1, b: -7, c: -2 });
      expect(idsOf(selectPassages(read))).toEqual(['a', 'agreeing', 'c']);
    });

    test('or, where it did not read, where they hold the words that it marked', async () => {
      expect(idsOf(selectPassages(await readAs({ a: 6 })))).toEqual(['a', 'agreeing']);
    });

    test('and are all there where nothing is answered, to show what was looked at', async () => {
      expect(idsOf(selectPassages(await readAs({ a: -5, b: -7 }), 0.2, false))).toEqual([
        'a',
        'agreeing',
        'b',
        'c',
      ]);
    });
  });
});

/** The passage as if the reader had read it alone, with this margin, and marked these words where they stand there. */
function asRead(passage: RankedPassage, margin: number, words: string): RankedPassage {
  const { start, end, document } = { ...passage.indexed.passage, document: passage.indexed.document };
  const at = document.text.indexOf(words, start);
  const span = at === -1 ? null : { start: at, end: at + words.length };
  const reading = toReaderSpan({ tokens: [], noAnswer: 0, truncated: false });
  return {
    ...passage,
    margin,
    best: { ...passage.best, span, margin },
    reading: { window: { start, end }, reading },
  };
}
