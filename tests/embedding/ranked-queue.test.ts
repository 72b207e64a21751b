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
      expect(queue.take()).toBeUndefined();
    }),
  );
});

test('taking out all that fit leaves the others in their order', () => {
  const queue = new RankedQueue<string>();
  for (const [item, rank] of [
    ['passage', 3],
    ['my question', 1],
    ['another question', 1],
    ['my passage', 3],
  ] as const) {
    queue.add(item, rank);
  }
  expect(queue.waiting(1)).toBe(2);
  expect(queue.waiting(7)).toBe(0);
  expect(queue.takeAll((item) => item.startsWith('my'))).toEqual(['my question', 'my passage']);
  expect([queue.take(), queue.take(), queue.take()]).toEqual(['another question', 'passage', undefined]);
});
