import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Excerpt } from '../../src/answer/types.ts';
import { describeSource, renderAnswer, type TerminalStyle } from '../../src/cli/render-answer.ts';
import { answerOf, excerptOf } from '../evaluation/samples.ts';

const plain: TerminalStyle = { color: false, width: 60 };
const colored: TerminalStyle = { color: true, width: 60 };
const BOLD = '\u001b[1m';
const RESET = '\u001b[0m';

const mill: Excerpt = {
  ...excerptOf('mill.txt', 'It stood there. The mill was rebuilt in 1903. It is white.', 100, [
    { start: 116, end: 145 },
  ]),
  document: {
    id: 'mill.txt',
    sha256: '',
    title: 'The mill',
    author: 'Odile Kern',
    publisher: 'Courier',
    published: '2021-04-02',
    url: 'https://example.org/mill',
  },
  source: { file: 'mill.txt', line: 7 },
};

describe('an answer on a terminal', () => {
  test('shows the quote with its number, its source beneath, and how sure it is', () => {
    expect(renderAnswer(answerOf({ excerpts: [mill] }), plain)).toBe(
      [
        '[1] It stood there. «The mill was rebuilt in 1903.» It is',
        '    white.',
        '    The mill — Odile Kern, Courier, 2 April 2021',
        '    https://example.org/mill',
        '    mill.txt, line 7',
        '',
        'Confidence that [1] answers the question: 80 %',
        '',
      ].join('\n'),
    );
  });

  test('says of a source what is not known, and invents nothing', () => {
    expect(describeSource(excerptOf('a.txt', 'text'))).toEqual([
      'Untitled — author unknown, date unknown',
      'a.txt, line 1',
    ]);
  });

  test('names the heading and the columns that a quote stands under', () => {
    const source = { file: 'mill.md', line: 7, heading: 'Repairs', columns: 'Year | Part' };
    expect(describeSource({ ...mill, source }).at(-1)).toBe(
      'mill.md, line 7, under “Repairs”, columns: Year | Part',
    );
  });

  test('marks the answering sentence in bold, anew on each line', () => {
    const shown = renderAnswer(answerOf({ excerpts: [mill] }), { color: true, width: 34 });
    const marked = shown
      .split('\n')
      .flatMap((line) => [...line.matchAll(/\u001b\[1m(.*?)\u001b\[0m/g)].map((match) => match[1]));
    expect(marked.join(' ')).toBe('The mill was rebuilt in 1903.');
    for (const line of shown.split('\n'))
      expect(line.split(RESET).length, line).toBe(line.split(/\u001b\[[12]m/).length);
  });

  test('shows the sides first where sources differ', () => {
    const disagreements = [
      {
        topic: 'boats',
        readings: [
          { value: 'twelve', citations: [1, 3] },
          { value: 'fourteen', citations: [2] },
        ],
      },
    ];
    const shown = renderAnswer(answerOf({ excerpts: [mill], disagreements }), plain);
    expect(shown.split('\n')[0]).toBe('The sources differ (boats): twelve [1][3] — fourteen [2]');
  });

  test('names what else was asked and is not answered', () => {
    const shown = renderAnswer(answerOf({ excerpts: [mill], unanswered: ['who\u001b[2J owns it?'] }), plain);
    expect(shown).toContain('\n\nI found nothing that answers: who');
    expect(shown).not.toContain('\u001b');
  });

  test('says first what was searched for where misspelled words were put right', () => {
    const corrected = { searched: 'who owns\u001b[2J the mill?' };
    expect(renderAnswer(answerOf({ excerpts: [mill], ...corrected }), plain)).toMatch(
      /^Searched for: who owns/,
    );
    const nothing = answerOf({ status: 'not_found', message: 'I found nothing.', ...corrected });
    expect(renderAnswer(nothing, plain)).toMatch(/^Searched for: who owns.*\n\nI found nothing\.\n$/);
    expect(renderAnswer(nothing, plain)).not.toContain('\u001b');
  });

  test('is its message when there is nothing to quote', () => {
    const nothing = answerOf({ status: 'not_found', message: 'I found nothing.' });
    expect(renderAnswer(nothing, colored)).toBe('I found nothing.\n');
  });
});

describe('what a document holds cannot command the terminal', () => {
  const hostile = 'red \u001b[31m, title \u001b]0;x\u0007, back\u0008, \u009b2J, \u202eturned\u202c, \u0000';
  const everywhere: Excerpt = {
    ...excerptOf('a.txt', hostile, 0, [{ start: 0, end: hostile.length }]),
    document: {
      id: 'a.txt',
      sha256: '',
      title: hostile,
      author: hostile,
      publisher: hostile,
      published: null,
      url: `https://example.org/${hostile}`,
    },
    source: { file: `${hostile}.txt`, line: 1 },
  };
  const readings = [
    { value: hostile, citations: [1] },
    { value: '2', citations: [1] },
  ];
  const answer = answerOf({ excerpts: [everywhere], disagreements: [{ topic: hostile, readings }] });

  test('no control character is written but line breaks', () => {
    expect(renderAnswer(answer, plain)).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
    );
  });

  test('and with colour only our own bold, dim and reset', () => {
    const ours = renderAnswer(answer, colored).replace(/\u001b\[[012]m/g, '');
    expect(ours).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(renderAnswer(answer, colored)).not.toContain('\u001b[31m');
  });
});

describe('for any quote', () => {
  const word = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/\s/.test(text)),
    fc.constantFrom('mill', 'rebuilt', 'naïve', '🚢'),
  );
  const quotes = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 40 }), fc.nat(), fc.nat())
    .map(([words, a, b]) => {
      const quote = words.join(' ');
      const [start = 0, end = 0] = [a % (quote.length + 1), b % (quote.length + 1)].sort((x, y) => x - y);
      return excerptOf('a.txt', quote, 0, start < end ? [{ start, end }] : []);
    });

  test('lines keep to the width unless one word is longer, and no word is lost', () => {
    fc.assert(
      fc.property(quotes, (excerpt) => {
        const lines = renderAnswer(answerOf({ excerpts: [excerpt] }), { color: false, width: 40 }).split(
          '\n',
        );
        const body = lines.slice(0, lines.indexOf('    Untitled — author unknown, date unknown'));
        for (const line of body)
          if (line.trim().replace('[1] ', '').includes(' ')) expect(line.length).toBeLessThanOrEqual(40);
        const words = body.map((line) => line.slice(4)).join(' ');
        expect(words.replace(/[«»]/g, '')).toBe(excerpt.quote);
      }),
    );
  });

  test('colour takes the place of guillemets, adds escapes and changes nothing else', () => {
    fc.assert(
      fc.property(quotes, (excerpt) => {
        const answer = answerOf({ excerpts: [excerpt] });
        const words = (text: string) => text.replace(/\u001b\[[012]m|[«»]/g, '').replace(/\s+/g, ' ');
        expect(words(renderAnswer(answer, colored))).toBe(words(renderAnswer(answer, plain)));
        expect(renderAnswer(answer, colored).includes(BOLD)).toBe(excerpt.highlights.length > 0);
      }),
    );
  });
});
