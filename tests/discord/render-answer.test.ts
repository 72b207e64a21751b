import type { APIEmbed } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/answer/types.ts';
import { createCustomIds } from '../../src/discord/custom-id.ts';
import { answerKey } from '../../src/discord/document-key.ts';
import type { Payload } from '../../src/discord/payload.ts';
import { unquote } from '../../src/discord/quote.ts';
import {
  excerptsBeyondFirst,
  oneLine,
  questionOf,
  renderAnswer,
  renderContext,
  renderMore,
} from '../../src/discord/render-answer.ts';
import { renderNotFound } from '../../src/discord/render-not-found.ts';
import { readable, unescapeText } from '../../src/discord/text.ts';
import { type AnswerCase, answerCase, documentOf, excerptOf } from './arbitrary.ts';
import { expectHarmless, expectWithinLimits, textsOf } from './within-limits.ts';

const customIds = createCustomIds('token');

function render({ answer, documents }: AnswerCase, isPrivate = false): Payload {
  return renderAnswer({ answer, index: { documents }, customIds, sourceKey: null, private: isPrivate });
}

/** The quote of an embed, without the notes below it, as a person reads it. */
function quoteIn(embed: APIEmbed | undefined): string {
  const lines = (embed?.description ?? '').split('\n').filter((line) => !line.startsWith('-# '));
  return unescapeText(unquote(lines.join('\n')));
}

describe('an answer as a message', () => {
  test('keeps every limit of Discord and pings nobody, whatever the sources contain', () => {
    fc.assert(
      fc.property(answerCase(), fc.boolean(), (made, isPrivate) => {
        const more = renderMore(
          made.answer.question,
          excerptsBeyondFirst(made.answer),
          { documents: made.documents },
          customIds,
        );
        const around = made.answer.excerpts.map((excerpt) => renderContext({ excerpt, whole: true }, made));
        const notFound = renderNotFound(made.answer, made, null);
        for (const payload of [render(made, isPrivate), more, notFound, ...around]) {
          expectWithinLimits(payload);
          for (const text of textsOf(payload)) expectHarmless(text);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('says what was searched for where misspelled words were put right', () => {
    fc.assert(
      fc.property(answerCase(), (made) => {
        const corrected = { ...made.answer, searched: 'who is the *ambassador*?' };
        const { content = '' } = render({ ...made, answer: corrected });
        expect(content.split('\n')[1]).toBe('-# Searched for: who is the \\*ambassador\\*?');
        expect(questionOf(content)).toBe(questionOf(render(made).content ?? ''));
        expect(renderNotFound(corrected, made, null).content).toBe(content.split('\n', 2).join('\n'));
      }),
      { numRuns: 20 },
    );
  });

  test('says what else was asked and is not answered, below the question', () => {
    fc.assert(
      fc.property(answerCase(), (made) => {
        const unanswered = ['who *owns* it?'];
        const { content = '' } = render({ ...made, answer: { ...made.answer, unanswered } });
        expect(content.split('\n').at(-1)).toBe('-# I found nothing that answers: who \\*owns\\* it?');
        expect(questionOf(content)).toBe(questionOf(render(made).content ?? ''));
      }),
      { numRuns: 20 },
    );
  });

  test('shows quotes that are the very text of the source', () => {
    fc.assert(
      fc.property(answerCase(), (made) => {
        const { embeds = [] } = render(made);
        const quotes = embeds.filter(
          ({ title, description }) => title?.startsWith('[') && description !== undefined,
        );
        expect(quotes.length).toBeGreaterThan(0);
        for (const [at, embed] of quotes.entries()) {
          const citation = Number(/^\[(\d)\]/.exec(embed.title ?? '')?.[1]);
          const excerpt = made.answer.excerpts[citation - 1];
          expect(excerpt, `quote ${at}`).toBeDefined();
          const squeezed = quoteIn(embed).replace(/\s+/g, '');
          expect(readable(excerpt?.quote ?? '').replace(/\s+/g, '')).toContain(squeezed);
          expect(embed.description?.startsWith('> ')).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('gives its question back, so that a button can ask it again', () => {
    fc.assert(
      fc.property(answerCase(), ({ answer, documents }) => {
        const question = oneLine(answer.question);
        fc.pre(question !== '');
        expect(questionOf(render({ answer, documents }).content ?? '')).toBe(question);
        expect(oneLine(question)).toBe(question);
      }),
      { numRuns: 60 },
    );
  });
});

const peru = documentOf('peru', ['In May.', 'Peru let 1,172 troops in.', 'They came.', ''], {
  title: 'Troops *in* Peru',
  author: 'Ada Writer',
  publisher: 'The Paper',
  published: '2023-05-26',
  url: 'https://example.com/peru',
});
const notes = documentOf('notes/peru.txt', ['It was 700 troops.']);
const documents = new Map([peru, notes].map((document) => [document.id, document]));
const answer: Answer = {
  schema: 1,
  question: 'How many troops?',
  status: 'answered',
  confidence: 0.8,
  excerpts: [
    excerptOf(peru, 1, { start: 0, end: 44 }, [{ start: 8, end: 33 }]),
    excerptOf(notes, 2, { start: 0, end: 18 }, [{ start: 0, end: 18 }]),
  ],
  disagreements: [
    {
      topic: 'troops',
      readings: [
        { value: '1,172', citations: [1] },
        { value: '700', citations: [2] },
      ],
    },
  ],
  timings_ms: { total: 1 },
};

describe('sources that say the same', () => {
  const copies = [3, 4].map((citation) => ({
    ...excerptOf(notes, citation, { start: 0, end: 18 }, []),
    score: 0.1,
  }));
  const [first, second] = answer.excerpts;
  if (first === undefined || second === undefined) throw new Error('the answer has two excerpts');
  const agreed: Answer = {
    ...answer,
    disagreements: [],
    excerpts: [{ ...first, also: [3, 4] }, second, ...copies],
  };

  test('are one quote, with the others named below it in the order of their citations', () => {
    const { embeds = [] } = render({ answer: agreed, documents });
    expect(embeds.map(({ title }) => title?.slice(0, 3))).toEqual(['[1]', '[3]', '[4]', '[2]']);
    expect(embeds.map(({ description }) => description !== undefined)).toEqual([true, false, false, true]);
    expect(embeds[0]?.description).toContain('Also in [3], [4]:');
  });

  test('do not take the place of what is new', () => {
    expect(excerptsBeyondFirst(agreed)).toEqual([]);
  });
});

describe('what an answer says', () => {
  const { content, embeds = [], components = [] } = render({ answer, documents });
  const labels = components.flatMap((row) =>
    'components' in row ? row.components.map((button) => ('label' in button ? button.label : '')) : [],
  );

  test('the question comes first, then the sides of a disagreement with their citations', () => {
    expect(content).toBe('**How many troops?**');
    expect(embeds[0]).toEqual({
      title: 'The sources disagree',
      description: 'troops:\n- **1,172** [1]\n- **700** [2]',
    });
  });

  test('a source with a page: the quote, its answering sentence in bold, and a link to that sentence', () => {
    expect(embeds[1]).toEqual({
      title: '[1] Troops \\*in\\* Peru',
      url: 'https://example.com/peru#:~:text=Peru%20let%201%2C172%20troops%20in.',
      description: '> In May. **Peru let 1,172 troops in.** They came.',
      footer: { text: 'Ada Writer · The Paper · 26 May 2023' },
    });
  });

  test('a source without one: its file and line, and what is unknown is said to be', () => {
    expect(embeds[2]).toEqual({
      title: '[2] notes/peru.txt',
      description: '> **It was 700 troops.**',
      footer: { text: 'author and date unknown · notes/peru.txt.txt, line 1' },
    });
  });

  test('buttons: the context of each excerpt and a verdict; sharing only for a private answer', () => {
    expect(labels).toEqual(['Context of [1]', 'Context of [2]', 'Helpful', 'Not helpful', 'Pin']);
    const shared = JSON.stringify(render({ answer, documents }, true).components);
    expect(shared).toContain('Share in this channel');
  });

  test('a fourth excerpt waits behind a button, unless a disagreement cites it', () => {
    const four = [1, 2, 3, 4].map((citation) => excerptOf(notes, citation, { start: 0, end: 18 }, []));
    const plain = { ...answer, excerpts: four, disagreements: [] };
    expect(render({ answer: plain, documents }).embeds).toHaveLength(3);
    expect(excerptsBeyondFirst(plain).map(({ citation }) => citation)).toEqual([4]);
    const readings = [
      { value: '1', citations: [1] },
      { value: '2', citations: [4] },
    ];
    const disputed = { ...plain, disagreements: [{ topic: 't', readings }] };
    expect(excerptsBeyondFirst(disputed)).toEqual([]);
  });

  test('a long quote is cut at a sentence and says so', () => {
    const sentences = Array.from({ length: 100 }, (_, at) => `Sentence ${at} has some words in it.`);
    const long = documentOf('long', sentences);
    const highlight = long.sentences[50] ?? { start: 0, end: 1 };
    const excerpt = excerptOf(long, 1, { start: 0, end: long.text.length }, [
      { start: highlight.start, end: highlight.end },
    ]);
    const made = { ...answer, excerpts: [excerpt], disagreements: [] };
    const embed = render({ answer: made, documents: new Map([[long.id, long]]) }).embeds?.[0];
    expect(embed?.description).toMatch(/^> Sentence \d+ has/);
    expect(embed?.description).toContain('**Sentence 50 has some words in it.**');
    expect(embed?.description).toMatch(/in it\.\n-# Shortened to whole sentences/);
  });

  test('a sentence that is too long by itself is cut inside, and that is said', () => {
    const long = documentOf('long', [`It was ${'long and winding '.repeat(300)}road.`, 'It ended.']);
    const [first] = long.sentences;
    if (first === undefined) throw new Error('a sentence');
    const excerpt = excerptOf(long, 1, { start: 0, end: long.text.length }, [
      { start: first.start, end: first.end },
    ]);
    const made = { ...answer, excerpts: [excerpt], disagreements: [] };
    const embed = render({ answer: made, documents: new Map([[long.id, long]]) }).embeds?.[0];
    expect(embed?.description).toMatch(
      /(long|winding)\*\*\n-# Cut inside a sentence that is too long to show; “Context” shows more\.$/,
    );
    expect(long.text).toContain(quoteIn(embed));
  });

  test('hidden characters are left out and that is said', () => {
    const evil = documentOf('evil', ['It was \u202e007\u202c troops.']);
    const excerpt = excerptOf(evil, 1, { start: 0, end: evil.text.length }, []);
    const made = { ...answer, excerpts: [excerpt], disagreements: [] };
    const embed = render({ answer: made, documents: new Map([[evil.id, evil]]) }).embeds?.[0];
    expect(embed?.description).toBe(
      '> It was 007 troops. \n-# Invisible control characters in the source are left out.',
    );
  });

  test('the key of an answer changes with any of its quotes', () => {
    const [first, second] = answer.excerpts;
    if (first === undefined || second === undefined) throw new Error('two excerpts');
    const key = answerKey(answer.excerpts);
    expect(answerKey([...answer.excerpts])).toBe(key);
    for (const changed of [[first], [second, first], [first, { ...second, start: 1 }]]) {
      expect(answerKey(changed)).not.toBe(key);
    }
  });
});

describe('when nothing answers', () => {
  const notFound: Answer = {
    ...answer,
    status: 'not_found',
    excerpts: [],
    disagreements: [],
    ranking: [
      { document: 'peru', score: 1 },
      { document: 'gone', score: 0.5 },
      { document: 'notes/peru.txt', score: 0.1 },
    ],
  };

  test('it says what was searched and names the nearest documents as no answer', () => {
    const { content, embeds } = renderNotFound(notFound, { documents }, null);
    expect(content).toBe('**How many troops?**');
    expect(embeds?.[0]?.description).toBe(
      [
        'I searched 2 documents and found no passage that answers this.',
        '',
        'Related, not an answer:',
        '- [Troops \\*in\\* Peru](https://example.com/peru) (Ada Writer · The Paper · 26 May 2023)',
        '- notes/peru.txt (author and date unknown)',
      ].join('\n'),
    );
  });

  test('a search in one document names it, and does not offer it again', () => {
    const only = { ...notFound, ranking: [{ document: 'peru', score: 1 }] };
    expect(renderNotFound(only, { documents }, peru).embeds?.[0]?.description).toBe(
      'I searched only Troops \\*in\\* Peru and found no passage in it that answers this. Ask without `source` to search all 2 documents.',
    );
  });

  test('a question that is kept for the moderators says so', () => {
    expect(renderNotFound(notFound, { documents }, null, true).embeds?.[0]?.description).toMatch(
      /\n\n-# The moderators see this question, without your name, and can answer it\.$/,
    );
  });

  test.each([
    ['a name with brackets', { title: 'Peru [video]' }, /^- Peru \\\[video\\\] \(/],
    ['a name with an address', { title: 'See evil.example' }, /^- See evil\.example \(/],
    ['an invite', { url: 'https://discord.gg/evil' }, /^- Troops \(/],
    ['a long address', { url: `https://example.com/${'x'.repeat(200)}` }, /^- Troops \(/],
    [
      'brackets in an address',
      { url: 'https://example.com/peru_(2023)' },
      /^- \[Troops\]\(https:\/\/example\.com\/peru_%282023%29\) \(/,
    ],
  ])('%s makes no broken or hidden link', (_, known, line) => {
    const made = documentOf('peru', ['x'], { title: 'Troops', url: 'https://example.com', ...known });
    const only = { ...notFound, ranking: [{ document: 'peru', score: 1 }] };
    const index = { documents: new Map([[made.id, made]]) };
    expect(renderNotFound(only, index, null).embeds?.[0]?.description?.split('\n').at(-1)).toMatch(line);
  });
});
