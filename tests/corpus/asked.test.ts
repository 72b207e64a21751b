import { expect, test } from 'vitest';
import { windowAround } from '../../src/answer/windows.ts';
import { indexOf } from '../support/index-of.ts';

const FAQ = `Questions

Who may come?
Members of the club may come. They may bring a guest.

What does it cost? It costs nothing at all.

The club was founded in 1902. Was that a good year? Nobody knows.
`;

test('questions and answers are passages of their own, and so are their windows', async () => {
  const { passages } = await indexOf({ 'faq.txt': FAQ });
  const texts = passages.map(({ document, passage }) => document.text.slice(passage.start, passage.end));
  expect(texts.map((text) => text.replace(/\s+/g, ' '))).toEqual([
    expect.stringMatching(
      /^(?:Questions )?Who may come\? Members of the club may come\. They may bring a guest\.$/,
    ),
    'What does it cost? It costs nothing at all. The club was founded in 1902. Was that a good year? Nobody knows.',
  ]);
  const windows = passages.map((indexed) => {
    const { start, end } = windowAround(indexed);
    return FAQ.slice(start, end);
  });
  expect(windows[0]).not.toContain('cost');
  expect(windows[1]).not.toContain('guest');
});
