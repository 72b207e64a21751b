import { describe, expect, test } from 'vitest';
import { clocksConflict, findClockTimes } from '../../../src/answer/values/clock.ts';
import { growthOf } from '../../corpus/documents.ts';

describe('a time of day is read', () => {
  test.each([
    ['at 20:00', 20 * 60],
    ['at 8 pm', 20 * 60],
    ['at 8am.', 8 * 60],
    ['8:30 a.m.', 8 * 60 + 30],
    ['8.30 pm', 20 * 60 + 30],
    ['12 am', 0],
    ['12 pm', 720],
    ['0:00', 0],
    ['23:59', 1439],
    ['Noon', 720],
    ['at midnight', 0],
    ['8 in the evening', 20 * 60],
    ['8:30 in the morning', 8 * 60 + 30],
    ["3 o'clock in the afternoon", 15 * 60],
    ['12 in the afternoon', 720],
    ['11:30 at night', 23.5 * 60],
    ['2 at night', 2 * 60],
    ['12 at night', 0],
    ['19:30 in the evening', 19.5 * 60],
  ])('%s', (text, minutes) => {
    expect(findClockTimes(text).map((clock) => clock.minutes)).toEqual([minutes]);
  });

  test.each([
    ['8-10 pm', 20, 22],
    ['from 8 to 10 p.m.', 20, 22],
    ['8:30 – 10 pm', 20.5, 22],
    ['9 to 5 pm', 9, 17],
    ['11-1 pm', 11, 13],
    ['10-2 am', 22, 2],
    ['7 to 9 in the evening', 19, 21],
    ['10-2 at night', 22, 2],
    ['between 7 and 9 pm', 19, 21],
    ['between 7:30 and 9:30 p.m.', 19.5, 21.5],
  ])('as a stretch: %s', (text, from, until) => {
    expect(findClockTimes(text)).toMatchObject([
      { start: text.search(/\d/), minutes: from * 60, until: until * 60 },
    ]);
  });

  test.each([
    ['May 5 – 8 pm', 20],
    ['2023-05-05 – 8 pm', 20],
    ['Tickets: $5 – 8 pm', 20],
    ['The shows are at 7 and 9 pm', 21],
  ])('and no stretch where a day or a price stands before it, or no "between": %s', (text, hour) => {
    expect(findClockTimes(text)).toMatchObject([{ minutes: hour * 60, until: null }]);
  });

  test.each([
    ['7:30', '7:30 pm', false],
    ['7:30', '7:30 in the evening', false],
    ['7:30', '19:30', false],
    ['7:30', '7:30', false],
    ['7:30', '8:30 pm', true],
    ['12:15', '00:15', false],
    ['8:00', '7-9 pm', false],
    ['10:00', '7-9 pm', true],
    ['8:00 in the morning', '8 pm', true],
    // A leading zero, or an evening in the same text, shows that the clock has 24 hours.
    ['07:30', '7:30 pm', true],
    ['Doors at 7:30, show at 20:00', '7:30 pm', true],
  ])('of %s and %s, which half of the day it is is left open where the text does', (a, b, expected) => {
    const [first, second] = [findClockTimes(a)[0], findClockTimes(b)[0]];
    if (first === undefined || second === undefined) throw new Error(`no time in ${a} or ${b}`);
    expect(clocksConflict(first, second)).toBe(expected);
    expect(clocksConflict(second, first)).toBe(expected);
  });

  test.each([
    ['20:00 UTC', ['UTC']],
    ['8 p.m. (CEST)', ['CEST']],
    ['noon GMT+2', ['GMT+2']],
    ['20:00–22:00 UTC', ['UTC', 'UTC']],
    ['8 pm to 10 pm ET', ['ET', 'ET']],
    ['8 pm et al.', [null]],
    ['8 pm, ESTATE', [null]],
  ])('with the zone after it: %s', (text, zones) => {
    expect(findClockTimes(text).map(({ zone }) => zone)).toEqual(zones);
  });

  test.each(['24:00', '7:5', '10:30:15', '1:2:3', '8 amps', '5 pmol', '700', '8-12 pm'])(
    'none in %s',
    (text) => {
      expect(findClockTimes(text)).toEqual([]);
    },
  );

  test.each(['1', '1:', '12:30', '8 p.', '8-', 'May 8 to ', ' '])(
    'in time that grows with the length only, for %j',
    (seed) => {
      expect(growthOf(findClockTimes, seed)).toBeLessThan(30);
    },
  );
});
