import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CommunityStore } from '../../src/community/store.ts';
import type { Pin } from '../../src/community/types.ts';
import { DAY_MS, embeddingAlong, newPin, type TestEnvironment, testEnvironment } from './samples.ts';
import { pinsSuite } from './suite-pins.ts';
import { openQuestionsSuite } from './suite-questions.ts';

export interface StoreUnderTest {
  /** Opens the database, an empty one after `wipe`; a second time while one is open is another bot or tool. */
  open(environment: TestEnvironment): Promise<CommunityStore>;
  /** Throws away all that is stored; no store is open. */
  wipe(): Promise<void>;
  stop(): Promise<void>;
}

const GUILD = '100000000000000001';

/** What every store of what people add must do. */
export function communityStoreSuite(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`community data in ${name}`, () => {
    let backend: StoreUnderTest;
    let environment: TestEnvironment;
    let store: CommunityStore;

    beforeAll(async () => {
      backend = await start();
    });
    beforeEach(async () => {
      environment = testEnvironment();
      await backend.wipe();
      store = await backend.open(environment);
      return async () => store.close();
    });
    afterAll(() => backend.stop());

    async function reopened(): Promise<CommunityStore> {
      await store.close();
      store = await backend.open(environment);
      return store;
    }

    async function pinned(overrides: Parameters<typeof newPin>[0] = {}): Promise<Pin> {
      const intended = await store.pins.intend(newPin(overrides));
      return store.pins.confirm(intended.id);
    }

    const current = () => ({ store, environment, pinned, reopened });
    pinsSuite(current);
    openQuestionsSuite(current);

    describe('feedback', () => {
      const vote = (userId: string, helpful: boolean, messageId = '31') =>
        store.feedback.vote({ guildId: GUILD, messageId, userId, helpful });

      test('counts each person once, by their last word', async () => {
        await vote('41', true);
        await vote('42', true);
        await vote('42', false);
        expect(await vote('42', false)).toMatchObject({ helpful: 1, unhelpful: 1 });
        expect(await (await reopened()).feedback.tally('31')).toEqual({ helpful: 1, unhelpful: 1 });
        expect(await store.feedback.tally('32')).toEqual({ helpful: 0, unhelpful: 0 });
      });

      const asked = { question: 'When is the party?', embedding: embeddingAlong(0) };
      const voteOn = async (userId: string, helpful: boolean) =>
        (await store.feedback.vote({ guildId: GUILD, messageId: '31', userId, helpful }, asked)).question;
      const groups = () => store.questions.list({ guildId: GUILD, limit: 9 });

      test('opens the question of an answer once, with the first unhelpful word on it', async () => {
        expect(await voteOn('41', true)).toBeNull();
        expect((await groups()).total).toBe(0);
        expect(await voteOn('41', false)).toBe('open');
        expect(await voteOn('42', false)).toBe('open');
        await voteOn('41', true);
        await voteOn('42', true);
        expect(await voteOn('41', false)).toBe('open');
        expect((await groups()).items).toMatchObject([{ question: asked.question, asked: 1 }]);
        const [group] = (await groups()).items;
        expect(await store.questions.wordings(group?.id ?? '', 9)).toMatchObject([{ unhelpful: 1 }]);
      });

      test('says what has become of the question since', async () => {
        await voteOn('41', false);
        const [group] = (await groups()).items;
        await store.questions.dismiss(group?.id ?? '');
        environment.advance(DAY_MS);
        expect(await voteOn('42', false)).toBe('dismissed');
        await store.expire(environment.now());
        expect(await voteOn('43', false)).toBeNull();
      });
    });

    describe('people and time', () => {
      test('forgetting a person removes their votes and their name, and nobody else’s', async () => {
        const pin = await pinned({ pinnedBy: '41' });
        const other = await pinned({ pinnedBy: '42' });
        for (const userId of ['41', '42']) {
          await store.feedback.vote({ guildId: GUILD, messageId: '31', userId, helpful: true });
        }
        expect(await store.forget('41')).toEqual({ votes: 1, pins: 1 });
        expect(await store.forget('41')).toEqual({ votes: 0, pins: 0 });
        expect(await store.pins.get(pin.id)).toEqual({ ...pin, pinnedBy: null });
        expect(await store.pins.get(other.id)).toEqual(other);
        expect(await store.feedback.tally('31')).toEqual({ helpful: 1, unhelpful: 0 });
      });

      test('what is older than the retention period goes, what is younger stays', async () => {
        const ask = (question: string) =>
          store.questions.record({
            guildId: GUILD,
            question,
            reason: 'not-found',
            embedding: embeddingAlong(question.includes('party') ? 0 : 3),
          });
        const party = await ask('When is the party?');
        const cake = await ask('Who brings the cake?');
        await store.feedback.vote({ guildId: GUILD, messageId: '31', userId: '41', helpful: true });
        const removed = await pinned();
        await store.pins.remove(removed.id, 'message-gone');
        const kept = await pinned();
        await store.addActivity(environment.now(), { answered: 3 });
        environment.advance(60 * DAY_MS);
        await ask('When will the party be?');
        await store.feedback.vote({ guildId: GUILD, messageId: '31', userId: '42', helpful: true });
        await store.addActivity(environment.now(), { answered: 4 });
        environment.advance(31 * DAY_MS);

        const expired = await store.expire(environment.now() - 90 * DAY_MS);
        expect(expired).toEqual({ questions: 2, votes: 1, pins: 1 });
        expect(await store.questions.get(cake.id)).toBeNull();
        // The group lives on under a wording that somebody used since, to be embedded anew.
        expect(await store.questions.get(party.id)).toMatchObject({
          question: 'When will the party be?',
          asked: 1,
        });
        expect(await store.questions.withoutEmbedding('model-1', 9)).toEqual([
          { id: party.id, question: 'When will the party be?' },
        ]);
        expect(await store.feedback.tally('31')).toEqual({ helpful: 1, unhelpful: 0 });
        expect(await store.pins.get(removed.id)).toBeNull();
        expect(await store.pins.get(kept.id)).toEqual(kept);
        expect((await store.activity(0)).answered).toBe(4);
        // The copy in memory knows of the deleted group too: asking again starts afresh.
        expect((await ask('Who brings the cake?')).id).not.toBe(cake.id);
      });
    });

    test('activity is counted by day', async () => {
      const none = { answered: 0, 'not-found': 0, rejected: 0, 'reused-pin': 0, failed: 0 };
      expect(await store.activity(0)).toEqual(none);
      await store.addActivity(environment.now(), { answered: 2, 'not-found': 1 });
      await store.addActivity(environment.now(), { answered: 3 });
      await store.addActivity(environment.now() + DAY_MS, { failed: 1 });
      await store.addActivity(environment.now(), {});
      expect(await store.activity(0)).toEqual({ ...none, answered: 5, 'not-found': 1, failed: 1 });
      expect(await store.activity(environment.now() + DAY_MS)).toEqual({ ...none, failed: 1 });
    });

    test('secrets are made once, differ by name and outlive a restart', async () => {
      const [first, again] = await Promise.all([store.secret('buttons'), store.secret('buttons')]);
      expect(first).toHaveLength(32);
      expect(again).toEqual(first);
      expect(await store.secret('other')).not.toEqual(first);
      expect(await (await reopened()).secret('buttons')).toEqual(first);
    });

    test('a second process sees what the first one writes, and the other way round', async () => {
      const tool = await backend.open(environment);
      try {
        expect(await tool.pins.nearest(GUILD, embeddingAlong(0), 5)).toEqual([]);
        const pin = await pinned({ embedding: embeddingAlong(0) });
        expect(await tool.pins.nearest(GUILD, embeddingAlong(0), 5)).toMatchObject([{ id: pin.id }]);
        await tool.pins.remove(pin.id, 'message-gone');
        expect(await store.pins.nearest(GUILD, embeddingAlong(0), 5)).toEqual([]);
        await Promise.all([store.ping(), tool.ping()]);
      } finally {
        await tool.close();
      }
    });
  });
}
