import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Helper, shareOut } from '../../src/embedding/share-out.ts';

const pause = (turns: number) => new Promise<void>((resolve) => setTimeout(resolve, turns));

/** A helper that opens after some time (never: null) and drops out after some items (never: null). */
interface Kind {
  readonly opensAfter: number | null;
  readonly dropsAfter: number | null;
  readonly slow: boolean;
}

function helper({ opensAfter, dropsAfter, slow }: Kind): Helper<number, number> & { lost: unknown[] } {
  let done = 0;
  const lost: unknown[] = [];
  const opened = opensAfter === null ? Promise.reject(new Error('no model')) : pause(opensAfter);
  opened.catch(() => {});
  return {
    lost,
    opened,
    run: async (item) => {
      if (slow) await pause(1);
      if (done++ === dropsAfter) throw new Error('dropped out');
      return item * 2;
    },
    onLost: (why) => lost.push(why),
  };
}

test('every item is done once and in its place, whoever comes late, drops out or never comes', async () => {
  const kinds = fc.array(
    fc.record({
      opensAfter: fc.option(fc.nat(3)),
      dropsAfter: fc.option(fc.nat(5)),
      slow: fc.boolean(),
    }),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer(), { maxLength: 30 }), kinds, async (items, all) => {
      const helpers = all.map(helper);
      let done = 0;
      const here = async (item: number) => {
        await pause(0);
        return item * 2;
      };
      const results = await shareOut(items, here, helpers, () => done++);
      expect(results).toEqual(items.map((item) => item * 2));
      expect(done).toBe(items.length);
      for (const { lost } of helpers) expect(lost.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 60 },
  );
});

test('all work goes to a helper that is open from the beginning', async () => {
  const by = { here: 0, there: 0 };
  const run = async (item: number) => {
    by.there++;
    return item;
  };
  const here = async (item: number) => {
    by.here++;
    return item;
  };
  await shareOut([1, 2, 3, 4], here, [{ opened: Promise.resolve(), run, onLost: () => {} }]);
  expect(by).toEqual({ here: 0, there: 4 });
});

test('a failure here ends the whole, and helpers take nothing more', async () => {
  let taken = 0;
  const slow: Helper<number, number> = {
    opened: pause(2),
    run: async (item) => {
      taken++;
      await pause(2);
      return item;
    },
    onLost: () => {},
  };
  const here = async (item: number): Promise<number> => {
    await pause(5);
    if (item >= 0) throw new Error('the model broke');
    return item;
  };
  await expect(shareOut([1, 2, 3, 4, 5, 6, 7, 8], here, [slow])).rejects.toThrow('the model broke');
  const before = taken;
  await pause(20);
  expect(taken).toBeLessThanOrEqual(before + 1);
});
