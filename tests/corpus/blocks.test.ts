import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainTextBlocks } from '../../src/corpus/blocks.ts';
import { anyText, faultOf, growthOf, inkOf } from './documents.ts';

const prose = 'This is a paragraph of some length, and it ends with a full stop.';
const blocksOf = (text: string) => plainTextBlocks(text).map(({ start, end }) => text.slice(start, end));
const kindsOf = (text: string) => plainTextBlocks(text).map(({ kind }) => kind);
const headingsOf = (text: string) =>
  plainTextBlocks(text)
    .filter(({ kind }) => kind === 'heading')
    .map(({ start, end }) => text.slice(start, end));

describe('plainTextBlocks', () => {
  it('holds every character that is not white space, in order and once, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const blocks = plainTextBlocks(text);
        expect(faultOf(text, blocks)).toBeUndefined();
        expect(inkOf(blocksOf(text).join(''))).toBe(inkOf(text));
      }),
      { numRuns: 400 },
    );
  });

  it('numbers each block by its line, for every kind of line break', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const block of plainTextBlocks(text)) {
          expect(block.line).toBe(text.slice(0, block.start).split(/\r\n|\n|\r/).length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('parts paragraphs at blank lines, also at those that hold white space only', () => {
    expect(blocksOf(`${prose}\n\n${prose}\n \u00a0\t\n${prose}`)).toEqual([prose, prose, prose]);
  });

  it('takes each line as a paragraph where lines end with their sentences', () => {
    expect(blocksOf(`${prose}\n${prose}\r\n${prose}`)).toEqual([prose, prose, prose]);
  });

  it('joins the lines of hard-wrapped text, also where a line begins with a name or ends with a sentence', () => {
    const first = [
      'The committee met on the first Monday of the month, and the members of',
      'Antofagasta proposed a new rule for the tournament, which had been in the',
      'making for a long time. Everybody who had been at the meeting before the',
      'Christmas break agreed.',
    ].join('\n');
    const second = [
      'A second paragraph follows, with a few more words in it than are strictly',
      'necessary to be wrapped once.',
    ].join('\n');
    expect(blocksOf(`${first}\n\n${second}`)).toEqual([first, second]);
  });

  it.each([
    'The club was founded in the spring of 1990 by Ines Barro and\nTom Reed.',
    'The annual fee of 50 euros\nmust be paid to the treasurer before\nMay 31.',
    'The summer party with music and a grill is on Friday, the\n7th of May.',
    'Whoever wants to use the boats of the club on\r\nSundays tells the members of the\r\nBoard.',
    '- Be kind to\nMembers and guests.',
  ])('joins a line that ends in mid-sentence with a name or a figure below it: %j', (text) => {
    expect(blocksOf(text)).toEqual([text]);
  });

  it.each([
    'Ann Example\nMain Street 5\nSpringfield\nPhone 555',
    'Log in\nSign up\nWhat to look for\nWhom to call',
    'Log in\nYour account is safe.\n1. Sign in\nYour account opens.',
    `${prose.slice(0, -1)} of the\n- members.`,
  ])('leaves verse, addresses, menus and short lines apart: %j', (text) => {
    expect(blocksOf(text)).toEqual(text.split('\n'));
  });

  it('joins a sentence that a blank line cuts in two', () => {
    const lower =
      'The deployment of special forces and of security trainers to Peru\n\nillustrates the role of the state.';
    const name =
      'On a legal basis, the harassment by the regime of opposition figures in\n\nPeru obviously says a lot.';
    expect(blocksOf(lower)).toEqual([lower]);
    expect(blocksOf(name)).toEqual([name]);
  });

  it.each([
    ['a heading above prose', `How To Join The Club\n\n${prose}`],
    ['short entries', 'apples\n\npears\n\nplums.'],
    ['a line that ends with a colon', `${prose.slice(0, -1)} of the\nfollowing:\n\nfirst one.`],
    ['a list', `The members of the club agreed on a couple of\n\n- rules that are old.`],
  ])('does not join across a blank line: %s', (_, text) => {
    expect(plainTextBlocks(text).length).toBeGreaterThan(1);
    expect(blocksOf(text).every((block) => !block.includes('\n\n'))).toBe(true);
  });

  it('never joins a line that begins with an address', () => {
    const text =
      'For anything else that you need to know, please write to press@example.com\nwww.example.com has it all.';
    expect(blocksOf(text)).toHaveLength(2);
  });

  it.each(['- one', '* one', '• one', '1. one', '12) one', 'a) one', '(b) one', 'iv. one'])(
    'takes %j as an item of a list',
    (item) => {
      expect(kindsOf(`${prose}\n${item}\n${item}`)).toEqual(['paragraph', 'list-item', 'list-item']);
    },
  );

  it('keeps an item together with the line that goes on with it', () => {
    const item = '- an item of a list that is so long that\n  it needs a second line.';
    expect(blocksOf(`${item}\n- another`)).toEqual([item, '- another']);
  });

  it.each([
    'Strengthening the Repressive Neo-Colonial Apparatus',
    'What’s at Stake for the U.S. in Peru?',
    'How votes are counted',
    '3. Fees and Dues (2024)',
    'RULES',
    'Chapter 2, Section 3',
    'Überblick über die Regeln',
  ])('takes %j above prose as a heading unless it is a list item', (line) => {
    expect(kindsOf(`${prose}\n\n${line}\n\n${prose}`)[1]).toBe(
      line.startsWith('3.') ? 'list-item' : 'heading',
    );
  });

  it.each([
    'By Ann Example',
    'May 26, 2023',
    'Global Research, July 12, 2023',
    'National Strike, Day 217',
    'Why did they leave so early?',
    'The rules are as follows:',
    'They left.',
    'this begins in lower case',
    'A line which is so long and has so many words that nobody would ever take it for a heading',
    'Region: [Peru](#)',
    '***',
  ])('takes %j above prose as a paragraph', (line) => {
    expect(headingsOf(`${prose}\n\n${line}\n\n${prose}`)).toEqual([]);
  });

  it('wants prose below a heading', () => {
    expect(headingsOf('Opening hours\n\nMonday\n\nTuesday')).toEqual([]);
    expect(headingsOf(`${prose}\n\nThe Last Line`)).toEqual([]);
  });

  it('sees the title of a document above a subtitle, a byline and a date', () => {
    const head =
      'A Coup Regime Is Bolstered\n\nAs unrest continues the government acts\n\nBy Ann\n\nMay 3, 2023';
    expect(headingsOf(`${head}\n\n${prose}`)).toEqual(['A Coup Regime Is Bolstered']);
  });

  it.each([
    '\n',
    'x\n',
    'some words that go on\n',
    `${prose}\n`,
    'Heading Here\n\n',
    'and so on it goes of the\n\n',
  ])('takes time in proportion to the text, also for %j over and over', (seed) => {
    expect(growthOf(plainTextBlocks, seed)).toBeLessThan(32);
  });
});
