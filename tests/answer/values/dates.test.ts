import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DateMention, datesConflict, findDates } from '../../../src/answer/values/dates.ts';
import { growthOf } from '../../corpus/documents.ts';
import { textWithValues } from './texts.ts';

/** ISO-like with `?` for what is not known. */
const shown = ({ year, month, day }: DateMention) => [year, month, day].map((part) => part ?? '?').join('-');
const datesOf = (text: string) => findDates(text).map(shown);

describe('a date is read', () => {
  test.each([
    ['It opened in May 2023.', '2023-5-?'],
    ['On May 5, 2023 it opened', '2023-5-5'],
    ['on May 5th', '?-5-5'],
    ['5 May 2023', '2023-5-5'],
    ['the 5th of May, 2023', '2023-5-5'],
    ['12 March, 2021', '2021-3-12'],
    ['on December 7', '?-12-7'],
    ['on Dec. 7', '?-12-7'],
    ['Sep 5, 2022', '2022-9-5'],
    ['December of 2022', '2022-12-?'],
    ['since July', '?-7-?'],
    ['in May', '?-5-?'],
    ['early March', '?-3-?'],
    ['2023-05-26', '2023-5-26'],
    ['2023-05', '2023-5-?'],
    ['in 1992', '1992-?-?'],
    ['the 2020 election', '2020-?-?'],
    ['the 2020 elections', '2020-?-?'],
    ['(2019)', '2019-?-?'],
    ['the 2016 gold medal', '2016-?-?'],
    ['the 2020 US election', '2020-?-?'],
    ['by 2030', '2030-?-?'],
    ['As of 2023 members pay more', '2023-?-?'],
    ['At the end of 2023 members left', '2023-?-?'],
    ['By 2030 emissions will fall', '2030-?-?'],
    ['in 2010 residents left', '2010-?-?'],
    ['in 1100', '1100-?-?'],
    ['from May 5-7, 2023', '2023-5-5'],
    ['May 5 to 7', '?-5-5'],
    ['on 5-7 May 2024', '2024-5-5'],
    ['on 5–7 May', '?-5-5'],
    ['from 5th to 7th May', '?-5-5'],
    ['the 5th and the 7th of May, 2024', '2024-5-5'],
    ['28-3 May', '?-5-3'],
    // Two years that follow each other are a season and no month.
    ['the 2011-12 season', '2011-?-?'],
    ['in 2018/19', '2018-?-?'],
    ['2011-12-05', '2011-12-5'],
    ['2011-11', '2011-11-?'],
  ])('%s', (text, expected) => {
    expect(datesOf(text)).toEqual([expected]);
  });

  test('several come in order', () => {
    expect(datesOf('from June 1 to December 31, 2023')).toEqual(['?-6-1', '2023-12-31']);
    expect(datesOf('April 19, 2023 to May 4')).toEqual(['2023-4-19', '?-5-4']);
    expect(datesOf('1999–2003')).toEqual(['1999-?-?', '2003-?-?']);
    expect(datesOf('1998-2004')).toEqual(['1998-?-?', '2004-?-?']);
  });
});

describe('no date is seen in', () => {
  test.each([
    '2000 troops',
    '1100 men',
    '1600 people',
    '1500 km of coast',
    '1500-2000 people',
    '1500 XP',
    '2000 gold',
    'a maximum of 2000 characters',
    'A total of 1500 people attended.',
    'a length of 1500 metres',
    'Visited by 1200 people.',
    '1,100',
    '$2000',
    'Resolution 1973',
    'room 1923',
    'the 1990s',
    'You may go',
    'the March on Washington',
    'May 35',
    '2023-13-01',
    '05/26/2023',
  ])('%s', (text) => {
    expect(datesOf(text)).toEqual([]);
  });
});

describe('two dates conflict', () => {
  const date = fc.record({
    year: fc.option(fc.integer({ min: 1990, max: 1993 })),
    month: fc.option(fc.integer({ min: 1, max: 3 })),
    day: fc.option(fc.integer({ min: 1, max: 3 })),
  });

  test('when a part that both give differs', () => {
    expect(datesConflict({ year: 2023, month: 5, day: 5 }, { year: 2023, month: 5, day: 6 })).toBe(true);
    expect(datesConflict({ year: 2023, month: 5, day: 5 }, { year: null, month: 6, day: null })).toBe(true);
  });

  test('not when one only knows less', () => {
    expect(datesConflict({ year: 2023, month: 5, day: 5 }, { year: 2023, month: null, day: null })).toBe(
      false,
    );
    expect(datesConflict({ year: 2023, month: null, day: null }, { year: null, month: 5, day: 5 })).toBe(
      false,
    );
  });

  const only = (text: string) => findDates(text)[0] as DateMention;
  test.each([
    ['5-7 May', '7 May', false],
    ['May 5-7', '6 May', false],
    ['5-7 May', '8 May', true],
    ['5-7 May', '6-8 May', true],
    ['5-7 May', '5-8 May', false],
    ['the 2011-12 season', '2012', false],
    ['the 2011-12 season', '2013', true],
    ['the 2011-12 season', 'the 2012-13 season', true],
  ])('and a stretch holds what lies in it: %s, %s', (a, b, expected) => {
    expect(datesConflict(only(a), only(b))).toBe(expected);
  });

  test('in either order, and never with themselves', () => {
    fc.assert(
      fc.property(date, date, (a, b) => {
        expect(datesConflict(a, b)).toBe(datesConflict(b, a));
        expect(datesConflict(a, a)).toBe(false);
      }),
    );
  });
});

describe('for any text', () => {
  test('dates are in order, apart, inside the text, and know a year or a month', () => {
    fc.assert(
      fc.property(textWithValues, (text) => {
        let end = 0;
        for (const found of findDates(text)) {
          expect(found.start).toBeGreaterThanOrEqual(end);
          expect(found.end).toBeLessThanOrEqual(text.length);
          expect(text.slice(found.start, found.end)).toMatch(/\d{4}|[A-Z][a-z]{2}/);
          expect(found.year ?? found.month).not.toBeNull();
          end = found.end;
        }
      }),
    );
  });

  test('every day that is written out is read back, in three forms', () => {
    const day = fc.date({ min: new Date('1500-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const expected = [`${date.getUTCFullYear()}-${date.getUTCMonth() + 1}-${date.getUTCDate()}`];
        const written = (locale: string) =>
          new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
        expect(datesOf(`It closed on ${date.toISOString().slice(0, 10)}.`)).toEqual(expected);
        expect(datesOf(`It closed on ${written('en-US')}.`)).toEqual(expected);
        expect(datesOf(`It closed on ${written('en-GB')}.`)).toEqual(expected);
      }),
    );
  });

  test.each(['7', '2023-', '2023 ', 'May ', 'May 5 ', 'May 5, ', 'in ', ' ', '1st of ', 'a ', '5 to '])(
    'the time grows with the length only, also for nothing but %j',
    (seed) => {
      expect(growthOf(findDates, seed)).toBeLessThan(30);
    },
  );
});
