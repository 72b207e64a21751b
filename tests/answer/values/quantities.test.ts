import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueOfNumberWords } from '../../../src/answer/values/number-words.ts';
import { findQuantities, type Quantity } from '../../../src/answer/values/quantities.ts';
import { growthOf } from '../../corpus/documents.ts';
import { textWithValues } from './texts.ts';

/** `usd 5..7 million` and the like, so that a row of a table is one line: bound, number or range, unit. */
function shown({ low, high, bound, unit }: Quantity): string {
  const number = low === high ? `${low}` : `${low}..${high}`;
  return [bound === 'exact' ? '' : bound, number, unit ?? ''].filter((part) => part !== '').join(' ');
}
const quantitiesOf = (text: string) => findQuantities(text).map(shown);

describe('a number that a text states is read', () => {
  test.each([
    // Digits, with the separators that people use.
    ['700 troops arrived', '700'],
    ['1,100 troops', '1100'],
    ['1100 soldiers', '1100'],
    ['10,000,000 copies', '10000000'],
    ["1'000 people", '1000'],
    ['1 000 people', '1000'],
    ['1\u00a0000 people', '1000'],
    ['1\u202f250\u202f000 people', '1250000'],
    ['a bag of 3.5 kg of flour', '3.5'],
    ['0.5 litres', '0.5'],
    ['0 deaths', '0'],
    ['3000 people', '3000'],
    ['There were 12.', '12'],
    ['the 25 member states', '25'],
    // Words.
    ['zero deaths', '0'],
    ['seven ships', '7'],
    ['seventy-five guests', '75'],
    ['two hundred and fifty people', '250'],
    ['one hundred and one dogs', '101'],
    ['one thousand two hundred bricks', '1200'],
    ['twelve hundred bricks', '1200'],
    ['a hundred bricks', '100'],
    ['a dozen eggs', '12'],
    ['three dozen eggs', '36'],
    ['half a million people', '500000'],
    ['Twenty of the crew survived', '20'],
    ['three of the men', '3'],
    ['one year', '1'],
    // Scales.
    ['1.5 million copies', '1500000'],
    ['10 mn people', '10000000'],
    ['5k runners', '5000'],
    ['one hundred thousand visitors', '100000'],
    ['10k active members', '10000'],
    ['5-7k runners', '5000..7000'],
    ['120m people', '120000000'],
    ['The tower is 120m tall', '120'],
    ['a river 120m across', '120'],
    ['within 200m of other bases', '200'],
    ['$200m of aid', '200000000 usd'],
    ['1.234 million people', '1234000'],
    ['1.234 %', '1.234 %'],
    ['0.125 litres', '0.125'],
    ['About 1 000 people', 'about 1000'],
    // Money and percentages.
    ['It costs $5', '5 usd'],
    ['US$ 3.2 billion', '3200000000 usd'],
    ['USD 20', '20 usd'],
    ['£1.5bn', '1500000000 gbp'],
    ['€1,000', '1000 eur'],
    ['¥500', '500 jpy'],
    ['$2B', '2000000000 usd'],
    ['$5tn', '5000000000000 usd'],
    ['$5-7B', '5000000000..7000000000 usd'],
    ['C$50', '50 cad'],
    ['A$50', '50 aud'],
    ['a $50 fee', '50 usd'],
    ['EUR 50', '50 eur'],
    ['CHF 50', '50 chf'],
    ['50 CHF', '50 chf'],
    ['₹500', '500 inr'],
    ['50 cents', '50 cent'],
    ['five bucks', '5 usd'],
    ['5m euros', '5000000 eur'],
    ['five million dollars', '5000000 usd'],
    ['ten thousand euros', '10000 eur'],
    ['12 %', '12 %'],
    ['12 percent', '12 %'],
    ['12 per cent of voters', '12 %'],
    ['10 percentage points', '10 %'],
    // Ranges.
    ['10-15 minutes', '10..15'],
    ['10–15 minutes', '10..15'],
    ['two to three weeks', '2..3'],
    ['between 5 and 7 hours', '5..7'],
    ['5 to 7 million people', '5000000..7000000'],
    ['$5-7 million', '5000000..7000000 usd'],
    ['$5 million to $7 million', '5000000..7000000 usd'],
    ['5%-10%', '5..10 %'],
    ['5 % to 10 % of voters', '5..10 %'],
    ['50€-100€', '50..100 eur'],
    ['50 euros to 100 euros', '50..100 eur'],
    ['€50-100', '50..100 eur'],
    ['5-10 %', '5..10 %'],
    // Bounds.
    ['at least 66 people', 'at-least 66'],
    ['over 70 casualties', 'over 70'],
    ['more than 1,000 members', 'over 1000'],
    ['no fewer than 30 seats', 'at-least 30'],
    ['not less than 30 seats', 'at-least 30'],
    ['up to 25 guests', 'at-most 25'],
    ['fewer than 30 seats', 'at-most 30'],
    ['no more than 12 boats', 'at-most 12'],
    ['not more than 12 boats', 'at-most 12'],
    ['nearly 500 people', 'nearly 500'],
    ['as many as 700 people', 'at-most 700'],
    ['It costs as much as $500', 'at-most 500 usd'],
    ['exceeding 30 seats', 'over 30'],
    ['A message must not exceed 2,000 characters', 'at-most 2000'],
    ['a fine not exceeding 50 dollars', 'at-most 50 usd'],
    ['They never exceeded 30 knots', 'at-most 30'],
    ['It won’t exceed 30 seats', 'at-most 30'],
    ['Files cannot exceed 8 MB', 'at-most 8'],
    ['not to exceed 30 days', 'at-most 30'],
    ['not over 30 seats', 'at-most 30'],
    ['not above 30 degrees', 'at-most 30'],
    ['Teams must not be more than 12 players', 'at-most 12'],
    ['no greater than 30 knots', 'at-most 30'],
    ['100+ members', 'at-least 100'],
    ['$50+ a month', 'at-least 50 usd'],
    ['5 or more members', 'at-least 5'],
    ['You must be 18 or older.', 'at-least 18'],
    ['18 years and over', 'at-least 18'],
    ['5 members or fewer', 'at-most 5'],
    ['children of 12 and under', 'at-most 12'],
    ['12 boats and up to that', '12'],
    ['three arrested and under watch', '3'],
    ['Up to 10 may attend.', 'at-most 10'],
    ['about 700 troops', 'about 700'],
    ['approximately 1,100 troops', 'about 1100'],
    ['an estimated 700 people', 'about 700'],
    ['about a total of 700 troops', 'about 700'],
  ])('%s', (text, expected) => {
    expect(quantitiesOf(text)).toEqual([expected]);
  });

  test('what is counted follows it, without articles, up to the end of the phrase', () => {
    const nounOf = (text: string) => findQuantities(text)[0]?.noun.join(' ');
    expect(nounOf('700 US troops will be sent to Peru')).toBe('us troops');
    expect(nounOf('three of the men were found')).toBe('men');
    expect(nounOf('12, as they say')).toBe('');
    expect(nounOf('148 species of moth, and no birds')).toBe('species moth');
    expect(nounOf('60 requests a minute')).toBe('requests');
    expect(nounOf('10 minutes a day')).toBe('minutes');
    expect(nounOf('100+ active members')).toBe('active members');
    expect(nounOf('5 or more members')).toBe('members');
    expect(nounOf('10 may attend')).toBe('');
    expect(nounOf('200m of bases')).toBe('m bases');
    expect(nounOf('two of a kind')).toBe('kind');
  });

  test('what it is a rate of is told', () => {
    const perOf = (text: string) => findQuantities(text)[0]?.per;
    expect(perOf('60 requests a minute')).toBe('minute');
    expect(perOf('60 requests per Hour.')).toBe('hour');
    expect(perOf('60 requests/minute')).toBe('minute');
    expect(perOf('60 requests/min.')).toBe('minute');
    expect(perOf('60 requests per 1 minute')).toBe('minute');
    expect(perOf('12 centres a year ago')).toBeNull();
    expect(perOf('12 boats and/or ships')).toBeNull();
    expect(perOf('€110 a year')).toBe('year');
    expect(perOf('60 requests per user')).toBeNull();
    expect(perOf('60 requests')).toBeNull();
    expect(perOf('60 requests, an hour late')).toBeNull();
  });

  test.each([
    ['3 homes per player', 'player', null],
    ['12 homes for each faction', 'faction', null],
    ['$5 per person', 'person', null],
    ['$5 a head', 'person', null],
    ['$5/person', 'person', null],
    ['3 homes each.', 'each', null],
    ['3 homes each in the town', 'each', null],
    ['$5 per person a month', 'person', 'month'],
    ['$5 a month per family', 'family', 'month'],
    ['Each player starts with 3 homes', 'player', null],
    ['Each year the town builds 3 homes', null, null],
    ['homes for each and 5 plots', null, null],
    ['3 homes', null, null],
    ['12 boats and/or ships', null, null],
    ['two of a kind', null, null],
  ])('what it is given for is told: %s', (text, each, per) => {
    expect(findQuantities(text)[0]).toMatchObject({ each, per });
  });

  test('a part of something larger is marked', () => {
    const isPart = (text: string) => findQuantities(text)[0]?.part;
    for (const text of [
      '42 other troops',
      '160 additional troops',
      'another 160 troops',
      'including 12 women',
    ])
      expect(isPart(text), text).toBe(true);
    expect(isPart('160 troops')).toBe(false);
    expect(isPart('within 200m of other bases')).toBe(false);
  });

  test.each([
    ['It rose 5% to 10 million visitors', ['5 %', '10000000']],
    ['5 and 7 boats', ['5', '7']],
    ['€5 and 20 members', ['5 eur', '20']],
    ['In 2019 and 40 members left', ['40']],
    ['They won 3-1', []],
    ['under Articles 5 and 7 of it', []],
    ['between 1990 and 1995', []],
  ])('what is no range is not read as one: %s', (text, expected) => {
    expect(quantitiesOf(text)).toEqual(expected);
  });

  test.each([
    ['The fee was lowered from $50 to $40.', ['40 usd']],
    ['It was raised from 5 to 10 homes', ['10']],
    ['It rose by vote from 5 homes to ten homes', ['10']],
    ['The wait fell from 5-10 days to 3-4 days', ['3..4']],
    ['It was raised from 5 homes.', ['5']],
    ['The price ranges from $40 to $50', ['40..50 usd']],
    ['from 5 to 10 homes', ['5..10']],
  ])('of a change only the new number is stated: %s', (text, expected) => {
    expect(quantitiesOf(text)).toEqual(expected);
  });

  test('several in one sentence come in order, each with its own place', () => {
    const text = 'It has 26 rooms, cost $3.5 million and took about ten years.';
    expect(findQuantities(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '26',
      '$3.5 million',
      'ten',
    ]);
  });
});

describe('what only looks like a number of things is left out', () => {
  test.each([
    // Names.
    'Mi-17 helicopters',
    'the LPD-26',
    'Resolution 4766',
    'No. 5',
    'v2.1',
    'COVID-19',
    'F-16 jets',
    'the G20',
    'Article 5',
    'page 12',
    'room 12',
    'the exercise Resolute Sentinel 23',
    'Chapter Three',
    '#5',
    '5th Avenue',
    '192.168.1.1',
    // Pronouns and figures of speech.
    'one of them',
    'no one came',
    'one or more members',
    'on 5 may 2023',
    'the one that left',
    // Years, decades, dates, ordinals, times of day.
    'In 2023 the war ended',
    'between 1990 and 1995',
    'in the 1990s',
    "the '90s",
    'the 21st century',
    'The 3rd battalion',
    'on May 5',
    '5 May 2023',
    'December 25',
    'at 10:30',
    'at 8 pm',
    'at 8 a.m.',
    '12:30:45',
    // Parts of words and fractions.
    'a 3-year-old boy',
    'a ten-year plan',
    'a 50,000-strong army',
    '24/7',
    '1/2 cup',
    'two-thirds of voters',
    // What can be read wrong is not read at all.
    '-5 degrees',
    '.5 litres',
    '2,5 litres',
    '45^1 members',
    '10^6 cells',
    '10^-6 litres',
    'two and a half years',
    'One and a half million people',
    'a half million people',
    'three quarters of a million people',
    'half dozen eggs',
    '2½ million people',
    '2 ½ hours',
    '½ million people',
    '1.100 soldiers',
    '€1.000',
    '1.100 to 1.200 soldiers',
    'It is 120m.',
    'a 50m pool',
    'a 4K video',
    '2B pencils',
    '5tn of coal',
    '$5m high school',
    'iPhone 15 128 GB',
    'the Galaxy 15 128 GB',
    'several thousand people',
    'a few hundred people',
    'hundreds of people',
    'twenty one one',
    'five seventy',
  ])('%s', (text) => {
    expect(quantitiesOf(text)).toEqual([]);
  });

  test('four digits are a count only where something countable follows', () => {
    expect(quantitiesOf('2000 troops arrived')).toEqual(['2000']);
    expect(quantitiesOf('a ship with 1600 people')).toEqual(['1600']);
    expect(quantitiesOf('1500 km of coast')).toEqual(['1500']);
    expect(quantitiesOf('It costs 1500 XP')).toEqual(['1500']);
    expect(quantitiesOf('It costs 2000 gold')).toEqual(['2000']);
    expect(quantitiesOf('the 2016 gold medal')).toEqual([]);
    expect(quantitiesOf('A total of 1500 people attended.')).toEqual(['1500']);
    expect(quantitiesOf('a maximum of 2000 characters')).toEqual(['at-most 2000']);
    expect(quantitiesOf('a length of 1500 metres')).toEqual(['1500']);
    expect(quantitiesOf('Visited by 1200 people.')).toEqual(['1200']);
    expect(quantitiesOf('The club grew by 2000 members')).toEqual(['2000']);
    expect(quantitiesOf('the 2020 elections')).toEqual([]);
    expect(quantitiesOf('As of 2023 members pay more')).toEqual([]);
    expect(quantitiesOf('At the end of 2023 members left')).toEqual([]);
    expect(quantitiesOf('By 2030 emissions will fall')).toEqual([]);
    expect(quantitiesOf('the carbon by 2050 targets')).toEqual([]);
    expect(quantitiesOf('In 2010 residents left')).toEqual([]);
    expect(quantitiesOf('the army of 2000 was smaller')).toEqual([]);
  });
});

describe('number words', () => {
  const small =
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
      ' ',
    );
  const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

  /** The number in words, 1 to 999,999. */
  function spell(number: number): string {
    if (number >= 1000) {
      const rest = number % 1000;
      return `${spell(Math.floor(number / 1000))} thousand${rest > 0 ? ` ${spell(rest)}` : ''}`;
    }
    if (number >= 100) {
      const rest = number % 100;
      return `${spell(Math.floor(number / 100))} hundred${rest > 0 ? ` and ${spell(rest)}` : ''}`;
    }
    if (number >= 20) {
      const rest = number % 10;
      return `${tens[Math.floor(number / 10) - 2]}${rest > 0 ? `-${small[rest - 1]}` : ''}`;
    }
    return small[number - 1] ?? '';
  }

  test('any number that is spelled out is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (number) => {
        expect(valueOfNumberWords(spell(number))).toBe(number);
        expect(findQuantities(`They sold ${spell(number)} bricks.`).map(({ low }) => low)).toEqual([number]);
      }),
    );
  });

  test('words that do not make one number are refused', () => {
    for (const run of ['one one', 'five seventy', 'twenty ten', 'eleven one', 'house'])
      expect(valueOfNumberWords(run), run).toBeNull();
  });
});

describe('for any text', () => {
  test('spans are in order, apart, inside the text, and hold a digit or a number word', () => {
    fc.assert(
      fc.property(textWithValues, (text) => {
        let end = 0;
        for (const quantity of findQuantities(text)) {
          expect(quantity.start).toBeGreaterThanOrEqual(end);
          expect(quantity.end).toBeLessThanOrEqual(text.length);
          expect(text.slice(quantity.start, quantity.end)).toMatch(/\d|\p{L}{2}/u);
          expect(quantity.low).toBeLessThanOrEqual(quantity.high);
          end = quantity.end;
        }
      }),
    );
  });

  test('digits are read for what they are', () => {
    const grouped = (number: number) => number.toLocaleString('en-US');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (number) => {
        expect(quantitiesOf(`They sold ${grouped(number)} bricks.`)).toEqual([`${number}`]);
      }),
    );
  });

  test.each([
    '7',
    '1,',
    '1 ',
    '1,000',
    '1 000 ',
    'a ',
    'twenty ',
    'twenty-',
    ' ',
    '$',
    '5%',
    '5 Xx ',
    '12 to ',
    'cut from 5 to ',
  ])('the time grows with the length only, also for nothing but %j', (seed) => {
    expect(growthOf(findQuantities, seed)).toBeLessThan(30);
  });
});
