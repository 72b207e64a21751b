import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RankedQueue } from '../../src/embedding/ranked-queue.ts';

test('what is taken out is what a stable sort by rank would give', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3 })), (ranks) => {
      const items = ranks.map((rank, order) => ({ rank, order }));
      const queue = new RankedQueue<(typeof items)[number]>();
      for (const item of items) queue.add(item, item.rank);
      const taken = items.map(() => queue.take());
      expect(taken).toEqual(items.toSorted((a, b) => a.rank - b.rank));
      expect(queue.isEmpty).toBe(true);
    }),
  );
});

test('draining gives the same order as taking, and leaves nothing', () => {
  const queue = new RankedQueue<string>();
  queue.add('passage', 3);
  queue.add('question', 1);
  queue.add('another question', 1);
  expect(queue.waiting(1)).toBe(2);
  expect(queue.waiting(7)).toBe(0);
  expect(queue.drain()).toEqual(['question', 'another question', 'passage']);
  expect(queue.isEmpty).toBe(true);
  expect(queue.take()).toBeUndefined();
});
