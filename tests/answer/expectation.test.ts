import { describe, expect, test } from 'vitest';
import { type AnswerKind, expectedAnswer, holdsKind } from '../../src/answer/expectation.ts';
import { growthOf } from '../corpus/documents.ts';

describe('a question, as it is typed, asks for', () => {
  test.each<[AnswerKind, readonly string[]]>([
    [
      'number',
      [
        'how many troops are going to the island',
        'HOW MANY TROOPS',
        'how many peple died in the fire',
        'how much does a stall cost',
        'what does a stall cost',
        'how old is the bridge',
        'how long is the ferry ride',
        'how far is it to the island',
        'how tall is the lighthouse',
        'how often does the ferry leave',
        'how deep is the mine',
        'what is the number of the resolution',
        'what percentage of voters approved',
        'what percent of the land is flooded',
        'what was the price of a stall',
        "what's the price of a stall",
        'whats the population of the town',
        'what is the total cost',
        'what is the average age of members',
        'which share of the money went to schools',
        'number of boats in the harbour',
        'what is the time limit for a match',
        'how soon do i get a refund',
        'when I join a team, how many homes do I get',
        'can you tell me how many people died',
      ],
    ],
    [
      'time',
      [
        'when did the harbour open',
        'since when is she mayor',
        'until when is the exhibition open',
        'how long ago did it burn down',
        'what year did the war end',
        'in which year was it built',
        'what time does the market open',
        'at what time does it start',
        'on what date did the council vote',
        'what was the date of the vote',
        "what's the date of the vote",
        'which month is the festival',
        'whens the vote',
        'how late is the library open',
        'how early can we come',
        'what days are you open',
        'what are the dates of the festival',
        'do you know when the ferry leaves',
        'is it known when the ferry leaves',
        'can anybody tell me in what year it was built',
      ],
    ],
    [
      'person',
      [
        'who wrote the article',
        "who's the mayor",
        'whos the mayor',
        'whose idea was it',
        'to whom was the letter sent',
        'who was mayor when the bridge fell',
      ],
    ],
    [
      'place',
      [
        'where is the mill',
        'wheres the mill',
        'where was he when it happened',
        'which country sent soldiers',
        'in what city did he live',
        'what is the capital of the region',
        'in which district is the school',
      ],
    ],
    [
      'reason',
      [
        'why did the mayor resign',
        'why did they leave when the war began',
        'what caused the fire',
        'for what reason did they strike',
        'what was the reason for the vote',
        'what is the purpose of the exercise',
        'how come nobody knows',
        'when it rains, why does it close',
        'could you explain why they left',
      ],
    ],
    [
      'manner',
      ['how do i get to the island', 'how was the mayor removed', 'how did the man who fell survive'],
    ],
    [
      'yes-no',
      [
        'is the harbour open',
        'are dogs allowed',
        'did the mayor resign',
        'can i park here',
        'will it rain',
        'is smoking allowed when the hall is empty',
        'are guests allowed who are not members',
        'can I park where the buses stop',
      ],
    ],
    [
      'other',
      [
        'what is a stall',
        'what happened when the bridge fell',
        'which company runs the ferry',
        'what is the name of the ship',
        'tell me about the harbour',
        'harbour opening hours',
        'lithium',
        'somehow it works',
        '',
      ],
    ],
  ])('a %s', (kind, questions) => {
    const read = questions.map((question) => [question, expectedAnswer(question)]);
    expect(read).toEqual(questions.map((question) => [question, kind]));
  });
});

describe('a sentence holds', () => {
  test.each<[AnswerKind, string, string]>([
    ['number', 'The fleet has 12 boats.', 'The fleet is large.'],
    ['time', 'It opened in May 2021.', 'It opened at last.'],
    ['person', 'It was opened by Ines Barro.', 'It was opened at last.'],
    ['place', 'The mill stands in Velden.', 'the mill stands still.'],
    ['reason', 'It closed because of the storm.', 'It closed.'],
    ['manner', 'It is reached by boat.', 'It is far.'],
  ])('a %s or not', (kind, with_, without) => {
    expect(holdsKind(with_, kind)).toBe(1);
    expect(holdsKind(without, kind)).toBe(0);
  });

  test.each(['It is open on Mondays.', 'It closes at 22:00.', 'It opens at noon.', 'Come at 8 p.m.'])(
    'a time of day or a day of the week: %s',
    (sentence) => expect(holdsKind(sentence, 'time')).toBe(1),
  );

  test('something that only suggests it, which counts half', () => {
    expect(holdsKind('Resolution 4766 was passed.', 'number')).toBe(0.5);
    expect(holdsKind('It begins in spring.', 'time')).toBe(0.5);
    expect(holdsKind('The mayor opened it.', 'person')).toBe(0.5);
  });

  test('half of what has no mark of its own', () => {
    expect(holdsKind('It opened.', 'yes-no')).toBe(0.5);
    expect(holdsKind('', 'other')).toBe(0.5);
  });
});

describe('the time grows with the length only', () => {
  const kinds: readonly AnswerKind[] = ['number', 'time', 'person', 'place', 'reason', 'manner'];
  test.each(['A', 'Ab', 'Ab ', 'in ', 'in the ', 'to ', ' ', '7'])('for nothing but %j', (seed) => {
    const weigh = (text: string) => {
      for (const kind of kinds) holdsKind(text, kind);
      expectedAnswer(text);
    };
    expect(growthOf(weigh, seed)).toBeLessThan(30);
  });
});
