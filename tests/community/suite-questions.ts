import { beforeEach, describe, expect, test } from 'vitest';
import type { CommunityStore } from '../../src/community/store.ts';
import type { Pin } from '../../src/community/types.ts';
import { embeddingAlong, newPin, type TestEnvironment } from './samples.ts';

const GUILD = '100000000000000001';
const OTHER_GUILD = '100000000000000002';

/** What a test works with: the store that the suite opened for it. */
export interface Current {
  readonly store: CommunityStore;
  readonly environment: TestEnvironment;
  /** Closes the store and opens it again. */
  readonly reopened: () => Promise<CommunityStore>;
  readonly pinned: (overrides?: Parameters<typeof newPin>[0]) => Promise<Pin>;
}

/** The part of the suite about questions that nobody could answer. */
export function openQuestionsSuite(current: () => Current): void {
  describe('open questions', () => {
    let store: CommunityStore;
    let environment: TestEnvironment;
    let pinned: Current['pinned'];
    beforeEach(() => {
      ({ store, environment, pinned } = current());
    });

    const ask = (question: string, axis: number, reason: 'not-found' | 'unhelpful' = 'not-found') =>
      store.questions.record({ guildId: GUILD, question, reason, embedding: embeddingAlong(axis) });

    test('are grouped by meaning, most asked first, then the latest', async () => {
      await ask('When is the party?', 0);
      environment.advance(10);
      await ask('Who brings the cake?', 2);
      environment.advance(10);
      const again = await ask('When will the party be?', 0, 'unhelpful');
      environment.advance(10);
      await ask('Who brings the music?', 4);
      const { items, total } = await store.questions.list({ guildId: GUILD, limit: 9 });
      expect(items.map(({ question, asked }) => [question, asked])).toEqual([
        ['When is the party?', 2],
        ['Who brings the music?', 1],
        ['Who brings the cake?', 1],
      ]);
      expect(total).toBe(3);
      expect(await store.questions.wordings(again.id, 9)).toEqual([
        { text: 'When is the party?', asked: 1, notFound: 1, unhelpful: 0 },
        { text: 'When will the party be?', asked: 1, notFound: 0, unhelpful: 1 },
      ]);
    });

    test('of the same vector stay apart when what they ask for differs', async () => {
      await ask('When did the strike start?', 0);
      await ask('When did the strike end?', 0);
      expect((await store.questions.list({ guildId: GUILD, limit: 9 })).total).toBe(2);
    });

    test('asked at the same moment end up in one group', async () => {
      await Promise.all(Array.from({ length: 8 }, () => ask('When is the party?', 0)));
      const { items } = await store.questions.list({ guildId: GUILD, limit: 9 });
      expect(items.map((group) => group.asked)).toEqual([8]);
    });

    test('without a vector are grouped by their very words', async () => {
      for (const question of ['Why?', 'Why?', 'How?']) {
        await store.questions.record({ guildId: GUILD, question, reason: 'not-found', embedding: null });
      }
      const { items } = await store.questions.list({ guildId: GUILD, limit: 9 });
      expect(items.map((group) => group.asked)).toEqual([2, 1]);
      expect(await store.questions.withoutEmbedding('model-1', 9)).toHaveLength(2);
    });

    test('of one guild are not shown in another', async () => {
      await ask('When is the party?', 0);
      const other = { guildId: OTHER_GUILD, reason: 'not-found' as const, embedding: embeddingAlong(0) };
      await store.questions.record({ ...other, question: 'When is the party?' });
      const { items } = await store.questions.list({ guildId: OTHER_GUILD, limit: 9 });
      expect(items.map((group) => group.asked)).toEqual([1]);
    });

    test('once dismissed stay away, once answered come back when the answer does not help', async () => {
      const group = await ask('When is the party?', 0);
      const pin = await pinned({ answers: group.id });
      expect(await store.questions.get(group.id)).toMatchObject({ state: 'answered', pinId: pin.id });
      expect((await store.questions.list({ guildId: GUILD, limit: 9 })).items).toEqual([]);
      expect(await ask('When is the party?', 0, 'unhelpful')).toMatchObject({ state: 'open', asked: 2 });
      await store.questions.dismiss(group.id);
      expect(await ask('When is the party?', 0)).toMatchObject({ state: 'dismissed', asked: 3 });
      const dismissed = await store.questions.list({ guildId: GUILD, state: 'dismissed', limit: 9 });
      expect(dismissed.total).toBe(1);
      await expect(store.questions.dismiss('nothing')).rejects.toMatchObject({
        identifier: 'question-gone',
      });
    });

    test('are settled with the pin that answers them: not before Discord has it, not later, and in their guild', async () => {
      const group = await ask('When is the party?', 0);
      const state = async () => (await store.questions.get(group.id))?.state;
      const { id } = await store.pins.intend(newPin({ answers: group.id }));
      expect(await state()).toBe('open');
      await store.pins.remove(id, 'never-pinned');
      expect(await state()).toBe('open');
      const again = await store.pins.intend(newPin({ answers: group.id }));
      await store.pins.confirm(again.id);
      expect(await state()).toBe('answered');
      await ask('When is the party?', 0);
      await store.pins.confirm(again.id);
      expect(await state()).toBe('open');
      const foreign = await store.pins.intend(newPin({ guildId: OTHER_GUILD, answers: group.id }));
      await store.pins.confirm(foreign.id);
      expect(await state()).toBe('open');
    });

    test('are answered once: a second moderator who was as quick is told so, unless the first answer did not help', async () => {
      const group = await ask('When is the party?', 0);
      const first = await store.pins.intend(newPin({ answers: group.id }));
      const second = () => store.pins.intend(newPin({ answers: group.id }));
      await expect(second()).rejects.toMatchObject({ identifier: 'question-answered' });
      await store.pins.confirm(first.id);
      await expect(second()).rejects.toMatchObject({ identifier: 'question-answered' });
      expect(
        (await store.pins.list({ guildId: GUILD, states: ['intended', 'pinned'], limit: 9 })).total,
      ).toBe(1);
      await ask('When is the party?', 0, 'unhelpful');
      expect((await second()).state).toBe('intended');
    });

    test('that somebody answered meanwhile are not dismissed, unless the answer is gone or did not help', async () => {
      const group = await ask('When is the party?', 0);
      const dismiss = () => store.questions.dismiss(group.id);
      const { id } = await store.pins.intend(newPin({ answers: group.id }));
      await expect(dismiss()).rejects.toMatchObject({ identifier: 'question-answered' });
      await store.pins.confirm(id);
      await expect(dismiss()).rejects.toMatchObject({ identifier: 'question-answered' });
      expect(await store.questions.get(group.id)).toMatchObject({ state: 'answered', pinId: id });
      await ask('When is the party?', 0, 'unhelpful');
      expect(await dismiss()).toMatchObject({ state: 'dismissed', pinId: null });
      const other = await ask('Who brings the cake?', 2);
      const removed = await pinned({ answers: other.id });
      await store.pins.remove(removed.id, 'message-gone');
      expect(await store.questions.dismiss(other.id)).toMatchObject({ state: 'dismissed' });
    });

    test('never hold who asked', async () => {
      const group = await ask('When is the party?', 0);
      expect(Object.keys(group).sort()).toEqual(
        ['asked', 'guildId', 'id', 'lastAsked', 'pinId', 'question', 'state'].sort(),
      );
    });
  });
}
