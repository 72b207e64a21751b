import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSpan, EXCERPT_CHARACTERS, makeExcerpt, round } from '../../src/answer/excerpt.ts';
import { documentOf, indexOf, markdownOf } from '../support/index-of.ts';
import { rankedOf } from './ranked.ts';

const QUESTION = 'How many boats are in the harbour?';

async function excerptsOf(text: string) {
  const index = await indexOf([
    documentOf('harbour.txt', text, { title: 'The harbour', author: 'A. Barro', published: '2021-04' }),
  ]);
  return rankedOf(index, QUESTION).map((passage) => ({ passage, excerpt: makeExcerpt(passage, 1) }));
}

describe('an excerpt', () => {
  const text = `The harbour\n\nIt opened in 1871. The harbour has twelve boats. They are blue.\n`;

  test('quotes around the answering sentence, and says where it stands', async () => {
    const [first] = await excerptsOf(text);
    expect(first?.excerpt).toMatchObject({
      citation: 1,
      quote: 'It opened in 1871. The harbour has twelve boats. They are blue.',
      document: { id: 'harbour.txt', title: 'The harbour', author: 'A. Barro', publisher: null, url: null },
      source: { file: 'harbour.txt', line: 3 },
    });
    const [highlight] = first?.excerpt.highlights ?? [];
    expect(text.slice(highlight?.start, highlight?.end)).toBe('The harbour has twelve boats.');
  });

  test('names the heading above it, unless it shows that or the title says the same', async () => {
    const headed = await markdownOf(
      '# The harbour\n\nIt has a crane.\n\n## Boats\n\nThe harbour has twelve boats.\n',
    );
    const places = rankedOf(await indexOf([headed]), QUESTION)
      .map((passage) => makeExcerpt(passage, 1))
      .map(({ quote, source }) => [quote, source.heading]);
    expect(places).toEqual([
      ['It has a crane.', undefined],
      ['The harbour has twelve boats.', 'Boats'],
    ]);
  });

  test('names the headings over its own, as a list of changes has them', async () => {
    const changes = await markdownOf(
      '# Changes\n\n## 2.6.0 - 2025\n\n### Added\n\nA crane.\n\n### Removed\n\nThe harbour has twelve boats less.\n\n## 2.5.0\n\nA new harbour with many boats.\n',
    );
    const places = rankedOf(await indexOf([changes]), QUESTION)
      .map((passage) => makeExcerpt(passage, 1))
      .map(({ quote, source: { heading, line } }) => [quote, heading, line]);
    expect(places).toContainEqual(['The harbour has twelve boats less.', '2.6.0 - 2025 › Removed', 11]);
    expect(places).toContainEqual(['A new harbour with many boats.', '2.5.0', 15]);
  });

  test('is of the version that the question names', async () => {
    const text = 'Version 3.1 was released in the spring with many boats. Version 3.0 came out long before.';
    const [first] = rankedOf(await indexOf([documentOf('a.txt', text)]), 'When was version 3.0 released?');
    if (first === undefined) throw new Error('there is no passage');
    const [highlight] = makeExcerpt(first, 1).highlights;
    expect(text.slice(highlight?.start, highlight?.end)).toBe('Version 3.0 came out long before.');
  });

  test('may be the heading that holds the date asked for', async () => {
    const changes = await markdownOf(
      '# Changes\n\n## v2.4 (11 May 2024)\n\n- A crane was added.\n\n## v2.3\n\n- Twelve boats were added.\n',
    );
    const [first] = rankedOf(await indexOf([changes]), 'When was 2.4 released?');
    if (first === undefined) throw new Error('there is no passage');
    const { highlights, source } = makeExcerpt(first, 1);
    expect(highlights.map(({ start, end }) => changes.text.slice(start, end))).toEqual([
      'v2.4 (11 May 2024)',
    ]);
    expect(source.heading).toBeUndefined();
  });

  test('is no heading that only has a year in its name', async () => {
    const cup = await markdownOf(
      '# Sport\n\n## World Cup 2022\n\nThe first match was played on 20 November in Doha.\n',
    );
    const [first] = rankedOf(await indexOf([cup]), 'When did the World Cup 2022 begin?');
    if (first === undefined) throw new Error('there is no passage');
    const [highlight] = makeExcerpt(first, 1).highlights;
    expect(cup.text.slice(highlight?.start)).toMatch(/^The first match/);
  });

  test('is no longer than it takes to read the answer on its own', async () => {
    const [sure] = await excerptsOf(
      'Ships came from afar. The harbour has boats, and there are twelve in the harbour. Bread was baked at night.',
    );
    expect(sure?.excerpt.quote).toBe('The harbour has boats, and there are twelve in the harbour.');
    const [leaning] = await excerptsOf(
      'Ships came from afar. Anna built a harbour. She has twelve boats in that harbour. However, two are wrecks. Bread was baked at night.',
    );
    expect(leaning?.excerpt.quote).toBe(
      'Anna built a harbour. She has twelve boats in that harbour. However, two are wrecks.',
    );
  });

  test('of a list begins where the list is introduced', async () => {
    const [listed] = await excerptsOf(
      'Ships came from afar.\n\nThe stores hold the following:\n- tar for the masts and the ropes\n- bread for the sailors\n- twelve boats of the harbour\n- salt for the fish of the bay\n',
    );
    expect(listed?.excerpt.quote).toBe(
      'The stores hold the following:\n- tar for the masts and the ropes\n- bread for the sailors\n- twelve boats of the harbour',
    );
  });

  test('that goes back to an item of a list begins where the list is introduced', async () => {
    const [listed] = await excerptsOf(
      'It is forbidden to bring:\n\n- glass bottles of any size\n- dogs\n\nThey may be left at the gate of the harbour with its twelve boats.',
    );
    expect(listed?.excerpt.quote).toMatch(/^It is forbidden to bring:.*dogs\n\nThey may be left/su);
  });

  test('can be made around another sentence of the passage', async () => {
    const [first] = await excerptsOf(text);
    const other = first?.passage.sentences.at(-1);
    if (first === undefined || other === undefined) throw new Error('there is no passage');
    const { highlights, citation } = makeExcerpt(first.passage, 4, other);
    expect(citation).toBe(4);
    expect(highlights.map(({ start, end }) => text.slice(start, end))).toEqual(['They are blue.']);
  });

  test('leaves a sentence whole that is longer than excerpts are', async () => {
    const long = `The harbour has twelve boats${', and each of them is blue'.repeat(30)}.`;
    expect(long.length).toBeGreaterThan(EXCERPT_CHARACTERS);
    const excerpts = await excerptsOf(`It opened in 1871. ${long} They are old.`);
    const holding = excerpts.filter(({ excerpt }) => excerpt.quote.includes('twelve'));
    expect(holding.map(({ excerpt }) => excerpt.quote)).toEqual([long]);
  });
});

describe('the run of sentences', () => {
  const sentencesOf = (...texts: string[]) => {
    let at = 0;
    const sentences = texts.map((each) => {
      const start = at;
      at += each.length + 1;
      return { start, end: start + each.length, kind: 'prose' as const };
    });
    const blocks = [{ start: 0, end: at - 1, kind: 'paragraph' as const, line: 1 }];
    return { text: texts.join(' '), sentences, blocks };
  };
  const long = (text: string) => text + ' and so on'.repeat(15);
  const quoted = (
    document: ReturnType<typeof sentencesOf>,
    ...[place, others, taken]: [number, number[]?, { start: number; end: number }[]?]
  ) => {
    const { start, end } = chooseSpan(document, place, others, taken);
    return document.sentences.flatMap((each, at) => (each.start >= start && each.end <= end ? [at] : []));
  };

  test('holds what the answering sentence needs before what may answer too', () => {
    const mill = sentencesOf(
      long('Anna ran the mill'),
      long('She sold it'),
      long('The roof was new'),
      long('The price was low'),
    );
    expect(quoted(mill, 1)).toEqual([0, 1]);
    expect(quoted(mill, 1, [1, 2, 3])).toEqual([0, 1, 2]);
    expect(quoted(mill, 2, [3])).toEqual([2, 3]);
  });

  test('of questions and answers holds one question with its answer', () => {
    const faq = sentencesOf(
      'Who may come?',
      'Members of the club may come.',
      'What does it cost?',
      'It costs nothing at all.',
      'Who cleans up after that?',
      'Members of the club clean up.',
    );
    expect(quoted(faq, 3, [1, 5])).toEqual([2, 3]);
    expect(quoted(faq, 1, [1, 3, 5])).toEqual([0, 1]);
  });

  test('does not grow towards a sentence that it has no room for, or that is quoted already', () => {
    const mill = sentencesOf(
      'The mill stood here.',
      long('A'),
      long('B'),
      long('C'),
      long('D'),
      'It burned.',
    );
    expect(quoted(mill, 0, [4])).toEqual([0]);
    expect(quoted(mill, 0, [2])).toEqual([0, 1, 2]);
    expect(quoted(mill, 0, [2], [{ start: 30, end: 60 }])).toEqual([0]);
  });
});

describe('for any text', () => {
  const words = fc.constantFrom('boats', 'harbour', 'blue', 'the', 'twelve', '1,100', 'café', '🚢', 'of');
  const sentence = fc.array(words, { minLength: 1, maxLength: 60 }).map((list) => `The ${list.join(' ')}.`);
  const text = fc
    .array(fc.tuple(sentence, fc.constantFrom(' ', '\n', '\n\n')), { minLength: 1, maxLength: 14 })
    .map((parts) => parts.flat().join(''));

  test('it ends on the boundaries of sentences, never beyond a heading or furniture, and holds its highlight', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (written) => {
        for (const { passage, excerpt } of await excerptsOf(written)) {
          const { start, end, quote, highlights } = excerpt;
          expect(written.slice(start, end)).toBe(quote);
          const all = passage.indexed.document.sentences;
          const quoted = all.filter((each) => each.start >= start && each.end <= end);
          expect(quoted[0]?.start).toBe(start);
          expect(quoted.at(-1)?.end).toBe(end);
          if (quoted.length > 1) expect(quoted.every(({ kind }) => kind === 'prose')).toBe(true);
          expect(highlights.length).toBeGreaterThan(0);
          for (const highlight of highlights) {
            expect(highlight.start).toBeGreaterThanOrEqual(start);
            expect(highlight.end).toBeLessThanOrEqual(end);
          }
          if (quoted.length > 1) expect(quote.length).toBeLessThanOrEqual(EXCERPT_CHARACTERS);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('scores are rounded to six decimals', () => {
    expect(round(0.123456789)).toBe(0.123457);
    expect(round(1)).toBe(1);
  });
});
