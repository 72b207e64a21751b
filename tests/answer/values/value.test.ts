import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Comparison,
  compareValues,
  findValues,
  spanOf,
  type Value,
} from '../../../src/answer/values/value.ts';
import { textWithValues } from './texts.ts';

function only(text: string, kind: 'number' | 'time'): Value {
  const values = findValues(text, kind);
  expect(values.length, text).toBe(1);
  return values[0] as Value;
}

describe('as answers to one question', () => {
  test.each<[string, string, Comparison]>([
    ['700 troops', '1,100 troops', 'different'],
    ['1,100 troops', 'eleven hundred troops', 'same'],
    ['half a million people', '500,000 people', 'same'],
    ['14.2 million people', '14,200,000 people', 'same'],
    ['$2B', '$2 billion', 'same'],
    ['The tower is 120m tall', '120 metres', 'same'],
    ['12 percent', '12 %', 'same'],
    ['12 percent', '13 %', 'different'],
    ['$5', '€5', 'incomparable'],
    ['C$5', '$4', 'incomparable'],
    ['50 cents', '$1', 'incomparable'],
    ['12 percent', '12 people', 'incomparable'],
    // A range holds what lies in it.
    ['10 to 15 boats', '12 boats', 'same'],
    ['10 to 15 boats', '16 boats', 'different'],
    ['10 to 15 boats', '14 to 20 boats', 'same'],
    // A bound holds what would still be called that.
    ['over 70 people', '74 people', 'same'],
    ['over 70 people', '66 people', 'different'],
    ['over 70 people', '80 people', 'different'],
    ['more than 1,000 people', '1,400 people', 'same'],
    ['more than 1,000 people', '2,000 people', 'different'],
    ['up to 30 guests', '25 guests', 'same'],
    ['up to 30 guests', '31 guests', 'different'],
    ['a maximum of 2000 characters', 'up to 4,000 characters', 'different'],
    ['as many as 70 people', '66 people', 'same'],
    ['as many as 70 people', '74 people', 'different'],
    ['It must not exceed 2,000 characters', '2,500 characters', 'different'],
    ['It must not exceed 2,000 characters', '2,000 characters', 'same'],
    ['at least 66 people', '66 people', 'same'],
    ['at least 66 people', '70 people', 'different'],
    ['nearly 1,000 people', '950 people', 'same'],
    ['nearly 1,000 people', '300 people', 'different'],
    ['almost 500 people', '440 people', 'different'],
    ['over 70 people', 'more than 75 people', 'same'],
    // Two limits of one kind are told apart by their numbers.
    ['up to 10 homes', 'up to 5 homes', 'different'],
    ['up to 10 homes', 'no more than 10 homes', 'same'],
    ['up to 100 MB', 'up to 25 MB', 'different'],
    ['up to 1 GB', 'up to 1024 MB', 'same'],
    ['at least 10 members', 'at least 15 members', 'different'],
    ['10+ members', '15 or more members', 'different'],
    ['at least 10 members', 'up to 10 members', 'same'],
    ['100 miles', '161 km', 'same'],
    ['about 700 troops', '702 troops', 'same'],
    ['about 700 troops', '790 troops', 'different'],
    // What converts is converted, what does not is left alone.
    ['one year', '12 months', 'same'],
    ['two weeks', '14 days', 'same'],
    ['90 minutes', '2 hours', 'different'],
    ['3 km', '3000 metres', 'same'],
    ['2 kg', '2000 grams', 'same'],
    ['1.5 GB', '1500 MB', 'same'],
    ['90 min', 'two hrs', 'different'],
    ['90 mins', '1.5 hours', 'same'],
    ['2h', '120 minutes', 'same'],
    ['30 secs', '30 sec', 'same'],
    ['6 ft', '6 feet', 'same'],
    ['10 lbs', '4.54 kg', 'same'],
    ['100 square miles', '259 square kilometres', 'same'],
    ['100 square miles', '161 km²', 'different'],
    ['100 square miles', '161 kilometres', 'incomparable'],
    ['2 hectares', '20,000 square metres', 'same'],
    ['30 degrees Celsius', '86 degrees Fahrenheit', 'incomparable'],
    ['30 °C', '25 °C', 'different'],
    ['5 business days', 'one week', 'incomparable'],
    ['5 business days', '3 working days', 'different'],
    ['5 players min', '5 minutes', 'incomparable'],
    // A month is no fixed number of days, a gigabyte none of megabytes.
    ['one month', '30 days', 'same'],
    ['90 days', '3 months', 'same'],
    ['2 GB', '2048 MB', 'same'],
    ['2 GB', '2100 MB', 'different'],
    ['one month', 'four weeks', 'same'],
    ['3 months', '12 weeks', 'same'],
    ['one month', '26 days', 'different'],
    ['one month', '6 weeks', 'different'],
    ['one year', '365 days', 'same'],
    ['one year', '350 days', 'different'],
    ['3 years', '35 months', 'different'],
    ['30 days', '31 days', 'different'],
    // A rate goes with one of the same time.
    ['60 requests a minute', '60 requests per minute', 'same'],
    ['60 requests a minute', '50 requests each minute', 'different'],
    ['60 requests a minute', '3,600 requests an hour', 'incomparable'],
    ['$5 a month', '$60 a year', 'incomparable'],
    ['60 requests a minute', '50 requests', 'different'],
    // So does what is given to each of something.
    ['3 homes per player', '12 homes per faction', 'incomparable'],
    ['3 homes per player', '4 homes for each player', 'different'],
    ['3 homes per player', '4 homes', 'different'],
    ['$5 per person', '$12 per family', 'incomparable'],
    ['$5 per person', '$6 a head', 'different'],
    ['$5 a head', '$12 each', 'incomparable'],
    ['3 km', '3 hours', 'incomparable'],
    ['3 km', '3 people', 'incomparable'],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(compareValues(only(a, 'number'), only(b, 'number'))).toBe(expected);
  });

  test.each<[string, string, Comparison]>([
    ['May 5, 2023', '5 May', 'same'],
    ['May 5, 2023', 'in June', 'different'],
    ['8 pm', '20:00', 'same'],
    ['8 pm', '8 am', 'different'],
    ['Doors open at 7:30.', '7:30 pm', 'same'],
    // A stretch of time goes with what lies in it, and with a stretch that begins when it does.
    ['8-10 pm', '8 pm', 'same'],
    ['from 8 to 10 pm', '10 pm', 'same'],
    ['8-10 pm', '7 pm', 'different'],
    ['8-10 pm', '8-11 pm', 'same'],
    ['8-10 pm', '9-11 pm', 'different'],
    ['10-2 am', '1 am', 'same'],
    ['10-2 am', '3 am', 'different'],
    ['20:00 UTC', '21:00 CET', 'incomparable'],
    ['20:00 UTC', '21:00 UTC', 'different'],
    ['20:00 UTC', '21:00', 'different'],
    ['noon', 'in 1992', 'incomparable'],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(compareValues(only(a, 'time'), only(b, 'time'))).toBe(expected);
  });

  test('a number and a time cannot be compared', () => {
    expect(compareValues(only('700 troops', 'number'), only('in 1992', 'time'))).toBe('incomparable');
  });
});

describe('for any values', () => {
  const written = fc
    .tuple(
      fc.constantFrom('', 'about ', 'at least ', 'up to ', 'over ', '$', '€'),
      fc.oneof(
        fc.integer({ min: 0, max: 120 }).map(String),
        fc.integer({ min: 1, max: 20 }).map((n) => `${n * 100}`),
        fc.tuple(fc.nat(50), fc.nat(50)).map(([low, more]) => `${low} to ${low + more}`),
        fc.constantFrom('3.5', 'twenty', 'half a million'),
      ),
      fc.constantFrom('', ' people', ' hours', ' days', ' km', ' metres', ' percent'),
    )
    .map((parts) => parts.join(''));
  const time = fc.constantFrom('in 1992', 'May 5', 'May 5, 2023', '6 May 2023', 'in June', '8 pm', 'noon');
  const value = fc
    .oneof(
      written.map((text) => ({ text, kind: 'number' as const })),
      time.map((text) => ({ text, kind: 'time' as const })),
    )
    .map(({ text, kind }) => findValues(text, kind)[0])
    .filter((found) => found !== undefined);

  test('comparing does not depend on the order', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(compareValues(a, b)).toBe(compareValues(b, a));
      }),
      { numRuns: 500 },
    );
  });

  test('a value is the same as itself', () => {
    fc.assert(
      fc.property(value, (each) => {
        expect(compareValues(each, each)).toBe('same');
      }),
    );
  });

  test('finding them never fails, and they come in order', () => {
    fc.assert(
      fc.property(textWithValues, fc.constantFrom('number' as const, 'time' as const), (text, kind) => {
        const starts = findValues(text, kind).map((found) => spanOf(found).start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
    );
  });
});
