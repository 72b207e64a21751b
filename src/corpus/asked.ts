import { blockAt } from './lines.ts';
import type { Block, Sentence } from './types.ts';

/** Ends in a question mark, but for closing marks and a link. */
const ASKS = /(?<![?？])[?？]+!*["'”’»)\]*_\s]*(?:https?:\S+)?$/u;
/** "Q: My connection dropped. …" begins a question also where its first sentence asks nothing. */
const MARKED = /^[\s*_>"'“]*(?:Q|Question)\s?\d{0,3}\s?[:.)]\s/iu;

/** How many paragraphs to each side show whether a question is one of a page of questions. */
const NEIGHBOURS = 6;
/** Of these paragraphs at least this share, and at least two, open with a question on a page of questions. */
const SHARE_OF_PAGE = 1 / 3;

/** What of a document shows where questions stand. */
export interface Asking {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
}

/**
 * Whether a sentence is one of the questions of a page of questions and answers: what follows answers it, and what
 * stands before it answers another one. Such a question opens a paragraph or an item, something that does not ask
 * follows it, and the same is true of others near it: an essay asks its reader something now and then, and its next words
 * may belong to what stood before; a mere list of questions answers none.
 *
 * @param at Position among the document's sentences.
 */
export function opensAnswer(document: Asking, at: number): boolean {
  if (!isAnswered(document, at)) return false;
  const near = [...openersFrom(document, at, -1), at, ...openersFrom(document, at, 1)];
  const asking = near.filter((opener) => isAnswered(document, opener)).length;
  return asking >= 2 && asking >= near.length * SHARE_OF_PAGE;
}

/** The sentences that open the next paragraphs of the section, in one direction. */
function openersFrom(document: Asking, at: number, step: 1 | -1): number[] {
  const openers: number[] = [];
  for (let i = at + step; document.sentences[i]?.kind === 'prose' && openers.length < NEIGHBOURS; i += step) {
    if (opensBlock(document, i)) openers.push(i);
  }
  return openers;
}

/** Whether a sentence asks, by its end or because it is marked so ("Q: I have lost my key."). */
export function asks(text: string): boolean {
  return ASKS.test(text) || MARKED.test(text);
}

/** Whether a sentence opens a paragraph, asks, and what follows it there, or in the next one, does not. */
function isAnswered(document: Asking, at: number): boolean {
  if (!opensBlock(document, at) || !asksAt(document, at)) return false;
  let next = at + 1;
  while (asksAt(document, next) && !opensBlock(document, next)) next++;
  return document.sentences[next]?.kind === 'prose' && !asksAt(document, next);
}

function asksAt({ text, sentences }: Asking, at: number): boolean {
  const { start, end } = sentences[at] ?? { start: 0, end: 0 };
  return asks(text.slice(start, end));
}

function opensBlock({ blocks, sentences }: Asking, at: number): boolean {
  const sentence = sentences[at];
  return sentence?.kind === 'prose' && blockAt({ blocks }, sentence.start)?.start === sentence.start;
}
