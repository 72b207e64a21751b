import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkEvidence, nearestOccurrence } from '../../src/community/evidence.ts';
import type { PinnedExcerpt } from '../../src/community/types.ts';
import type { IndexedDocument } from '../../src/index/types.ts';

const TEXT = 'Peru. The congress met in May. It approved 700 soldiers. They arrive in June. Later 300 left.';

/** A document whose sentences end at a full stop: all that evidence looks at. */
function document(id: string, text: string): IndexedDocument {
  const sentences = [...text.matchAll(/[^.\s][^.]*\./g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'prose' as const,
  }));
  return {
    id,
    file: id,
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
    metadata: { title: null, author: null, publisher: null, published: null, url: null },
    blocks: [],
    linesFollowText: true,
    sentences,
  };
}

function quoting(source: IndexedDocument, quote: string, from = 0): PinnedExcerpt {
  const start = source.text.indexOf(quote, from);
  const span = { start, end: start + quote.length };
  return { documentId: source.id, sha256: source.sha256, ...span, quote, highlights: [span] };
}

const documents = (...list: IndexedDocument[]) => new Map(list.map((item) => [item.id, item]));
const statusOf = (pin: PinnedExcerpt, ...list: IndexedDocument[]) =>
  checkEvidence([pin], documents(...list)).status;

const original = document('peru.txt', TEXT);
const pin = quoting(original, 'It approved 700 soldiers.');

describe('the evidence of a pin', () => {
  test('is intact while the document is the same', () => {
    expect(checkEvidence([pin], documents(original))).toEqual({
      status: 'intact',
      excerpts: [{ status: 'intact', excerpt: pin }],
    });
  });

  test('moves with its quote when the text around it changes', () => {
    const longer = document('peru.txt', `Updated today. ${TEXT}`);
    const { status, excerpts } = checkEvidence([pin], documents(longer));
    expect(status).toBe('moved');
    const [moved] = excerpts;
    expect(moved?.excerpt).toEqual(quoting(longer, pin.quote));
    expect(statusOf(moved?.excerpt ?? pin, longer)).toBe('intact');
  });

  test('is bound to the new text even where the quote did not move', () => {
    const changedAfter = document('peru.txt', `${TEXT} More.`);
    const [moved] = checkEvidence([pin], documents(changedAfter)).excerpts;
    expect(moved).toMatchObject({
      status: 'moved',
      excerpt: { start: pin.start, sha256: changedAfter.sha256 },
    });
  });

  test('follows a file that was renamed', () => {
    const renamed = document('archive/peru.txt', TEXT);
    const [moved] = checkEvidence([pin], documents(renamed)).excerpts;
    expect(moved).toMatchObject({ status: 'moved', excerpt: { documentId: 'archive/peru.txt' } });
  });

  test('is stale when the quote was reworded, and shows the new words', () => {
    const reworded = document('peru.txt', TEXT.replace('approved 700', 'approved 1,100'));
    const { status, excerpts } = checkEvidence([pin], documents(reworded));
    expect(status).toBe('stale');
    expect(excerpts[0]).toMatchObject({
      status: 'stale',
      reason: 'quote-gone',
      excerpt: pin,
      newText: { text: 'It approved 1,100 soldiers.' },
    });
  });

  test('is stale without new words when nothing resembles the quote', () => {
    const other = document('peru.txt', 'A recipe for bread. Bake an hour.');
    const [gone] = checkEvidence([pin], documents(other)).excerpts;
    expect(gone).toMatchObject({ status: 'stale', reason: 'quote-gone', newText: null });
  });

  test('is stale when the document is gone', () => {
    const [gone] = checkEvidence([pin], documents(document('other.txt', 'Bread.'))).excerpts;
    expect(gone).toMatchObject({ status: 'stale', reason: 'document-gone', newText: null });
  });

  test('is stale as soon as one of several excerpts is', () => {
    const second = quoting(original, 'Later 300 left.');
    const shorter = document('peru.txt', TEXT.replace(' Later 300 left.', ''));
    const { status, excerpts } = checkEvidence([pin, second], documents(shorter));
    expect(status).toBe('stale');
    expect(excerpts.map((excerpt) => excerpt.status)).toEqual(['moved', 'stale']);
    expect(checkEvidence([], documents(original)).status).toBe('stale');
  });

  test('of several occurrences takes the nearest to the old place', () => {
    const thrice = document('peru.txt', 'Yes. No. Yes. No. No. Yes.');
    const nearest = (oldStart: number, quote = 'Yes.') => nearestOccurrence(thrice, quote, oldStart);
    expect([0, 8, 9, 15, 16, 99].map((oldStart) => nearest(oldStart))).toEqual([0, 9, 9, 9, 22, 22]);
    expect(nearest(14, 'No.')).toBe(14);
    expect([4, 5].map((oldStart) => nearest(oldStart, 'Yes. No.'))).toEqual([0, 9]);
    expect(nearest(0, '')).toBeNull();
  });

  test.each([
    ['Members pay 5', 'Members pay 50'],
    ['Dogs may enter', 'Dogs may enter with a muzzle.'],
    ['smoking is allowed.', 'No smoking is allowed.'],
    ['It costs 5.', 'It costs 5.50 from May on.'],
  ])('is stale when its words go on: %s / %s', (before, after) => {
    const whole = (text: string): IndexedDocument => ({
      ...document('rules.txt', text),
      sentences: [{ start: 0, end: text.length, kind: 'prose' }],
    });
    const quoted = quoting(whole(before), before);
    const [gone] = checkEvidence([quoted], documents(whole(after))).excerpts;
    expect(gone).toMatchObject({ status: 'stale', reason: 'quote-gone', newText: { text: after } });
  });

  test('of new words the sentence that resembles the answering one is marked', () => {
    const answering = quoting(original, 'It approved 700 soldiers.').highlights;
    const wide = {
      ...quoting(original, 'The congress met in May. It approved 700 soldiers.'),
      highlights: answering,
    };
    const reworded = document('peru.txt', TEXT.replace('approved 700', 'has approved 1,100'));
    const [{ status, newText } = { status: 'none', newText: null }] = checkEvidence(
      [wide],
      documents(reworded),
    ).excerpts.map((one) => ({ status: one.status, newText: one.status === 'stale' ? one.newText : null }));
    expect(status).toBe('stale');
    const [mark] = newText?.highlights ?? [];
    expect(reworded.text.slice(mark?.start, mark?.end)).toBe('It has approved 1,100 soldiers.');
  });

  test('re-anchors to whole sentences that are exactly the quote, nearest to the old place, for any text', () => {
    const sentence = fc.constantFrom('a.', 'ba.', '😀.', 'a a.');
    const texts = (minLength: number) =>
      fc.array(sentence, { minLength, maxLength: 12 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(texts(0), texts(1), fc.nat(40), (text, quote, oldStart) => {
        const made = document('any', text);
        const all = made.sentences
          .map(({ start }) => start)
          .filter((start) => made.sentences.some(({ end }) => text.slice(start, end) === quote));
        const found = nearestOccurrence(made, quote, oldStart);
        const distances = all.map((place) => Math.abs(place - oldStart));
        if (found === null) expect(all).toEqual([]);
        else
          expect([all.includes(found), Math.abs(found - oldStart)]).toEqual([true, Math.min(...distances)]);
      }),
    );
  });
});
