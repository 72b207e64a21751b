import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Answer, Excerpt } from '../../src/answer/types.ts';
import { LONGEST_COLUMNS } from '../../src/corpus/columns.ts';
import type { Span } from '../../src/corpus/types.ts';
import type { IndexedDocument } from '../../src/index/types.ts';

/** What somebody would put into a document to break a channel. */
const EVIL = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@!1>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '</ask:123456789012345678>',
  '<t:0:R>',
  '<:name:123456789012345678>',
  '```',
  '``',
  '`',
  '||',
  '**',
  '*',
  '__',
  '_',
  '~~',
  '\\',
  '> ',
  '>>> ',
  '# ',
  '## ',
  '-# ',
  '- ',
  '+ ',
  '1. ',
  '12) ',
  '[text](https://example.com)',
  '[a](<b>)',
  '](',
  'https://discord.gg/abc',
  'discord.gg/abc',
  'discordapp.com/invite/abc',
  'https://discord.gift/x',
  ':smile:',
  ':+1:',
  ':x:',
  '\u202e',
  '\u2066',
  '\u2069',
  '\u200b',
  '\u200d',
  '\u200c',
  '\ufeff',
  '\u2060',
  '\ud83d',
  '\udc4b',
  '👩‍👩‍👧‍👦',
  'שלום',
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  ' ',
  'word',
  'é',
  '\0',
  '\x1f',
];

/** Any code point, lone surrogates included (fast-check's own `binary` takes seconds to set up). */
const anyCharacter = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

/** A run of evil pieces, with ordinary characters in between. */
export function evilText(): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...EVIL), fc.string({ unit: anyCharacter, maxLength: 4 }));
  return fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
}

/** Evil, ordinary and random text. */
export function anyText(): fc.Arbitrary<string> {
  return fc.oneof(evilText(), fc.string({ unit: anyCharacter }), fc.string({ unit: 'grapheme' }), fc.lorem());
}

/** A document of sentences, each a line of its own kind. */
export function documentOf(
  id: string,
  sentences: readonly string[],
  metadata: Partial<IndexedDocument['metadata']> = {},
): IndexedDocument {
  let text = '';
  const spans = sentences.map((sentence) => {
    const start = text.length;
    text += `${sentence} `;
    return { start, end: start + sentence.length };
  });
  return {
    id,
    file: `${id}.txt`,
    text,
    sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    metadata: { title: null, author: null, publisher: null, published: null, url: null, ...metadata },
    blocks: [{ kind: 'paragraph', start: 0, end: text.length, line: 1 }],
    linesFollowText: true,
    sentences: spans
      .filter(({ start, end }) => start < end)
      .map((span) => ({ ...span, kind: 'prose' as const })),
  };
}

/** A quote of a document. */
export function excerptOf(
  document: IndexedDocument,
  citation: number,
  span: Span,
  highlights: Span[],
): Excerpt {
  return {
    citation,
    document: { id: document.id, sha256: document.sha256, ...document.metadata },
    quote: document.text.slice(span.start, span.end),
    ...span,
    highlights,
    score: 1 / citation,
    source: { file: document.file, line: 1 },
  };
}

export interface AnswerCase {
  readonly answer: Answer;
  readonly documents: Map<string, IndexedDocument>;
}

/** An answer with one to five excerpts and up to three disagreements, in which every text is hostile. */
export function answerCase(): fc.Arbitrary<AnswerCase> {
  const name = fc.option(evilText(), { nil: null });
  const long = fc
    .tuple(evilText(), fc.integer({ min: 1, max: 300 }))
    .map(([piece, times]) => piece.repeat(times).slice(0, 3_000));
  const url = fc.constantFrom(
    null,
    'https://example.com/page',
    'javascript:alert(1)',
    'https://example.com/#a',
  );
  const document = fc.record({
    id: evilText(),
    sentences: fc.array(fc.oneof(evilText(), long, fc.lorem()), { minLength: 1, maxLength: 6 }),
    metadata: fc.record({ title: name, author: name, publisher: name, published: name, url }),
  });
  const reading = fc.record({ value: evilText(), citations: fc.subarray([1, 2, 3, 4, 5], { minLength: 1 }) });
  const disagreement = fc.record({
    topic: evilText(),
    readings: fc.array(reading, { minLength: 2, maxLength: 7 }),
  });
  return fc
    .tuple(
      fc.array(document, { minLength: 1, maxLength: 5 }),
      fc.array(disagreement, { maxLength: 3 }),
      evilText().filter((question) => question.trim() !== ''),
      fc.array(evilText(), { maxLength: 3 }),
      fc.option(evilText(), { nil: undefined }),
      fc.nat(),
    )
    .map(([drafts, disagreements, question, unanswered, searched, seed]) => {
      const documents = new Map<string, IndexedDocument>();
      const excerpts = drafts.map((draft, at) => {
        const made = documentOf(`${at}${draft.id}`, [...draft.sentences, '.'], draft.metadata);
        documents.set(made.id, made);
        const answering = made.sentences[seed % made.sentences.length] ?? { start: 0, end: 1 };
        const { start, end } = answering;
        const excerpt = excerptOf(made, at + 1, { start: 0, end: made.text.length }, [{ start, end }]);
        const above = { heading: draft.sentences[0] ?? '', columns: made.text.slice(0, LONGEST_COLUMNS) };
        return seed % 2 === 0 ? excerpt : { ...excerpt, source: { ...excerpt.source, ...above } };
      });
      const agreeing = excerpts
        .map(({ citation }) => citation)
        .filter((citation) => citation > 1 + (seed % 4));
      const answer: Answer = {
        schema: 1,
        question,
        status: 'answered',
        confidence: 0.9,
        excerpts: excerpts.map((excerpt, at) =>
          at === 0 && agreeing.length > 0 ? { ...excerpt, also: agreeing } : excerpt,
        ),
        disagreements,
        ...(searched !== undefined && { searched }),
        ...(unanswered.length > 0 && { unanswered }),
        ranking: [...documents.keys()].map((id) => ({ document: id, score: 1 })),
        timings_ms: { total: 1 },
      };
      return { answer, documents };
    });
}
