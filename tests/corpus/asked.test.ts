import { expect, test } from 'vitest';
import { windowAround } from '../../src/answer/windows.ts';
import { indexOf } from '../support/index-of.ts';

const FAQ = `Questions

Who may come?
Members of the club may come. They may bring a guest.

What does it cost? It costs nothing at all.

When do you meet?

On Mondays. Is that a good day? Nobody knows.
`;

const ESSAY = `The club was founded in 1902, and few believed in it.

Who would pay for it? The brewer did, for the first ten years.

Then came the war, and the rooms were let.

Only the cups stayed.
`;

/** The passages of one text, and the window of each. */
async function read(text: string): Promise<{ passage: string; window: string }[]> {
  const { passages } = await indexOf({ 'page.txt': text });
  const plain = ({ start, end }: { start: number; end: number }) =>
    text.slice(start, end).replace(/\s+/g, ' ');
  return passages.map((indexed) => ({
    passage: plain(indexed.passage),
    window: plain(windowAround(indexed)),
  }));
}

test('questions and answers are passages of their own, and so are their windows', async () => {
  const pairs = await read(FAQ);
  expect(pairs.map(({ passage }) => passage.replace('Questions ', ''))).toEqual([
    'Who may come? Members of the club may come. They may bring a guest.',
    'What does it cost? It costs nothing at all.',
    'When do you meet? On Mondays. Is that a good day? Nobody knows.',
  ]);
  expect(pairs[0]?.window).not.toContain('cost');
  expect(pairs[1]?.window).not.toMatch(/guest|Mondays/);
});

test('what is marked as a question is one to its answer, also where its first sentence asks nothing', async () => {
  const pairs = await read(
    'Q: How do I join? Is it free?\nA: Write to us. It is free.\n\nQ: I lost my key. What now?\nA: Come to the desk.\n',
  );
  expect(pairs.map(({ passage }) => passage)).toEqual([
    'Q: How do I join? Is it free? A: Write to us. It is free.',
    'Q: I lost my key. What now? A: Come to the desk.',
  ]);
});

test('questions with nothing below them that answers are no page of questions', async () => {
  const listed = await read(
    'To apply you must say yes to all of these:\n\n- Are you over 18?\n- Do you live here?\n- Have you a key?\n',
  );
  expect(listed).toHaveLength(1);
});

test('a question that an essay asks its reader cuts nothing', async () => {
  const [first] = await read(ESSAY);
  expect(first?.window).toContain(
    'founded in 1902, and few believed in it. Who would pay for it? The brewer did',
  );
});
