import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openCommunity } from '../../src/community/open.ts';
import { excerpt, newPin, testEnvironment } from './samples.ts';
import { communityStoreSuite } from './suite.ts';

communityStoreSuite('an SQLite file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'community-'));
  let generation = 0;
  return {
    open: (environment) =>
      openCommunity({ databaseUrl: `file:${generation}.db` }, { ...environment, as: 'tool', cwd: folder }),
    wipe: async () => {
      generation += 1;
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
});

test('what is forgotten or too old leaves no trace in the file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'forgotten-'));
  try {
    const environment = testEnvironment();
    const config = { databaseUrl: `file:${path.join(folder, 'bot.db')}` };
    const store = await openCommunity(config, { ...environment, as: 'tool' });
    const [leaver, asker] = ['777000111222333444', '888000111222333444'];
    const long = excerpt({ quote: 'A quote that fills pages. '.repeat(400) });
    for (let i = 0; i < 5; i += 1) {
      const { id } = await store.pins.intend(newPin({ pinnedBy: leaver, excerpts: [long] }));
      await store.pins.confirm(id);
    }
    await store.feedback.vote({ guildId: '1', messageId: '2', userId: asker, helpful: false });
    const question = 'Where did the telltale zebra sleep?';
    await store.questions.record({ guildId: '1', question, reason: 'unhelpful', embedding: null });
    const traces = async () => {
      const files = await readdir(folder);
      const bytes = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'latin1')));
      return [leaver, 'telltale zebra', asker].map((trace) => bytes.join('').includes(trace));
    };
    expect(await traces()).toEqual([true, true, false]);
    await store.forget(leaver);
    environment.advance(1);
    await store.expire(environment.now());
    expect(await traces()).toEqual([false, false, false]);
    await store.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
