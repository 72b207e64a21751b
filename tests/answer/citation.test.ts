import { describe, expect, test } from 'vitest';
import { formatPublished } from '../../src/answer/citation.ts';

describe('a date of publication is shown', () => {
  test.each([
    ['2023-05-06', '6 May 2023'],
    ['2023-12-31', '31 December 2023'],
    ['2023-05', 'May 2023'],
    ['2023', '2023'],
  ])('%s as %s', (published, shown) => {
    expect(formatPublished(published)).toBe(shown);
  });

  test.each(['2023-13', '2023-00-05', 'spring 2023', '', '05/06/2023'])('%j as it is', (published) => {
    expect(formatPublished(published)).toBe(published);
  });
});
