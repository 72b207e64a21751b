import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCommunity, openCommunityOrProblem } from '../../src/community/open.ts';
import { startPostgres } from './postgres.ts';
import { testEnvironment } from './samples.ts';
import { communityStoreSuite } from './suite.ts';

// Starting it takes longer than everything that is tested over it, so there is one, which the last test stops.
let server: Awaited<ReturnType<typeof startPostgres>>;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

communityStoreSuite('PostgreSQL', async () => ({
  open: (environment) => openCommunity({ databaseUrl: server.url }, { ...environment, as: 'tool' }),
  wipe: () => server.wipe(),
  stop: async () => {},
}));

test('a server that goes away, and one that is not there, are said to be', async () => {
  const { url } = server;
  const lost: string[] = [];
  const store = await openCommunity(
    { databaseUrl: url },
    { ...testEnvironment(), as: 'bot', onLostConnection: (problem) => lost.push(problem.identifier) },
  );
  await store.ping();
  await server.stop();
  const error = await store.ping().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ identifier: 'database-unreachable' });
  expect(String(error)).not.toContain('secret');
  expect(String(error)).toContain('127.0.0.1');
  await store.close();
  const { problem } = await openCommunityOrProblem({ databaseUrl: url }, { as: 'bot' });
  expect(problem?.identifier).toBe('database-unreachable');
});
