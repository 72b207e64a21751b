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
    expect(nearestOccurrence('ab..ab....ab', 'ab', 5)).toBe(4);
    expect(nearestOccurrence('ab..ab....ab', 'ab', 8)).toBe(10);
    expect(nearestOccurrence('ab..ab', 'ab', 2)).toBe(0);
    expect(nearestOccurrence('aaaa', 'aa', 99)).toBe(2);
    expect(nearestOccurrence('ab', '', 0)).toBeNull();
  });

  test('re-anchors to text that is exactly the quote, nearest to the old place, for any text', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 30 });
    fc.assert(
      fc.property(letters, letters, fc.nat(40), (text, quote, oldStart) => {
        const all: number[] = [];
        for (let i = 0; i + quote.length <= text.length && quote !== ''; i += 1) {
          if (text.slice(i, i + quote.length) === quote) all.push(i);
        }
        const found = nearestOccurrence(text, quote, oldStart);
        const distances = all.map((place) => Math.abs(place - oldStart));
        if (found === null) expect(all).toEqual([]);
        else
          expect([all.includes(found), Math.abs(found - oldStart)]).toEqual([true, Math.min(...distances)]);
      }),
    );
  });
});
