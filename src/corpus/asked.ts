import type { Block, Sentence } from './types.ts';

const ASKS = /[?？]["'”’»)\]*_]*\s*$/u;

/**
 * Whether a sentence is a question that opens a paragraph or an item, as in a page of questions and answers: what
 * follows answers it, and what stands before it answers another one.
 */
export function opensAnswer(
  { text, blocks }: { readonly text: string; readonly blocks: readonly Block[] },
  sentence: Sentence | undefined,
): boolean {
  if (sentence?.kind !== 'prose' || !ASKS.test(text.slice(sentence.start, sentence.end))) return false;
  return blocks.some(({ start, end }) => start === sentence.start && end > sentence.start);
}
