import { describe, expect, test } from 'vitest';
import { isSameVersion, versionsIn } from '../../src/answer/versions.ts';
import { growthOf } from '../corpus/documents.ts';
import { indexOf, markdownOf } from '../support/index-of.ts';
import { rankedOf } from './ranked.ts';

describe('the versions that a text names', () => {
  test.each([
    ['How long does startup take in 2.4.0?', ['2.4.0']],
    ['v2.4, V1.9 and Version 3.11', ['2.4', '1.9', '3.11']],
    ['ver. 2.4 or release 2.5', ['2.4', '2.5']],
    ['What changed in 2.4?', ['2.4']],
    ['what changed in 2.4 for members', ['2.4']],
    ['Added in 2.4.', ['2.4']],
    ['It is in 2.4 million homes, in 1.5 hours, in 2.5% of them.', []],
    ['Inflation was above the 2.5 percent target.', []],
    ['Startup takes 1.5 seconds; rev2.4 of 11.05.2024.', []],
    ['Version 3', []],
  ])('%s', (text, versions) => {
    expect(versionsIn(text)).toEqual(versions);
  });

  test('are the same where one is a part of the other', () => {
    expect(isSameVersion('2.4', '2.4.0')).toBe(true);
    expect(isSameVersion('2.4.1', '2.4')).toBe(true);
    expect(isSameVersion('2.4', '2.4')).toBe(true);
    expect(isSameVersion('2.4.1', '2.4.0')).toBe(false);
    expect(isSameVersion('2.4', '2.40.0')).toBe(false);
  });

  test.each(['1', '1.', '1.1 ', 'in 1.1', 'v '])(
    'are found in linear time, also in %j over and over',
    (seed) => {
      expect(growthOf(versionsIn, seed)).toBeLessThan(32);
    },
  );
});

describe('a sentence is about another version than the question', () => {
  const CHANGES =
    '# Changes\n\n## 2.4.0\n\nStartup now takes 1.5 seconds. It took longer in 2.3.0.\n\n## 2.3.0\n\nStartup in version 2.3 takes 4 seconds. It is slow.\n';

  const othersOf = async (question: string, page: string) => {
    const document = await markdownOf(page);
    return rankedOf(await indexOf([document]), question)
      .flatMap(({ sentences }) => sentences)
      .filter(({ otherVersion }) => otherVersion)
      .map(({ start, end }) => document.text.slice(start, end));
  };

  test.each([
    ['How long does startup take in 2.4.0?', CHANGES, ['Startup in version 2.3 takes 4 seconds.']],
    ['How long does startup take in v2.4?', CHANGES, ['Startup in version 2.3 takes 4 seconds.']],
    ['How long does startup take in 2.3.0?', CHANGES, []],
    ['How long does startup take, 2.4 seconds?', CHANGES, []],
    ['What does version 2.4 add?', 'Version 2.4.0 adds a dark mode.', []],
    ['What does version 2.4 add?', 'Version 2.3.9 adds a dark mode.', ['Version 2.3.9 adds a dark mode.']],
    [
      'When was version 2.4 released?',
      '## 2.3 (released 5 May 2023)\n\nBoats.',
      ['2.3 (released 5 May 2023)'],
    ],
    ['When was version 2.4 released?', '## 2.4 (released 5 May 2024)\n\nBoats.', []],
    ['What does version 2.4 add over 2.3?', 'Version 2.3 had no dark mode.', []],
    ['When was inflation above the 2.5 percent target?', 'Inflation reached 8.5 percent in 2022.', []],
    ['Which fee was 2.5 euros in version 2.4.0?', 'The fee is 8.5 euros.', []],
  ])('%s', async (question, page, others) => {
    expect(await othersOf(question, page)).toEqual(others);
  });
});
