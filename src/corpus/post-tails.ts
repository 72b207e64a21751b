import type { Span } from './types.ts';

/** Short links that social networks append to a post: they name nothing a reader could use. */
export const shortLink = /(?:https?:\/\/t\.co\/\w+|pic\.(?:twitter|x)\.com\/\w+)/;
const linkAtEnd = new RegExp(`${shortLink.source}\\s*$`);
const signature = /[—–]\s?[^—–\n]{1,100}\(@\w{1,30}\)(?:\s+\p{L}{3,12}\.? \d{1,2}, \d{4})?\s*$/u;

/** No signature and no link of a post is longer than this. */
const REACH = 180;

/**
 * The end of a block that is an embedded post, taken apart: its signature (`— Name (@handle) May 27, 2023`)
 * and the short links before it. They become sentences of their own, even where they stick to the last word.
 * Empty for a block that does not end so.
 */
export function postTails(text: string, start: number, end: number): Span[] {
  const tails: Span[] = [];
  let rest = end;
  const cutAt = (pattern: RegExp): boolean => {
    const from = Math.max(start, rest - REACH);
    const match = pattern.exec(text.slice(from, rest));
    if (match === null) return false;
    const cut = from + match.index;
    tails.push({ start: cut, end: rest });
    rest = cut;
    while (rest > start && /\s/.test(text[rest - 1] ?? '')) rest--;
    return true;
  };
  cutAt(signature);
  while (rest > start && cutAt(linkAtEnd));
  return tails.reverse();
}
