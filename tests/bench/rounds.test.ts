import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alternate, p50, p95, pairedRatio, timed } from '../../src/bench/rounds.ts';

describe('rounds', () => {
  test('run every side once, every other round in the opposite order', async () => {
    const ran: string[] = [];
    const side = (name: string, time: number) => async (round: number) => {
      ran.push(`${name}${round}`);
      return time + round;
    };
    const times = await alternate(3, { ask: side('ask', 10), floor: side('floor', 1) });
    expect(ran).toEqual(['ask0', 'floor0', 'floor1', 'ask1', 'ask2', 'floor2']);
    expect(times).toEqual({ ask: [10, 11, 12], floor: [1, 2, 3] });
  });

  test('are timed by the clock that is given', async () => {
    const clock = [5, 12.5];
    expect(
      await timed(
        async () => 'work',
        () => clock.shift() ?? 0,
      ),
    ).toBe(7.5);
  });
});

describe('what a bench says of many times', () => {
  test('is the middle and the end of the distribution, and nothing of no times', () => {
    expect(p50([9, 1, 2])).toBe(2);
    expect(p95(Array.from({ length: 101 }, (_, at) => at))).toBe(95);
    expect(p50([])).toBeNaN();
    expect(p95([])).toBeNaN();
  });

  test('a ratio of pairs stays the same when load makes some rounds slower for both sides', () => {
    const load = fc.array(fc.double({ min: 1, max: 50, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(load, (factors) => {
        const floor = factors.map((factor) => 4 * factor);
        const times = factors.map((factor) => 6 * factor);
        expect(pairedRatio(times, floor)).toBeCloseTo(1.5, 9);
      }),
    );
  });
});
