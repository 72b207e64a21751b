import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeExcerpt } from '../../src/answer/excerpt.ts';
import type { Composition, Excerpt, VerificationFailure } from '../../src/answer/types.ts';
import { verifyExcerpt, withoutUnproven } from '../../src/answer/verify.ts';
import { indexOf, withDocuments } from '../support/index-of.ts';
import { rankedOf } from './ranked.ts';

const texts = {
  'harbour.txt': 'It opened in 1871. The harbour has twelve boats, at the quay 🚢. They are blue.',
  'notes.txt': 'The harbour has fourteen boats. Nobody counted the canoes.',
  'mill.txt': 'The mill burned down in 1902. The boats were saved from the harbour.',
};
const index = await indexOf(texts);
const excerpts = rankedOf(index, 'How many boats are in the harbour?').map((passage, at) =>
  makeExcerpt(passage, at + 1),
);
const first = excerpts[0] as Excerpt;

describe('a quote is proved', () => {
  test('when it is what its document says there', () => {
    expect(excerpts.map((excerpt) => verifyExcerpt(index, excerpt))).toEqual([null, null, null]);
  });
});

describe('a quote is refused', () => {
  const reasonOf = (excerpt: Excerpt, documents: Parameters<typeof verifyExcerpt>[0] = index) =>
    verifyExcerpt(documents, excerpt);
  const failure = (reason: VerificationFailure['reason']) => ({ documentId: first.document.id, reason });

  test.each<[string, Partial<Excerpt>]>([
    ['has a letter more', { quote: `${first.quote}!` }],
    ['has a letter less', { quote: first.quote.slice(0, -1) }],
    ['has another letter', { quote: first.quote.replace('twelve', 'eleven') }],
    ['has other spaces', { quote: first.quote.replace(' ', '  ') }],
    ['is composed differently', { quote: first.quote.normalize('NFKD').replace('1871', '１８７１') }],
    ['is empty', { quote: '', end: first.start }],
    ['begins elsewhere', { start: first.start + 1 }],
    ['ends elsewhere', { end: first.end - 1 }],
    ['has turned offsets', { start: first.end, end: first.start }],
    ['has a negative offset', { start: first.start - texts['harbour.txt'].length }],
    ['ends beyond the text', { end: texts['harbour.txt'].length + 1 }],
    ['never ends', { end: Number.POSITIVE_INFINITY }],
    ['begins between two offsets', { start: 0.5 }],
    ['has an offset that is no number', { start: Number.NaN }],
  ])('that %s', (_, change) => {
    expect(reasonOf({ ...first, ...change })).toEqual(failure('quote-differs'));
  });

  test.each<[string, Excerpt['highlights']]>([
    ['begins before it', [{ start: first.start - 1, end: first.end }]],
    ['ends after it', [{ start: first.start, end: first.end + 1 }]],
    ['is empty', [{ start: first.start, end: first.start }]],
    ['is turned', [{ start: first.end, end: first.start }]],
    ['is no range', [{ start: Number.NaN, end: Number.NaN }]],
    ['is the second of two', [...first.highlights, { start: first.start, end: first.end + 5 }]],
  ])('whose highlight %s', (_, highlights) => {
    expect(reasonOf({ ...first, highlights })).toEqual(failure('highlight-outside'));
  });

  test('of a document that has changed, even far from the quote and with the hash left as it was', () => {
    const changed = withDocuments(index, [[first.document.id, `${texts['harbour.txt']} `]]);
    expect(changed.documents.get(first.document.id)?.sha256).toBe(first.document.sha256);
    expect(reasonOf(first, changed)).toEqual(failure('document-changed'));
  });

  test('that cites another hash', () => {
    for (const sha256 of ['', '0'.repeat(64), first.document.sha256.toUpperCase()])
      expect(reasonOf({ ...first, document: { ...first.document, sha256 } })).toEqual(
        failure('document-changed'),
      );
  });

  test('of a document that is gone, or of another one', () => {
    const gone = withDocuments(index, [[first.document.id, null]]);
    expect(reasonOf(first, gone)).toEqual(failure('document-missing'));
    const other = { ...first, document: { ...first.document, id: 'notes.txt' } };
    expect(verifyExcerpt(index, other)).toEqual({ documentId: 'notes.txt', reason: 'document-changed' });
  });

  test('for any change to its text or its document', () => {
    const place = (text: string) => fc.nat(text.length - 1);
    const text = texts['harbour.txt'];
    const change = fc.oneof(
      fc
        .tuple(place(text), fc.string({ minLength: 1, maxLength: 3 }))
        .map(([at, inserted]) => text.slice(0, at) + inserted + text.slice(at)),
      place(text).map((at) => text.slice(0, at) + text.slice(at + 1)),
    );
    fc.assert(
      fc.property(change, (changed) => {
        expect(verifyExcerpt(withDocuments(index, [['harbour.txt', changed]]), first)).not.toBeNull();
      }),
    );
  });
});

describe('an answer without its unproven quotes', () => {
  const composition: Composition = {
    excerpts,
    disagreements: [
      {
        topic: 'boats',
        readings: [
          { value: 'twelve', citations: [1, 3] },
          { value: 'fourteen', citations: [2] },
        ],
      },
    ],
  };

  test('is the same when all are proved', () => {
    const failures: VerificationFailure[] = [];
    expect(withoutUnproven(index, composition, (failure) => failures.push(failure))).toEqual(composition);
    expect(failures).toEqual([]);
  });

  test('numbers the rest anew, moves the citations along, and tells of each failure', () => {
    const failures: VerificationFailure[] = [];
    const tampered = withDocuments(index, [['harbour.txt', 'It opened in 1872.']]);
    const left = withoutUnproven(tampered, composition, (failure) => failures.push(failure));
    expect(left.excerpts.map(({ citation, document }) => [citation, document.id])).toEqual([
      [1, 'notes.txt'],
      [2, 'mill.txt'],
    ]);
    expect(left.disagreements).toEqual([
      {
        topic: 'boats',
        readings: [
          { value: 'twelve', citations: [2] },
          { value: 'fourteen', citations: [1] },
        ],
      },
    ]);
    expect(failures).toEqual([{ documentId: 'harbour.txt', reason: 'document-changed' }]);
  });

  test('has no disagreement of which only one side is left', () => {
    const tampered = withDocuments(index, [['notes.txt', null]]);
    const left = withoutUnproven(tampered, composition);
    expect(left.excerpts.map(({ citation }) => citation)).toEqual([1, 2]);
    expect(left.disagreements).toEqual([]);
  });

  test('holds nothing when nothing is proved', () => {
    const tampered = withDocuments(
      index,
      Object.keys(texts).map((id) => [id, null] as const),
    );
    expect(withoutUnproven(tampered, composition)).toEqual({ excerpts: [], disagreements: [] });
  });
});
