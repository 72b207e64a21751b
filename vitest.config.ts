import { defineConfig } from 'vitest/config';

/** Tests of functions that keep nothing between calls and load no model: they share a process, which saves loading it anew. */
const pure = [
  'tests/corpus/**/*.test.ts',
  'tests/answer/values/**/*.test.ts',
  'tests/evaluation/**/!(evaluate-command).test.ts',
  'tests/{config,errors,logging}.test.ts',
];
const limits = { testTimeout: 20_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { test: { name: 'pure', include: pure, isolate: false, ...limits } },
      { test: { name: 'whole', include: ['tests/**/*.test.ts'], exclude: pure, ...limits } },
    ],
  },
});
