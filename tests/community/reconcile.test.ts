import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCommunity } from '../../src/community/open.ts';
import { pinInTwoPhases, reconcile, unpinInTwoPhases } from '../../src/community/reconcile.ts';
import type { CommunityStore } from '../../src/community/store.ts';
import { MemoryBoard } from './board.ts';
import { newPin, testEnvironment } from './samples.ts';

describe('a pin is in the database and in Discord, or in neither', () => {
  const environment = testEnvironment();
  let folder: string;
  let store: CommunityStore;
  let board: MemoryBoard;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'reconcile-'));
    store = await openCommunity({ databaseUrl: 'file:bot.db' }, { ...environment, as: 'bot', cwd: folder });
    board = new MemoryBoard();
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  const stateOf = async (id: string) => (await store.pins.get(id))?.state;

  test('pinning writes the row, pins, and confirms', async () => {
    const pin = await pinInTwoPhases(store, board, newPin());
    expect(pin.state).toBe('pinned');
    expect(board.messages.get(pin.channelId)).toContain(pin.messageId);
  });

  test('a refusal by Discord takes the intention back and is told', async () => {
    board.messages.set(newPin().channelId, new Set());
    board.nextFailure = 'before';
    const wanted = newPin();
    await expect(pinInTwoPhases(store, board, wanted)).rejects.toThrow('Missing Permissions');
    expect(await store.pins.ofMessage(wanted.messageId)).toBeNull();
    expect((await pinInTwoPhases(store, board, wanted)).state).toBe('pinned');
  });

  test('an answer of Discord that is lost on the way is looked up', async () => {
    board.nextFailure = 'after';
    expect((await pinInTwoPhases(store, board, newPin())).state).toBe('pinned');
  });

  test('when Discord cannot be asked, the intention waits for the next start', async () => {
    const wanted = newPin();
    board.nextFailure = 'silent';
    await expect(pinInTwoPhases(store, board, wanted)).rejects.toThrow('Missing Permissions');
    const intended = await store.pins.ofMessage(wanted.messageId);
    expect(intended?.state).toBe('intended');
    const { unknown } = await reconcile(store, board);
    expect(unknown.map(({ channelId }) => channelId)).toEqual([wanted.channelId]);
    expect(await store.pins.ofMessage(wanted.messageId)).toEqual(intended);
    board.unreachable = false;
    board.messages.set(wanted.channelId, new Set([wanted.messageId]));
    expect((await reconcile(store, board)).confirmed).toHaveLength(1);
    expect(await stateOf(intended?.id ?? '')).toBe('pinned');
  });

  test('at the next start an intention is confirmed or rolled back by what Discord has', async () => {
    const reached = await store.pins.intend(newPin());
    const missed = await store.pins.intend(newPin());
    board.messages.set(reached.channelId, new Set([reached.messageId, 'somebody else’s']));
    const first = await reconcile(store, board);
    expect(first.confirmed.map(({ id }) => id)).toEqual([reached.id]);
    expect(first.rolledBack).toMatchObject([{ id: missed.id, state: 'removed', reason: 'never-pinned' }]);
    expect(await reconcile(store, board)).toEqual({
      confirmed: [],
      rolledBack: [],
      unpinned: [],
      kept: [{ pin: first.confirmed[0], shown: '' }],
      unknown: [],
    });
  });

  test('an intention whose pin may be under way is left alone', async () => {
    const intended = await store.pins.intend(newPin());
    await reconcile(store, board, { intendedBefore: environment.now() });
    expect(await stateOf(intended.id)).toBe('intended');
    await reconcile(store, board, { intendedBefore: environment.now() + 1 });
    expect(await stateOf(intended.id)).toBe('removed');
  });

  test('a pin taken off by hand is noticed, in its channel only', async () => {
    const here = await pinInTwoPhases(store, board, newPin({ channelId: '21' }));
    const there = await pinInTwoPhases(store, board, newPin({ channelId: '22' }));
    for (const pin of [here, there]) board.messages.get(pin.channelId)?.clear();
    const { unpinned } = await reconcile(store, board, { channelId: '21' });
    expect(unpinned).toMatchObject([{ id: here.id, reason: 'unpinned-in-discord' }]);
    expect(await stateOf(there.id)).toBe('pinned');
    board.messages.delete('22');
    expect((await reconcile(store, board)).unpinned).toMatchObject([
      { id: there.id, reason: 'message-gone' },
    ]);
  });

  test('unpinning that is stopped half way is finished at the next start', async () => {
    const [whole, half] = [
      await pinInTwoPhases(store, board, newPin()),
      await pinInTwoPhases(store, board, newPin()),
    ];
    expect(await unpinInTwoPhases(store, board, whole)).toMatchObject({ reason: 'unpinned-by-moderator' });
    const killed = unpinInTwoPhases(store, board, half, () => Promise.reject(new Error('killed')));
    await expect(killed).rejects.toThrow('killed');
    expect(await stateOf(half.id)).toBe('pinned');
    await reconcile(store, board);
    expect([await stateOf(whole.id), await stateOf(half.id)]).toEqual(['removed', 'removed']);
  });
});
