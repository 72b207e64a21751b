import { afterAll, describe, expect, test } from 'vitest';
import { startChild } from '../../src/bench/child.ts';
import type { IdleProcess } from '../../src/bench/idle-process.ts';

describe('a process of the bench', () => {
  const child = startChild<IdleProcess & { nonsense: { input: null; output: null } }>(
    new URL('../../src/bench/idle-process.ts', import.meta.url),
  );
  afterAll(() => child.stop());

  test('answers what it is asked', async () => {
    expect(await child.request('memory', null)).toBeGreaterThan(10_000_000);
  });

  test('refuses what it does not know', async () => {
    await expect(child.request('nonsense', null)).rejects.toThrow('nonsense: there is no such request');
  });

  test('that has ended answers nothing, and says so', async () => {
    await child.stop();
    await expect(child.request('memory', null)).rejects.toThrow();
  });
});
