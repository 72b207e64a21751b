import { describe, expect, test } from 'vitest';
import { findClockTimes } from '../../../src/answer/values/clock.ts';
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
  ])('as a stretch: %s', (text, from, until) => {
    expect(findClockTimes(text)).toMatchObject([
      { start: text.startsWith('from') ? 5 : 0, minutes: from * 60, until: until * 60 },
    ]);
  });

  test.each([
    ['May 5 – 8 pm', 20],
    ['2023-05-05 – 8 pm', 20],
    ['Tickets: $5 – 8 pm', 20],
  ])('and no stretch where a day or a price stands before it: %s', (text, hour) => {
    expect(findClockTimes(text)).toMatchObject([{ minutes: hour * 60, until: null }]);
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
