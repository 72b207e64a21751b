import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // The files of a worker share its modules: loading discord.js and the models anew for each took a quarter of the time.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
