import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuestionFile, readSet, spread } from '../../src/evaluation/set.ts';
import { lines, withFolder } from './samples.ts';

const corpus = lines(
  { id: 'mill', title: 'The mill', text: 'The mill is old. It was built in 1802.' },
  { id: 'pond', text: 'The pond is deep.' },
);
const queries = lines({ id: '1', text: 'when was the mill built' }, { id: '2', text: 'who owns it' });
const qrels = 'query-id\tcorpus-id\tscore\n1\tmill\t2\n1\tpond\t0\n';
const answers = lines(
  {
    id: '1',
    answerable: true,
    answers: ['1802'],
    evidence: [{ doc: 'mill', text: '1802', start: 33, end: 37 }],
  },
  { id: '2', answerable: false, answers: [], evidence: [] },
);
const whole = {
  'corpus.jsonl': corpus,
  'queries.jsonl': queries,
  'qrels.tsv': qrels,
  'answers.jsonl': answers,
};

describe('a set folder', () => {
  it('is read with grades, evidence and whether there is an answer', () =>
    withFolder(whole, async (folder) => {
      const set = await readSet(folder);
      expect(set.corpusFile).toBe(`${folder}/corpus.jsonl`);
      expect(set.questions).toEqual([
        {
          id: '1',
          text: 'when was the mill built',
          answerable: true,
          grades: new Map([
            ['mill', 2],
            ['pond', 0],
          ]),
          evidence: [{ document: 'mill', start: 33, end: 37 }],
          quoteWords: null,
          highlightWords: null,
        },
        expect.objectContaining({ id: '2', answerable: false, grades: new Map(), evidence: [] }),
      ]);
    }));

  it('needs no answers: then nothing is known of them', () => {
    const { 'answers.jsonl': _, ...rest } = whole;
    return withFolder(rest, async (folder) => {
      const set = await readSet(folder);
      expect(set.questions.map((question) => question.answerable)).toEqual([null, null]);
    });
  });

  it('finds evidence without offsets by its text', () => {
    const found = lines({
      id: '1',
      answerable: true,
      evidence: [{ doc: 'mill', text: 'It was built in 1802.' }],
    });
    return withFolder({ ...whole, 'answers.jsonl': found }, async (folder) => {
      expect((await readSet(folder)).questions[0]?.evidence).toEqual([
        { document: 'mill', start: 17, end: 38 },
      ]);
    });
  });

  it.each([
    ['a missing file', { 'queries.jsonl': null }, /queries\.jsonl could not be read/],
    ['a broken line', { 'corpus.jsonl': `${corpus}{"id": ` }, /corpus\.jsonl line 3 is not JSON/],
    [
      'a line without text',
      { 'queries.jsonl': lines({ id: '1' }) },
      /queries\.jsonl line 1 is wrong: text must be text/,
    ],
    [
      'an id that comes twice',
      { 'corpus.jsonl': corpus + corpus },
      /line 3 has the id "mill" of an earlier line/,
    ],
    [
      'a grade that is no number',
      { 'qrels.tsv': `${qrels}1\tmill\tyes\n` },
      /qrels\.tsv line 4 is not a query id/,
    ],
    ['an unknown document', { 'qrels.tsv': `${qrels}1\tbarn\t1\n` }, /line 4 names the document "barn"/],
    ['an unknown query', { 'qrels.tsv': `${qrels}9\tmill\t1\n` }, /line 4 names the query "9"/],
    [
      'evidence beside its place',
      { 'answers.jsonl': answers.replace('"start":33', '"start":32') },
      /evidence of "1" is not the text of document "mill"/,
    ],
  ])('is refused for %s, with the place and the next step', (_, change, message) => {
    const files = Object.fromEntries(
      Object.entries({ ...whole, ...change }).flatMap(([name, text]) =>
        text === null ? [] : [[name, text]],
      ),
    );
    return withFolder(files, (folder) =>
      expect(readSet(folder)).rejects.toMatchObject({
        name: 'UserError',
        identifier: 'bad-evaluation-set',
        message: expect.stringMatching(message),
      }),
    );
  });
});

describe("a community's own question file", () => {
  it('names documents and words instead of places', () =>
    withFolder(
      {
        'ours.jsonl': lines(
          {
            id: 1,
            question: 'How deep?',
            answerable: true,
            documents: ['pond.md'],
            quote_contains: ['deep', 'pond'],
          },
          { id: 'b', text: 'How warm?', answerable: false },
          {
            id: 'c',
            text: 'Who?',
            answerable: true,
            quote_contains: [['Ann'], ['Bo', 'Lee']],
            more: 'left alone',
          },
        ),
      },
      async (folder) => {
        const set = await readQuestionFile(`${folder}/ours.jsonl`);
        expect(set).toMatchObject({ name: 'ours', corpusFile: null });
        expect(set.questions).toMatchObject([
          { id: '1', text: 'How deep?', grades: new Map([['pond.md', 1]]), quoteWords: [['deep', 'pond']] },
          { id: 'b', answerable: false, grades: new Map(), quoteWords: null },
          { id: 'c', quoteWords: [['Ann'], ['Bo', 'Lee']], highlightWords: null },
        ]);
      },
    ));

  it.each([
    [{ id: 'a', answerable: true }, /has neither question nor text/],
    [{ id: 'a', question: 'Who?' }, /answerable must be true, false or null/],
    [{ id: 'a', question: 'Who?', answerable: true, quote_contains: [] }, /quote_contains/],
  ])('refuses %j', (line, message) =>
    withFolder({ 'ours.jsonl': lines(line) }, (folder) =>
      expect(readQuestionFile(`${folder}/ours.jsonl`)).rejects.toMatchObject({
        identifier: 'bad-evaluation-set',
        message: expect.stringMatching(message),
      }),
    ),
  );

  it('may be the golden questions of the shipped articles', async () => {
    const set = await readQuestionFile(new URL('../quality/golden.jsonl', import.meta.url).pathname);
    expect(set.questions.length).toBeGreaterThan(100);
    expect(set.questions.every((one) => one.answerable === (one.quoteWords !== null))).toBe(true);
  });
});

describe('a part of the questions', () => {
  it('is spread evenly from the first on, in order, none twice', () => {
    expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([0, 3, 6]);
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 80 }), (count, limit) => {
        const all = Array.from({ length: count }, (_, index) => index);
        const part = spread(all, limit);
        expect(part).toHaveLength(Math.min(count, limit));
        expect(new Set(part).size).toBe(part.length);
        expect([...part].sort((a, b) => a - b)).toEqual(part);
        expect(part.every((one) => all.includes(one))).toBe(true);
      }),
    );
  });
});
