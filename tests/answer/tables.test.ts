import { describe, expect, test } from 'vitest';
import { makeExcerpt } from '../../src/answer/excerpt.ts';
import { termsOfPassage } from '../../src/answer/passage-terms.ts';
import { chooseWindows, readWindows, windowAround, windowText } from '../../src/answer/windows.ts';
import { columnsAt, rowNameOf } from '../../src/corpus/columns.ts';
import type { Document } from '../../src/corpus/types.ts';
import { passageText } from '../../src/index/passage-text.ts';
import type { Reader } from '../../src/reading/reader.ts';
import { indexOf, markdownOf } from '../support/index-of.ts';
import { rankedOf } from './ranked.ts';

const HEADER = 'Lot | Price in crowns | Stored in';
const LOTS = Array.from(
  { length: 60 },
  (_, at) => `| lot number ${at} of sixty | ${1000 + at} | hall ${at} |`,
);
const row = (at: number) => `lot number ${at} of sixty | ${1000 + at} | hall ${at}`;

const FEES =
  '# Club\n\n| Membership | Per month | Per year |\n|---|---|---|\n| Student | 6 | 60 |\n| Adult | 11 | 115 |\n| Family of four | 18 | 190 |\n';

async function auction(): Promise<Document> {
  return markdownOf(
    `# Auction\n\nSold as seen.\n\n| Lot | Price in crowns | Stored in |\n|---|---|---|\n${LOTS.join('\n')}\n\n| Day | Hour |\n|---|---|\n| Monday | nine |\n`,
  );
}

describe('the names of the columns of a table', () => {
  test('are the first row of the table that a row stands in', async () => {
    const document = await auction();
    const headerAt = (words: string) => {
      const header = columnsAt(document, document.text.indexOf(words));
      return header && document.text.slice(header.start, header.end);
    };
    expect(headerAt(row(41))).toBe(HEADER);
    expect(headerAt('Monday')).toBe('Day | Hour');
    for (const outside of ['Sold', HEADER, 'Day |']) expect(headerAt(outside)).toBeNull();
  });

  test('are none where the first row is blank, nor those of the table before', async () => {
    const document = await markdownOf(
      '# Club\n\n| Lot | Price |\n|---|---|\n| Anvil | nine |\n\n| | |\n|---|---|\n| Name | Alice |\n| Age | thirty |\n',
    );
    for (const words of ['Name', 'thirty'])
      expect(columnsAt(document, document.text.indexOf(words))).toBeNull();
    expect(document.text).toBe('Club\n\nLot | Price\nAnvil | nine\n\nName | Alice\nAge | thirty');
  });

  test('stand above no name of a row whose first cell is empty', async () => {
    const document = await markdownOf(
      '| Name | 2022 | 2023 |\n|---|---|---|\n| Ann | 5 | 6 |\n| | 7 | 8 |\n',
    );
    const nameOf = (row: string) => {
      const start = document.text.indexOf(row);
      return rowNameOf(document, { start, end: start + row.length });
    };
    expect(nameOf('Ann | 5 | 6')).toBe('Ann');
    expect(nameOf('| 7 | 8')).toBeNull();
  });

  test('are looked through when it is seen which words of a question are missing', async () => {
    const { passages } = await indexOf([await auction()]);
    const within = passages.filter(({ document, passage }) => columnsAt(document, passage.start) !== null);
    expect(within.length).toBeGreaterThan(3);
    for (const passage of within) expect(termsOfPassage(passage).context).toContain('crown');
  });

  test('go with every passage that begins within the table', async () => {
    const { passages } = await indexOf([await auction()]);
    const texts = passages.map(({ document, passage }) => passageText(document, passage));
    const within = texts.filter((text) => text.includes('hall'));
    expect(within.length).toBeGreaterThan(3);
    for (const text of within) expect(text.split(HEADER).length).toBe(2);
  });

  test('are read above a window, and what is read below them keeps its place in the document', async () => {
    const { passages } = await indexOf([await auction()]);
    const last = passages.find(({ document, passage }) =>
      document.text.slice(passage.start, passage.end).includes(row(50)),
    );
    if (last === undefined) throw new Error('there is no such passage');
    expect(windowText(last.document, windowAround(last)).text.startsWith(`${HEADER}\n`)).toBe(true);
    expect(chooseWindows([last], 1).windows.map(({ above }) => above)).toEqual([`${HEADER}\n`]);
    const [found] = await readWindows(
      'What does lot 50 cost?',
      [last],
      { first: 1, most: 1, enough: 0 },
      wordReader('1050'),
    );
    if (!found) throw new Error('the window was not read');
    const { window, reading } = found;
    const inDocument = ({ start, end }: { start: number; end: number }) =>
      last.document.text.slice(window.start + start, window.start + end);
    expect(inDocument(reading)).toBe('1050');
    expect(reading.margin).toBe(3);
    expect(reading.tokens.map(inDocument)).not.toContain('Price');
  });

  test('do not end the reading by what is read in them', async () => {
    const texts = await Promise.all(
      ['a.md', 'b.md', 'c.md'].map(async (id) => ({ ...(await auction()), id })),
    );
    const { passages } = await indexOf(texts);
    const first = ['a.md', 'b.md', 'c.md'].flatMap((id) =>
      passages
        .filter(({ document, passage }) => document.id === id && columnsAt(document, passage.start))
        .slice(0, 1),
    );
    const readings = await readWindows(
      'What?',
      first,
      { first: 1, most: 3, enough: 2 },
      wordReader('nothing'),
    );
    expect(readings.map((found) => found?.reading.margin)).toEqual([-11, -11, -11]);
  });

  test('are never what answers, however many of its words the question takes from them', async () => {
    const fees = await markdownOf(FEES);
    const [first] = rankedOf(await indexOf([fees]), 'What is the membership per month and per year?');
    if (first === undefined) throw new Error('there is no passage');
    const marked = makeExcerpt(first, 1).highlights.map(({ start, end }) => fees.text.slice(start, end));
    expect(marked).not.toContain('Membership | Per month | Per year');
  });

  test.each([
    ['What does an adult pay per year?', 'Adult | 11 | 115'],
    ['how much is it a month for a family of four', 'Family of four | 18 | 190'],
  ])('stand above the row that the question names: %s', async (question, row) => {
    const fees = await markdownOf(FEES);
    const [first] = rankedOf(await indexOf([fees]), question);
    if (first === undefined) throw new Error('there is no passage');
    const [highlight] = makeExcerpt(first, 1).highlights;
    expect(fees.text.slice(highlight?.start, highlight?.end)).toBe(row);
  });

  test('are left out of what the reader makes of a window that holds them', async () => {
    const { passages } = await indexOf([await markdownOf(FEES)]);
    const [found] = await readWindows('What?', passages, { first: 1, most: 1, enough: 0 }, wordReader('115'));
    if (!found) throw new Error('the window was not read');
    const words = found.reading.tokens.map(({ start, end }) =>
      passages[0]?.document.text.slice(found.window.start + start, found.window.start + end),
    );
    expect(words).toContain('115');
    expect(words).not.toContain('month');
  });

  test('are named beside a quote that does not hold them', async () => {
    const [first] = rankedOf(await indexOf([await auction()]), 'lot number 50')
      .map((passage) => makeExcerpt(passage, 1))
      .filter(({ quote }) => quote.includes(row(50)));
    expect(first?.source).toMatchObject({ file: 'page.md', columns: HEADER });
  });
});

/** Reads word by word, surest of the one given, and of all words above the table's rows more than of any other. */
function wordReader(answer: string): Reader {
  const logit = (word: string) => (word === 'Price' ? 9 : word === answer ? 2 : -5);
  return {
    model: 'words',
    fingerprint: 'words',
    read: async (_question, windows) =>
      windows.map((window) => {
        const tokens = [...window.matchAll(/\S+/g)].map(({ 0: word, index: start }) => ({
          start,
          end: start + word.length,
          startLogit: logit(word),
          endLogit: logit(word),
        }));
        return { start: 0, end: 3, score: 18, margin: 17, noAnswer: 1, tokens, truncated: false };
      }),
  };
}
