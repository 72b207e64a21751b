import { openCommunity } from '../../src/community/open.ts';
import { startPostgres } from './postgres.ts';
import { communityStoreSuite } from './suite.ts';

communityStoreSuite('PostgreSQL', async () => {
  const { url, wipe, stop } = await startPostgres();
  return {
    open: (environment) => openCommunity({ databaseUrl: url }, { ...environment, as: 'tool' }),
    wipe,
    stop,
  };
});
