import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../src/answer/ask.ts';
import type {
  Answer,
  AskDependencies,
  AskOptions,
  Excerpt,
  VerificationFailure,
} from '../../src/answer/types.ts';
import { verifyExcerpt } from '../../src/answer/verify.ts';
import type { Models } from '../../src/embedding/open-embedder.ts';
import type { Index } from '../../src/index/types.ts';
import { indexOf, withDocuments } from '../support/index-of.ts';
import { openBundledModels, readerModel } from '../support/models.ts';
import { town, townWords } from './town.ts';

let models: Models;
let index: Index;
beforeAll(async () => {
  models = await openBundledModels({ readerModel });
  index = await indexOf(town, models.embedder);
});
afterAll(() => models.close());

/** A clock that goes on by a millisecond whenever it is looked at. */
function dependencies(change: Partial<AskDependencies> = {}): AskDependencies {
  let time = 0;
  const onUnprovenQuote = ({ documentId, reason }: VerificationFailure) => {
    throw new Error(`a quote from ${documentId} is not proven: ${reason}`);
  };
  const { embedder, reader } = models;
  return { index, embedder, reader, now: () => time++, onUnprovenQuote, ...change };
}
const answerTo = (question: string, options?: AskOptions, change?: Partial<AskDependencies>) =>
  ask(question, dependencies(change), options);
const quotesOf = ({ excerpts, candidates = [] }: Answer): readonly Excerpt[] => [...excerpts, ...candidates];
const CERTAIN = 'When did the harbour of Velden open?';
const OFF_TOPIC = 'Which vitamins does a kiwi fruit contain?';

describe('a question that asks for two things', () => {
  const quotesIn = ({ excerpts }: Answer) => excerpts.map(({ quote }) => quote).join('\n');

  test('is answered in both, each quote once', async () => {
    const answer = await answerTo(
      'When did the harbour of Velden open, and what does a stall at the market cost?',
    );
    expect(answer.status).toBe('answered');
    expect(answer.unanswered).toBeUndefined();
    expect(quotesIn(answer)).toContain('opened in 1871');
    expect(quotesIn(answer)).toContain('1,100 crowns');
    expect(answer.excerpts.map(({ citation }) => citation)).toEqual(answer.excerpts.map((_, at) => at + 1));
    expect(new Set(answer.excerpts.map(({ start, document }) => `${document.id} ${start}`)).size).toBe(
      answer.excerpts.length,
    );
  });

  test('of which one is not in the documents is answered in the other, and says so', async () => {
    for (const question of [`${CERTAIN} ${OFF_TOPIC}`, `${OFF_TOPIC} ${CERTAIN}`]) {
      const answer = await answerTo(question);
      expect(answer.status).toBe('answered');
      expect(answer.excerpts[0]?.quote).toContain('opened in 1871');
      expect(answer.confidence).toBeGreaterThan(0.8);
      expect(answer.unanswered).toEqual([OFF_TOPIC]);
    }
  });

  test('neither of which is in the documents is not answered', async () => {
    const answer = await answerTo(`${OFF_TOPIC} Who won the football cup in 1990?`, { explain: true });
    expect(answer).toMatchObject({ status: 'not_found', excerpts: [], disagreements: [] });
    expect(answer).not.toHaveProperty('unanswered');
    expect(answer.trace).toMatchObject({ searched: OFF_TOPIC, further_parts: [{ kind: 'person' }] });
  });
});

describe('rules full of figures', () => {
  test('differ only where two documents speak of the same thing', async () => {
    const rules = await indexOf(
      {
        'team.txt': 'New moderators are on trial for 30 days. Applicants need 200 hours of play time.',
        'bans.txt':
          'Bans can be appealed after 14 days in the appeals channel. Each player may have one account.',
        'land.txt': 'You may claim up to 12 chunks of land. Claims that are not visited are released.',
        'news.txt': 'Claims are larger now. You can claim up to 16 chunks.',
      },
      models.embedder,
    );
    const sidesOf = async (question: string) =>
      (await answerTo(question, {}, { index: rules })).disagreements.flatMap(({ readings }) =>
        readings.map(({ value }) => value),
      );
    expect(await sidesOf('How long are new moderators on trial?')).toEqual([]);
    expect(await sidesOf('How many hours of play time do applicants need?')).toEqual([]);
    expect((await sidesOf('How many chunks can I claim?')).sort()).toEqual(['up to 12', 'up to 16']);
  });
});

describe('a document of questions and answers', () => {
  test('answers with the answer, not with the question that is most like the one asked', async () => {
    const faq = await indexOf(
      {
        'faq.txt':
          'Opening and prices\n\nWhen does the swimming pool open? Visitors may come in from 7:30 on weekdays.\n\nWhat does a ticket cost? Adults pay 6 euros.\n',
      },
      models.embedder,
    );
    const answer = await answerTo('when does the swimming pool open', { explain: true }, { index: faq });
    const [first] = answer.candidates ?? [];
    const [highlight] = first?.highlights ?? [];
    const marked = first?.quote.slice(
      (highlight?.start ?? 0) - first.start,
      (highlight?.end ?? 0) - first.start,
    );
    expect(marked).toBe('Visitors may come in from 7:30 on weekdays.');
  });
});

describe('a document that asks the same', () => {
  test('is not taken for the one that answers', async () => {
    const asking = await indexOf(
      {
        'post.txt':
          'Why are we sending boats to Velden, and not to our own coast? It is a sunny day here. Nobody said a word.',
        'news.txt': 'The town sent its boats to Velden because the fleet there burned in the storm of May.',
        'mill.txt': 'The mill stood by the river until the fire.',
      },
      models.embedder,
    );
    const { excerpts } = await answerTo(
      'Why are boats sent to Velden?',
      { explain: true },
      { index: asking },
    );
    expect(excerpts[0]?.document.id).toBe('news.txt');
  });
});

describe('a question that the documents answer', () => {
  test('is answered with the quote, its source, and the sentence that answers', async () => {
    const answer = await answerTo(CERTAIN, { id: 'q1' });
    expect(answer).toMatchObject({ schema: 1, id: 'q1', question: CERTAIN, status: 'answered' });
    expect(answer).not.toHaveProperty('message');
    const [first] = answer.excerpts;
    expect(first).toMatchObject({
      citation: 1,
      document: {
        id: 'harbour.txt',
        title: 'The harbour of Velden',
        author: 'Odile Kern',
        publisher: null,
        published: '2021-04-02',
        url: 'https://example.org/h',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      source: { file: 'harbour.txt', line: 3 },
      score: expect.any(Number),
    });
    const text = index.documents.get('harbour.txt')?.text;
    expect(text?.slice(first?.start, first?.end)).toBe(first?.quote);
    const [highlight] = first?.highlights ?? [];
    expect(text?.slice(highlight?.start, highlight?.end)).toBe(
      'The harbour of Velden opened in 1871 and was widened twice.',
    );
  });

  test('has the fields of the schema, and no others', async () => {
    const answer = await answerTo(CERTAIN);
    expect(Object.keys(answer)).toEqual([
      'schema',
      'question',
      'status',
      'confidence',
      'excerpts',
      'disagreements',
      'timings_ms',
    ]);
    expect(Object.keys(answer.excerpts[0] ?? {}).sort()).toEqual([
      'citation',
      'document',
      'end',
      'highlights',
      'quote',
      'score',
      'source',
      'start',
    ]);
    expect(answer.excerpts.map(({ citation }) => citation)).toEqual(answer.excerpts.map((_, at) => at + 1));
    expect(answer.excerpts.length).toBeLessThanOrEqual(5);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });

  test('says how long each step took, on the clock that it was given', async () => {
    const { timings_ms } = await answerTo(CERTAIN);
    const { embed = 0, retrieve = 0, select = 0, total } = timings_ms;
    expect(Math.min(embed, retrieve, select)).toBeGreaterThan(0);
    expect(embed + retrieve + select).toBe(total);
  });

  test('shows both sides where two documents differ', async () => {
    const { disagreements, excerpts } = await answerTo(
      'How many visitors did the Velden harbour festival draw?',
    );
    expect(disagreements.length).toBe(1);
    const sides = disagreements[0]?.readings.map(({ value, citations }) => [
      value,
      citations.map((citation) => excerpts[citation - 1]?.document.id),
    ]);
    expect(sides?.sort()).toEqual([
      ['45,000', ['gazette.txt']],
      ['61,000', ['courier.txt']],
    ]);
  });
});

describe('a question that the documents do not answer', () => {
  test('is not answered: a message instead of excerpts, and how sure that is', async () => {
    const answer = await answerTo(OFF_TOPIC);
    expect(answer).toMatchObject({ status: 'not_found', excerpts: [], disagreements: [] });
    expect(answer.confidence).toBeGreaterThanOrEqual(0);
    expect(answer.confidence).toBeLessThan(0.5);
    expect(answer.message).toContain('all 5 documents');
    expect(answer).not.toHaveProperty('candidates');
  });

  test('has candidates and a ranking all the same, when they are asked for', async () => {
    const { candidates, ranking, excerpts } = await answerTo(OFF_TOPIC, { explain: true, ranking: 3 });
    expect(excerpts).toEqual([]);
    expect(candidates?.length).toBeGreaterThan(0);
    expect(ranking?.length).toBe(3);
  });

  test('finds nothing in an index without documents', async () => {
    const empty = await indexOf([], models.embedder);
    const answer = await answerTo(CERTAIN, { explain: true, ranking: 5 }, { index: empty });
    expect(answer).toMatchObject({ status: 'not_found', confidence: 0, candidates: [], ranking: [] });
  });
});

describe('a question that cannot be asked', () => {
  test.each(['', '  ', '\u0000', '?!', 'a'.repeat(501)])(
    'is rejected with the reason: %j',
    async (question) => {
      const answer = await answerTo(question, { id: '7', ranking: 3, explain: true });
      expect(answer).toEqual({
        schema: 1,
        id: '7',
        question,
        status: 'rejected',
        excerpts: [],
        disagreements: [],
        message: expect.stringMatching(/Ask|Shorten/),
        timings_ms: { total: 1 },
      });
    },
  );
});

describe('the same question', () => {
  test('gets the same answer again, and from another opening of the same documents', async () => {
    const options = { ranking: 5, explain: true };
    const first = await answerTo(CERTAIN, options);
    expect(await answerTo(CERTAIN, options)).toEqual(first);
    const again = await indexOf(town, models.embedder);
    expect(await answerTo(CERTAIN, options, { index: again })).toEqual(first);
  });

  test('does not depend on the order in which the documents came', async () => {
    const turned = await indexOf([...town].reverse(), models.embedder);
    const { excerpts, confidence } = await answerTo(CERTAIN, {}, { index: turned, reader: null });
    const first = await answerTo(CERTAIN, {}, { reader: null });
    expect({ excerpt: excerpts[0], confidence }).toEqual({
      excerpt: first.excerpts[0],
      confidence: first.confidence,
    });
  });
});

describe('options', () => {
  test('one document only: nothing else is quoted or ranked', async () => {
    const answer = await answerTo('How many visitors came to the harbour festival?', {
      documentId: 'courier.txt',
      ranking: 5,
      explain: true,
    });
    expect(quotesOf(answer).length).toBeGreaterThan(0);
    for (const { document } of quotesOf(answer)) expect(document.id).toBe('courier.txt');
    expect(answer.ranking?.map(({ document }) => document)).toEqual(['courier.txt']);
    expect(answer.disagreements).toEqual([]);
  });

  test('one document that does not answer: the message says where was searched', async () => {
    const { status, message } = await answerTo(OFF_TOPIC, { documentId: 'ferry.txt' });
    expect({ status, message }).toMatchObject({
      status: 'not_found',
      message: expect.stringContaining('only ferry.txt'),
    });
  });

  test('ranking: distinct documents, best first, as many as asked for', async () => {
    const { ranking = [] } = await answerTo(CERTAIN, { ranking: 10 }, { reader: null });
    const ids = ranking.map(({ document }) => document);
    expect(ids[0]).toBe('harbour.txt');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(town.length);
    const scores = ranking.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const two = await answerTo(CERTAIN, { ranking: 2 }, { reader: null });
    expect(two.ranking).toEqual(ranking.slice(0, 2));
  });

  test('explain: the candidates, and a trace that can be written as JSON', async () => {
    const answer = await answerTo(CERTAIN, { explain: true });
    expect(answer.candidates).toEqual(answer.excerpts);
    expect(answer.trace).toMatchObject({ searched: CERTAIN, kind: 'time' });
    expect(JSON.parse(JSON.stringify(answer.trace))).toEqual(answer.trace);
  });
});

describe('without the reader', () => {
  test('everything works', async () => {
    const answer = await answerTo(CERTAIN, { ranking: 5, explain: true }, { reader: null });
    expect(answer.candidates?.[0]?.quote).toContain('opened in 1871');
    expect(answer.ranking?.[0]?.document).toBe('harbour.txt');
    expect(answer.confidence).toBeGreaterThan(0);
    const off = await answerTo(OFF_TOPIC, {}, { reader: null });
    expect(off.status).toBe('not_found');
  });
});

describe('a document that was tampered with after the index was built', () => {
  test('is never quoted, and each try is reported', async () => {
    const text = index.documents.get('harbour.txt')?.text.replace('1871', '1917') ?? '';
    const failures: VerificationFailure[] = [];
    const answer = await answerTo(
      CERTAIN,
      { explain: true },
      {
        index: withDocuments(index, [['harbour.txt', text]]),
        onUnprovenQuote: (failure) => failures.push(failure),
      },
    );
    expect(quotesOf(answer).map(({ document }) => document.id)).not.toContain('harbour.txt');
    expect(
      quotesOf(answer)
        .map(({ citation }) => citation)
        .every((citation) => citation >= 1),
    ).toBe(true);
    expect(failures).toContainEqual({ documentId: 'harbour.txt', reason: 'document-changed' });
  });

  test('leaves nothing to say where it alone could answer', async () => {
    const only = await indexOf(town.slice(0, 1), models.embedder);
    const failures: VerificationFailure[] = [];
    const { status, excerpts, message } = await answerTo(
      CERTAIN,
      {},
      {
        index: withDocuments(only, [['harbour.txt', 'Something else.'.repeat(30)]]),
        onUnprovenQuote: (failure) => failures.push(failure),
      },
    );
    expect({ status, excerpts, said: message !== undefined }).toEqual({
      status: 'not_found',
      excerpts: [],
      said: true,
    });
    expect(failures.length).toBeGreaterThan(0);
  });
});

describe('for any question made of the documents’ words', () => {
  test.each([
    { reading: 'without the reader', numRuns: 30 },
    { reading: 'with the reader', numRuns: 3 },
  ])('every quote is proved, and the status fits what is shown, $reading', async ({ reading, numRuns }) => {
    const reader = reading === 'with the reader' ? models.reader : null;
    const question = fc
      .array(fc.constantFrom('how many', 'when', 'who', ...townWords), { minLength: 1, maxLength: 8 })
      .map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const answer = await answerTo(asked, { explain: true }, { reader });
        for (const excerpt of quotesOf(answer)) expect(verifyExcerpt(index, excerpt)).toBeNull();
        expect(answer.status === 'answered').toBe(answer.excerpts.length > 0);
        const cited = answer.disagreements.flatMap(({ readings }) =>
          readings.flatMap(({ citations }) => citations),
        );
        for (const citation of cited) expect(answer.excerpts[citation - 1]?.citation).toBe(citation);
      }),
      { numRuns },
    );
  });
});
