import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openCommunity } from '../../src/community/open.ts';
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
