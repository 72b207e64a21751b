import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ActivityRecorder, LatencyHistogram } from '../../src/community/activity.ts';
import { findPinnedAnswer } from '../../src/community/lookup.ts';
import { openCommunity } from '../../src/community/open.ts';
import type { CommunityStore } from '../../src/community/store.ts';
import { embedMissing, expireOld, refreshPins } from '../../src/community/upkeep.ts';
import type { IndexedDocument } from '../../src/index/types.ts';
import {
  DAY_MS,
  embeddingAlong,
  excerpt,
  newPin,
  type TestEnvironment,
  testEnvironment,
  vectorAlong,
} from './samples.ts';

const GUILD = newPin().guildId;
let folder: string;
let environment: TestEnvironment;
let store: CommunityStore;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'upkeep-'));
  environment = testEnvironment();
  store = await openCommunity({ databaseUrl: 'file:bot.db' }, { ...environment, as: 'bot', cwd: folder });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function corpus(text: string | null) {
  const document: IndexedDocument = {
    id: 'peru.txt',
    file: 'peru.txt',
    text: text ?? '',
    sha256: text === null ? '' : String(text.length).padStart(64, '0'),
    metadata: { title: null, author: null, publisher: null, published: null, url: null },
    blocks: [],
    linesFollowText: true,
    sentences: [...(text ?? '').matchAll(/[^.\s][^.]*\./g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind: 'prose' as const,
    })),
  };
  return { documents: new Map(text === null ? [] : [[document.id, document]]) };
}

test('after a rebuild pins move, turn stale and come back with their evidence', async () => {
  const quote = 'The decree names 700 soldiers.';
  const { id } = await store.pins.intend(newPin({ excerpts: [excerpt({ quote, start: 0 })] }));
  await store.pins.confirm(id);
  const after = async (text: string | null) => {
    const { reanchored, turnedStale, restored } = await refreshPins(store, corpus(text));
    const pin = await store.pins.get(id);
    return [reanchored.length, turnedStale.length, restored.length, pin?.state, pin?.excerpts[0]?.start];
  };
  expect(await after(`Today. ${quote}`)).toEqual([1, 0, 0, 'pinned', 7]);
  expect(await after(`Today. ${quote}`)).toEqual([0, 0, 0, 'pinned', 7]);
  expect(await after('Today. The decree names 1,100 soldiers.')).toEqual([0, 1, 0, 'stale', 7]);
  expect(await after(null)).toEqual([0, 0, 0, 'stale', 7]);
  expect(await after(`${quote} So it says.`)).toEqual([0, 0, 1, 'pinned', 0]);
  expect(await after(null)).toEqual([0, 1, 0, 'stale', 0]);
  expect((await store.pins.get(id))?.reason).toBe('document-gone');
});

test('vectors that are missing or of another model are made', async () => {
  const pin = await store.pins.intend(newPin({ question: 'pinned', embedding: embeddingAlong(0, 0, 'old') }));
  await store.pins.confirm(pin.id);
  const open = { guildId: GUILD, question: 'open', reason: 'not-found' as const, embedding: null };
  await store.questions.record(open);
  const asked: string[] = [];
  const embedder = {
    fingerprint: 'new',
    embed: async (texts: readonly string[]) => {
      asked.push(...texts);
      return texts.map((_, i) => vectorAlong(i));
    },
  };
  expect(await embedMissing(store, embedder)).toBe(2);
  expect(await embedMissing(store, embedder)).toBe(0);
  expect(asked).toEqual(['pinned', 'open']);
  expect(await store.pins.nearest(GUILD, embeddingAlong(0, 0, 'new'), 1)).toHaveLength(1);
  const stopped = new AbortController();
  stopped.abort();
  expect(await embedMissing(store, { ...embedder, fingerprint: 'newer' }, stopped.signal)).toBe(0);
});

test('a pinned answer is found for a question that means the same, while it is served', async () => {
  const asked = (question: string) =>
    findPinnedAnswer(store, { guildId: GUILD, question, embedding: embeddingAlong(0, 0.1) });
  const wanted = { question: 'When did the strike start?', embedding: embeddingAlong(0) };
  const { id } = await store.pins.intend(newPin(wanted));
  expect(await asked('When did the strike begin?')).toBeNull();
  const pin = await store.pins.confirm(id);
  expect(await asked('When did the strike begin?')).toEqual(pin);
  expect(await asked('When did the strike end?')).toBeNull();
  const other = await store.pins.intend(newPin({ ...wanted, channelId: '21' }));
  await store.pins.confirm(other.id);
  for (const channelId of [pin.channelId, '21', '22']) {
    const found = await findPinnedAnswer(
      store,
      { guildId: GUILD, question: wanted.question, embedding: embeddingAlong(0) },
      (one) => one.channelId === channelId,
    );
    expect(found?.channelId).toBe(channelId === '22' ? undefined : channelId);
  }
  await store.pins.remove(other.id, 'message-gone');
  await store.pins.markStale(id, 'quote-gone');
  expect(await asked('When did the strike begin?')).toBeNull();
});

test('the retention period counts back from now', async () => {
  await store.feedback.vote({ guildId: GUILD, messageId: '1', userId: '2', helpful: true });
  environment.advance(90 * DAY_MS);
  expect((await expireOld(store, environment.now(), 90)).votes).toBe(0);
  environment.advance(1);
  expect((await expireOld(store, environment.now(), 90)).votes).toBe(1);
});

test('activity is kept when it cannot be written, and written once', async () => {
  const recorder = new ActivityRecorder();
  recorder.record('answered', 10);
  recorder.record('not-found', 12);
  const broken = {
    addActivity: async () => {
      throw new Error('the disk is full');
    },
  };
  await expect(recorder.flush(broken, environment.now())).rejects.toThrow('full');
  recorder.record('answered', 14);
  expect(recorder.pending()).toEqual({ answered: 2, 'not-found': 1 });
  await recorder.flush(store, environment.now());
  await recorder.flush(store, environment.now());
  expect(await store.activity(0)).toMatchObject({ answered: 2, 'not-found': 1 });
  expect(recorder.latency()).toMatchObject({ answers: 3 });
});

test('percentiles of the latency are right to within 5 percent', () => {
  const histogram = new LatencyHistogram();
  expect(histogram.read()).toEqual({ answers: 0, medianMs: null, p95Ms: null });
  for (let ms = 1; ms <= 1000; ms += 1) histogram.add(ms);
  const { medianMs, p95Ms } = histogram.read();
  expect(Math.abs((medianMs ?? 0) / 500 - 1)).toBeLessThan(0.05);
  expect(Math.abs((p95Ms ?? 0) / 950 - 1)).toBeLessThan(0.05);
  const extremes = new LatencyHistogram();
  for (const ms of [0, -1, 1e12]) extremes.add(ms);
  expect(extremes.percentile(0)).toBeLessThan(0.2);
  expect(extremes.percentile(1)).toBeGreaterThan(1e6);
});
