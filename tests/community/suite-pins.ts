import { beforeEach, describe, expect, test } from 'vitest';
import type { CommunityStore } from '../../src/community/store.ts';
import type { Pin } from '../../src/community/types.ts';
import { embeddingAlong, excerpt, newPin, type TestEnvironment } from './samples.ts';
import type { Current } from './suite-questions.ts';

const GUILD = '100000000000000001';
const OTHER_GUILD = '100000000000000002';

/** The part of the suite about pins. */
export function pinsSuite(current: () => Current): void {
  describe('pins', () => {
    let store: CommunityStore;
    let environment: TestEnvironment;
    let pinned: Current['pinned'];
    let reopened: Current['reopened'];
    beforeEach(() => {
      ({ store, environment, pinned, reopened } = current());
    });

    async function reopenedStore(): Promise<CommunityStore> {
      store = await reopened();
      return store;
    }

    test('come back after a restart exactly as they were made', async () => {
      const wanted = newPin({
        question: 'Why “so”? 😀',
        note: "Ask in #help if it's unclear",
        excerpts: [
          excerpt({ quote: ' Zeile 1\n\tZeile 2 — naïve “quotes” 😀\u202e ', highlights: [] }),
          excerpt({
            documentId: 'b/c.md',
            start: 0,
            highlights: [
              { start: 4, end: 12 },
              { start: 0, end: 3 },
            ],
          }),
        ],
      });
      const made = await store.pins.intend(wanted);
      const { embedding: _, answers: __, ...kept } = wanted;
      expect(made).toMatchObject({ ...kept, state: 'intended', reason: null, pinnedAt: environment.now() });
      expect(made.id).toMatch(/^[\w-]{22}$/);
      expect(await (await reopenedStore()).pins.get(made.id)).toEqual(made);
    });

    test('are served once Discord has confirmed them', async () => {
      const intended = await store.pins.intend(newPin());
      expect((await store.pins.list({ guildId: GUILD, limit: 10 })).total).toBe(0);
      environment.advance(5);
      const confirmed = await store.pins.confirm(intended.id);
      expect(confirmed).toMatchObject({ state: 'pinned', changedAt: intended.changedAt + 5 });
      expect(confirmed.revision).toBeGreaterThan(intended.revision);
      expect((await store.pins.list({ guildId: GUILD, limit: 10 })).items).toEqual([confirmed]);
      expect(await store.pins.confirm(intended.id)).toEqual(confirmed);
    });

    test('are one a message, however often and however fast it is asked for', async () => {
      const wanted = newPin();
      const made = await Promise.all([1, 2, 3].map(() => store.pins.intend(wanted)));
      expect(new Set(made.map((pin) => pin.id)).size).toBe(1);
      await store.pins.confirm(made[0]?.id ?? '');
      await expect(store.pins.intend(wanted)).rejects.toMatchObject({ identifier: 'already-pinned' });
      expect(await store.pins.ofMessage(wanted.messageId)).toMatchObject({ state: 'pinned' });
    });

    test('keep the last line given while they are only intended', async () => {
      const wanted = newPin({ note: 'First', pinnedBy: '41' });
      const first = await store.pins.intend(wanted);
      environment.advance(5);
      const evidence = [excerpt({ quote: 'Resolution 4767 did.' })];
      const last = { ...wanted, note: 'Second', pinnedBy: '42', excerpts: evidence };
      await store.pins.intend(last);
      expect(await store.pins.confirm(first.id)).toMatchObject({
        note: 'Second',
        pinnedBy: '42',
        pinnedAt: first.pinnedAt + 5,
        excerpts: evidence,
      });
      expect((await store.pins.list({ search: 'second 4767', limit: 5 })).total).toBe(1);
      expect((await store.pins.list({ search: 'first', limit: 5 })).total).toBe(0);
    });

    test('are taken up again when Discord agreed after they were taken back', async () => {
      const slow = await store.pins.intend(newPin());
      await store.pins.remove(slow.id, 'never-pinned');
      expect(await store.pins.confirm(slow.id)).toMatchObject({
        id: slow.id,
        state: 'pinned',
        reason: null,
      });
      const twice = newPin();
      const [lost] = [await store.pins.intend(twice)];
      await store.pins.remove(lost.id, 'never-pinned');
      const again = await store.pins.intend(twice);
      expect(await store.pins.confirm(lost.id)).toMatchObject({ id: again.id, state: 'pinned' });
      expect(await store.pins.confirm(again.id)).toMatchObject({ id: again.id, state: 'pinned' });
      await store.pins.remove(again.id, 'unpinned-in-discord');
      await expect(store.pins.confirm(again.id)).rejects.toMatchObject({ identifier: 'pin-gone' });
    });

    test('free their message when they are removed', async () => {
      const first = await pinned();
      expect(await store.pins.remove(first.id, 'unpinned-by-moderator')).toMatchObject({
        state: 'removed',
        reason: 'unpinned-by-moderator',
      });
      expect(await store.pins.remove(first.id, 'unpinned-in-discord')).toBeNull();
      expect(await store.pins.ofMessage(first.messageId)).toBeNull();
      await expect(store.pins.confirm(first.id)).rejects.toMatchObject({ identifier: 'pin-gone' });
      const second = await store.pins.intend(newPin({ messageId: first.messageId }));
      expect(second.id).not.toBe(first.id);
    });

    test('turn stale with a reason and are served again with new evidence', async () => {
      const pin = await pinned({ embedding: embeddingAlong(1) });
      const near = () => store.pins.nearest(GUILD, embeddingAlong(1), 5);
      expect(await near()).toHaveLength(1);
      const stale = await store.pins.markStale(pin.id, 'quote-gone');
      expect(stale).toMatchObject({ state: 'stale', reason: 'quote-gone', excerpts: pin.excerpts });
      expect(await near()).toHaveLength(0);
      const evidence = [excerpt({ quote: 'Resolution 4767 did.', start: 7, sha256: 'b'.repeat(64) })];
      const rebound = await store.pins.rebind(pin.id, evidence);
      expect(rebound).toMatchObject({ state: 'pinned', reason: null, excerpts: evidence });
      expect(await near()).toHaveLength(1);
      expect((await store.pins.list({ search: '4766', limit: 5 })).total).toBe(0);
      expect((await store.pins.list({ search: '4767', limit: 5 })).total).toBe(1);
    });

    test('do not change for somebody who read an older revision', async () => {
      const pin = await pinned();
      const edited = await store.pins.setNote(pin.id, 'Newer');
      expect(await store.pins.setNote(pin.id, 'Older', pin.revision)).toBeNull();
      expect(await store.pins.markStale(pin.id, 'quote-gone', pin.revision)).toBeNull();
      expect(await store.pins.rebind(pin.id, [], pin.revision)).toBeNull();
      expect(await store.pins.remove(pin.id, 'message-gone', pin.revision)).toBeNull();
      expect(await store.pins.get(pin.id)).toEqual(edited);
    });

    test('are listed newest first, a page at a time, by guild, channel and state', async () => {
      const made: Pin[] = [];
      for (let i = 0; i < 7; i += 1) {
        environment.advance(1000);
        made.push(await pinned({ channelId: i % 2 === 0 ? '21' : '22' }));
      }
      await pinned({ guildId: OTHER_GUILD });
      const ids = (pins: readonly Pin[]) => pins.map((pin) => pin.id);
      const newestFirst = ids(made).reverse();
      const page = await store.pins.list({ guildId: GUILD, limit: 3, offset: 3 });
      expect(ids(page.items)).toEqual(newestFirst.slice(3, 6));
      expect(page.total).toBe(7);
      expect((await store.pins.list({ channelId: '22', limit: 9 })).total).toBe(3);
      await store.pins.markStale(made[0]?.id ?? '', 'document-gone');
      const stale = await store.pins.list({ guildId: GUILD, states: ['stale'], limit: 9 });
      expect(ids(stale.items)).toEqual([made[0]?.id]);
      expect((await store.pins.list({ limit: 99 })).total).toBe(7);
      expect(await store.pins.channels()).toEqual(['200000000000000001', '21', '22']);
    });

    test('are found by words of the question, the line and the quotes, whatever case and accents', async () => {
      const pin = await pinned({
        question: '¿Cuándo llegó el ejército?',
        note: '100% sure_thing \\o/',
        excerpts: [excerpt({ quote: 'Llegó en MAYO de 2023.' })],
      });
      await pinned();
      const found = async (search: string) =>
        (await store.pins.list({ search, limit: 5 })).items.map((item) => item.id);
      for (const search of ['EJERCITO', 'mayo cuando', '100% sure', '_thing', '\\O/', ' 2023 ']) {
        expect(await found(search), search).toEqual([pin.id]);
      }
      for (const search of ['0_%', 'ejercito abril', '%o/%x'])
        expect(await found(search), search).toEqual([]);
      await store.pins.setNote(pin.id, null);
      expect(await found('sure')).toEqual([]);
    });

    test('are found by meaning within their guild and model only, best first', async () => {
      const near = await pinned({ question: 'near', embedding: embeddingAlong(0, 0.1) });
      const nearer = await pinned({ question: 'nearer', embedding: embeddingAlong(0) });
      await pinned({ guildId: OTHER_GUILD, embedding: embeddingAlong(0) });
      await pinned({ embedding: embeddingAlong(0, 0, 'model-2') });
      await pinned({ embedding: null });
      const found = await store.pins.nearest(GUILD, embeddingAlong(0), 5);
      expect(found.map(({ id }) => id)).toEqual([nearer.id, near.id]);
      expect(found[0]?.similarity).toBeCloseTo(1, 6);
      expect(found[1]?.similarity).toBeCloseTo(Math.sqrt(0.99), 6);
      expect(await (await reopenedStore()).pins.nearest(GUILD, embeddingAlong(0), 1)).toEqual([found[0]]);
      await store.pins.remove(nearer.id, 'message-gone');
      expect(await store.pins.nearest(GUILD, embeddingAlong(0), 5)).toEqual([found[1]]);
    });

    test('say which of them lack a vector of the model', async () => {
      const pin = await pinned({ embedding: embeddingAlong(3, 0, 'model-1') });
      expect(await store.pins.withoutEmbedding('model-1', 9)).toEqual([]);
      expect(await store.pins.withoutEmbedding('model-2', 9)).toEqual([
        { id: pin.id, question: pin.question },
      ]);
      await store.pins.setEmbedding(pin.id, embeddingAlong(3, 0, 'model-2'));
      expect(await store.pins.withoutEmbedding('model-2', 9)).toEqual([]);
      expect(await store.pins.nearest(GUILD, embeddingAlong(3, 0, 'model-1'), 9)).toEqual([]);
      expect(await store.pins.nearest(GUILD, embeddingAlong(3, 0, 'model-2'), 9)).toHaveLength(1);
    });

    test('refuse a quote that a database would alter, and keep what people type readable', async () => {
      for (const quote of ['a\0b', 'half a \ud83d pair']) {
        await expect(store.pins.intend(newPin({ excerpts: [excerpt({ quote })] }))).rejects.toMatchObject({
          identifier: 'unstorable-text',
        });
      }
      expect((await store.pins.list({ states: ['intended'], limit: 5 })).total).toBe(0);
      const pin = await pinned({ question: 'a\0b\ud83dc', note: '\0' });
      expect(pin).toMatchObject({ question: 'a\uFFFDb\uFFFDc', note: '\uFFFD' });
    });

    test('are imported once', async () => {
      const pin = await pinned();
      const { revision: _, ...exported } = pin;
      const other = { ...exported, id: 'b'.repeat(22), messageId: '9', state: 'stale' as const };
      expect(await store.pins.import([exported, other])).toBe(1);
      expect(await store.pins.import([exported, other])).toBe(0);
      expect(await store.pins.get(other.id)).toMatchObject(other);
      expect(await store.pins.get(pin.id)).toEqual(pin);
      const bad = { ...other, id: 'c'.repeat(22), messageId: '10', excerpts: [excerpt({ quote: '\0' })] };
      const good = { ...other, id: 'd'.repeat(22), messageId: '11' };
      await expect(store.pins.import([good, bad])).rejects.toThrow();
      expect(await store.pins.get(good.id)).toBeNull();
    });
  });
}
