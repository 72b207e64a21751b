import { describe, expect, test } from 'vitest';
import { expectedAnswer } from '../../src/answer/expectation.ts';
import { figureFit } from '../../src/answer/figure-fit.ts';

const fitOf = (question: string, sentence: string) => figureFit(question, expectedAnswer(question), sentence);

describe('a sentence holds the figure that is asked for', () => {
  test.each([
    ['How many boats are in the harbour?', 'There are twelve boats in the harbour.'],
    ['How many people were killed in the protests?', 'Over 70 Peruvians were killed.'],
    ['How many planes will be used?', 'The troops will be utilizing nine U.S. airplanes.'],
    ['How much does a stall cost?', 'A stall costs €110 a year.'],
    ['What share of the exports are minerals?', 'Mining accounts for 60% of the exports.'],
    ['How tall is the lighthouse?', 'Its lighthouse is 32 metres tall.'],
    ['How many people can share an account?', 'Up to five people can share an account.'],
    ['How many files can I share in one message?', 'You can share up to 10 files in a message.'],
    ['How much time did the crew spend at sea?', 'The crew spent six months at sea.'],
    ['How much does it cost to join?', 'It costs 20 € to join.'],
    ['What is the price of a ticket?', 'A ticket is 50 EUR.'],
    ['How much does membership cost?', 'Membership is free of charge.'],
    ['How much does membership cost?', 'It is free to join.'],
    ['How much does membership cost?', 'There is no fee.'],
    ['How much does membership cost?', 'There is no membership fee.'],
    ['How much does membership cost?', 'It’s free.'],
    ['How much does a house cost?', 'A house is 500 coins.'],
    ['How much does a house cost?', 'You pay 2000 gold for a house.'],
    ['How much does a ticket cost?', 'A ticket is EUR 50.'],
    ['How much does a ticket cost?', 'A ticket is CHF 50.'],
    ['How much does a ticket cost?', 'A ticket is ₹500.'],
    ['How much does a ticket cost?', 'A ticket is 50 cents.'],
    ['How much does a ticket cost?', 'A ticket is five bucks.'],
    ['How often does the council meet?', 'The council meets twice a month.'],
    ['How long is the trial?', 'The trial lasts a week.'],
    ['How much compensation was paid to the families?', 'Each family was paid $5,000.'],
    ['How much rent do stall holders pay?', 'Stall holders pay €110.'],
    ['How much of the grant was spent?', 'Of the grant 35 % was spent.'],
  ])('%s %s', (question, sentence) => {
    expect(fitOf(question, sentence)).toBe(1);
  });

  test('whatever it holds, when no number is asked for', () => {
    expect(fitOf('Who runs the lighthouse?', 'Volunteers do.')).toBe(1);
  });
});

describe('a sentence does not hold it', () => {
  test.each([
    ['How many drones did the town buy?', 'The town purchased drones after the storm.'],
    ['How much does the deployment cost?', 'Some 800 bases are distributed throughout the world.'],
    ['How many police officers died in the protests?', 'Over 70 Peruvians were killed in the protests.'],
    ['What percentage of visitors came by train?', 'The festival drew 45,000 visitors.'],
    ['What is the share of minerals in the exports?', 'The exports came to 4,000 tonnes.'],
    ['How much did the town pay for the drones?', 'The town is free to buy 12 drones.'],
    ['How much did the town pay for the drones?', 'No charges were brought against the town.'],
    ['How much did the town pay for the drones?', 'The town’s free clinics have 12 drones.'],
    ['How often does the council meet?', 'The council meets in the town hall.'],
    ['How often does the council meet?', 'The council once met in the town hall.'],
    ['How long is the bridge?', 'The bridge is painted every year.'],
    ['How much compensation was paid to the families?', 'The families waited 12 years.'],
    ['How much did Peru pay for the arms?', 'Peru signed a free trade agreement.'],
  ])('%s %s', (question, sentence) => {
    expect(fitOf(question, sentence)).toBe(0);
  });
});

test('where the wording leaves it open, neither', () => {
  expect(fitOf('How many lawmakers voted no?', 'There were 33 against.')).toBe(0.5);
});
