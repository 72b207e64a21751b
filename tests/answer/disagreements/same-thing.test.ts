import { describe, expect, test } from 'vitest';
import { topicOf } from '../../../src/answer/disagreements/find.ts';
import { type Claim, claimIn } from '../../../src/answer/disagreements/readings.ts';
import { aboutTheSame, countedNoun } from '../../../src/answer/disagreements/same-thing.ts';
import { weekdaysOf } from '../../../src/answer/disagreements/weekdays.ts';
import { compareValues } from '../../../src/answer/values/value.ts';

/** What a sentence claims when the reader points at this part of it; at all of it unless told. */
function claimOf(
  sentence: string,
  kind: 'number' | 'time',
  part = sentence,
  question = 'When is it?',
): Claim | null {
  const start = sentence.indexOf(part);
  return claimIn(sentence, { start, end: start + part.length }, kind, question);
}

describe('what a source claims', () => {
  test.each<[string, 'number' | 'time', string, string]>([
    ['The fleet has 12 boats.', 'number', '12', '12'],
    ['The fleet has at least 12 boats.', 'number', '12 boats', 'at least 12'],
    ['Boats carry no more than 12 guests.', 'number', '12 guests', 'no more than 12'],
    ['Boats carry not over 12 guests.', 'number', '12 guests', 'not over 12'],
    ['As many as 12 boats sailed.', 'number', '12 boats', 'As many as 12'],
    ['It cost an estimated $3.5 million in all.', 'number', '$3.5 million', 'an estimated $3.5 million'],
    ['It takes 3 to 5 days.', 'number', '3 to 5 days', '3 to 5'],
    ['It lasted\n  about  ten years.', 'number', 'ten years', 'about ten'],
    ['It opened on May 5, 2021.', 'time', 'May 5', 'May 5, 2021'],
    ['Doors open at 8 p.m. sharp.', 'time', 'at 8 p.m.', '8 p.m.'],
    // The reader's span may begin inside the value.
    ['The fleet has 1,100 boats.', 'number', '100 boats', '1,100'],
  ])('%j', (sentence, kind, part, wording) => {
    expect(claimOf(sentence, kind, part)).toMatchObject({ wording, sentence });
  });

  test.each<[string, string, 'number' | 'time', string]>([
    ['there is no number', 'The fleet is blue.', 'number', 'blue'],
    ['the number stands elsewhere', 'The fleet has 12 boats, all of them blue.', 'number', 'blue'],
    ['the number is a part', 'The fleet has 12 other boats.', 'number', '12 other boats'],
    ['there are several', 'It has 12 boats and 3 ferries.', 'number', '12 boats and 3 ferries'],
    ['it is a number and not a time', 'The fleet has 12 boats.', 'time', '12'],
    [
      'there are several dates',
      'It opened on May 5 and again on May 12.',
      'time',
      'May 5 and again on May 12',
    ],
    [
      'there are several times',
      'Doors open at 7 pm, the show is at 8 pm.',
      'time',
      '7 pm, the show is at 8 pm',
    ],
    ['it is a name', 'The council passed Resolution 4766.', 'number', 'Resolution 4766'],
  ])('is nothing when %s', (_, sentence, kind, part) => {
    expect(claimOf(sentence, kind, part)).toBeNull();
  });
});

describe('an age', () => {
  const compared = (question: string) => {
    const [a, b] = ['Members must be at least 16.', 'You must be at least 18 years old.'].map((sentence) =>
      claimOf(sentence, 'number', sentence, question),
    );
    if (!a || !b) throw new Error('no claim');
    return compareValues(a.value, b.value);
  };

  test('is in years where nothing else is said', () => {
    expect(compared('How old must members be?')).toBe('different');
    expect(compared('What is the minimum age of a member?')).toBe('different');
    expect(compared('How long must one wait?')).toBe('incomparable');
  });
});

describe('a stretch of time', () => {
  test.each<[string, string, string | null]>([
    ['When does the permission end?', 'It runs June 1 – December 31, 2023.', 'December 31, 2023'],
    ['When does the permission end?', 'It runs from June 1 to December 31.', 'December 31'],
    ['When does the permission start?', 'It runs June 1 – December 31, 2023.', 'June 1'],
    ['When is the permission valid?', 'It runs June 1 – December 31, 2023.', null],
    ['When does the shop close?', 'The shop is open 08:00–22:00.', '22:00'],
    ['When does the shop open?', 'The shop is open 8 am to 10 pm.', '8 am'],
    ['When does the shop close?', 'The shop is open from 8:00 to 20:00.', '20:00'],
    ['When does the last show start?', 'The show runs 08:00–22:00.', null],
    ['When is it?', 'It is on May 5 (2023).', 'May 5'],
  ])('%s %s claims %j', (question, sentence, wording) => {
    expect(claimOf(sentence, 'time', sentence, question)?.wording ?? null).toBe(wording);
  });

  test('in one date or time ends with its last day or hour', () => {
    const days = 'The market is held May 5-7, 2023.';
    expect(claimOf(days, 'time', days, 'When does it end?')?.value).toMatchObject({
      date: { month: 5, day: 7 },
    });
    expect(claimOf(days, 'time', days, 'When does it start?')?.value).toMatchObject({ date: { day: 5 } });
    const hours = 'The market is open 8-10 pm.';
    expect(claimOf(hours, 'time', hours, 'When does it end?')?.value).toMatchObject({
      clock: { minutes: 1320 },
    });
    expect(claimOf(hours, 'time', hours, 'When does it start?')?.value).toMatchObject({
      clock: { minutes: 1200 },
    });
  });
});

describe('two claims', () => {
  const about = (question: string, a: string, b: string) => {
    const kind = question.startsWith('When') ? 'time' : 'number';
    const first = claimOf(a, kind, a, question);
    const second = claimOf(b, kind, b, question);
    if (first === null || second === null) throw new Error(`no claim in ${a} or ${b}`);
    expect(aboutTheSame(second, first, question), 'the other way round').toBe(
      aboutTheSame(first, second, question),
    );
    return aboutTheSame(first, second, question);
  };

  test.each([
    ['How many boats has the fleet?', 'The fleet has 12 boats.', 'There are 14 boats in the fleet.'],
    ['How many people came?', 'Some 45,000 people came.', 'It drew 61,000 visitors.'],
    ['How many people died?', 'At least 66 people died.', 'Over 70 Irish were killed.'],
    ['How much did it cost?', 'It cost €14 million.', 'It came to 19 million euros.'],
    ['How long is the warranty?', 'It has a warranty of two years.', 'It is under warranty for 36 months.'],
    ['When does it close?', 'It closes on May 5.', 'It closes on May 12, 2021.'],
    ['How many boats has the fleet?', 'In 2021 the fleet had 12 boats.', 'The fleet had 14 boats in 2021.'],
    ['How much do members pay?', 'Members pay 12 euros.', 'Members pay 15 euros since May 2024.'],
    ['When does it end?', 'It runs June 1 – December 31.', 'It ends on December 30.'],
    ['When does it open?', 'It opens on May 5.', 'It is open from May 12 on.'],
    ['When was the club founded?', 'It was founded in 1871.', 'The club has existed since 1880.'],
    ['When was the bridge finished?', 'It was finished in 1902.', 'The bridge was finished by 1910.'],
    ['When does it open?', 'It opens at 9 am, Monday to Friday.', 'On Wednesday it opens at 10 am.'],
    ['When does it open?', 'It opens at 9 am on weekdays.', 'It opens at 10 am on Fridays.'],
    ['When did they leave?', 'They left on May 5.', 'A letter from May 12 says that they had left.'],
    ['When do the troops leave?', 'They stay until May 5.', 'They stay through May 12.'],
  ])('may be about the same: %s', (question, a, b) => {
    expect(about(question, a, b)).toBe(true);
  });

  test.each([
    [
      'one begins where a stretch ends',
      'When does it end?',
      'It runs June 1 – July 5.',
      'It runs from July 9.',
    ],
    [
      'years differ',
      'How many boats has the fleet?',
      'In 2019 the fleet had 12 boats.',
      'In 2021 the fleet had 14 boats.',
    ],
    [
      'seasons differ',
      'How many goals were there?',
      'There were 12 goals in the 2011-12 season.',
      'There were 14 goals in the 2018-19 season.',
    ],
    ['weekdays differ', 'How many boats sailed?', 'On Monday 12 boats sailed.', 'By Friday 14 boats sailed.'],
    [
      'weekdays differ, of which there are many',
      'When does the shop open?',
      'The shop opens at 9 am on Mondays.',
      'The shop opens at 10 am on Saturdays.',
    ],
    [
      'one is for the week and one for its end',
      'When does the shop open?',
      'The shop opens at 9 am Mon-Fri.',
      'The shop opens at 10 am on weekends.',
    ],
    [
      'one is of the summer and one of the winter',
      'When does the shop open?',
      'The shop opens at 9 am in summer.',
      'The shop opens at 10 am in winter.',
    ],
    [
      'one is for members and one for others',
      'How much is a ticket?',
      'A ticket is $5 for members.',
      'A ticket is $9 for non-members.',
    ],
    ['nouns differ', 'How many goals did she score?', 'She scored 23 goals.', 'She gave 14 assists.'],
    [
      'kinds differ',
      'How many species were found?',
      'They found 148 species of moth.',
      'They found 61 species of bird.',
    ],
    ['one opens and one closes', 'When does it close?', 'It opens on May 5.', 'It closes on May 12.'],
    ['one is for and one against', 'What share supported it?', '54% supported it.', '46% rejected it.'],
    ['one is the least and one the most', 'How much is it?', 'The minimum is $5.', 'The maximum is $9.'],
    [
      'one is planned and one final',
      'How much did it cost?',
      'It was budgeted at €9 million.',
      'It had cost €14 million.',
    ],
    [
      'one counts what is asked and one something else',
      'How many homes are there?',
      'Homes for each player: 4.',
      'There are 12 chunks.',
    ],
    [
      'one dates the decision and one what begins with it',
      'When was the entry approved?',
      'The council on May 18 approved the entry.',
      'The council approved the entry of ships beginning June 1.',
    ],
    [
      'one begins and one ends',
      'When is the market?',
      'The market is held from May 5.',
      'The market is held until May 12.',
    ],
    [
      'words before the same word differ',
      'How long does delivery take?',
      'Express delivery takes 1 day.',
      'Standard delivery takes 5 days.',
    ],
  ])('are about two things when %s', (_, question, a, b) => {
    expect(about(question, a, b)).toBe(false);
  });
});

describe('the days of the week that a sentence names', () => {
  test.each<[string, number[]]>([
    ['on Mondays and saturdays', [1, 6]],
    ['Sat 9-12, Sun closed', [0, 6]],
    ['Mon-Fri', [1, 2, 3, 4, 5]],
    ['Mon. – Wed.', [1, 2, 3]],
    ['Thursday through Tuesday', [0, 1, 2, 4, 5, 6]],
    ['between Monday and Wednesday', [1, 2, 3]],
    ['MONDAY', [1]],
    ['on weekdays', [1, 2, 3, 4, 5]],
    ['at the weekend', [0, 6]],
    ['They sat in the sun, which the Sun reads on no Sundae.', []],
  ])('%s', (sentence, days) => {
    expect([...weekdaysOf(sentence)].sort()).toEqual(days);
  });
});

describe('what a question counts', () => {
  test.each([
    ['How many US troops are going to the island?', 'US troops'],
    ['How many people were killed in the protests?', 'How many people were killed in the protests'],
    ['What is the number of boats?', 'What is the number of boats'],
  ])('%s heads a disagreement', (question, topic) => {
    expect(topicOf(question)).toBe(topic);
    expect(countedNoun(question).length).toBeGreaterThan(0);
  });

  test('is the question itself where its words do not tell', () => {
    expect(topicOf('When did it open?')).toBe('When did it open');
    expect(topicOf('How much does it cost??')).toBe('How much does it cost');
    expect(countedNoun('When did it open?')).toEqual([]);
  });
});
