import type { Span } from './types.ts';

/** One line of plain text and the shapes that tell blocks apart. `start` and `end` leave out white space. */
export interface Line extends Span {
  /** Without white space at its ends; empty for a blank line. */
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Code units, indentation included. */
  readonly width: number;
  readonly firstWordWidth: number;
  /** Begins with a lower-case letter, and not with an address or a handle. */
  readonly startsLower: boolean;
  /** Begins with a letter or a figure, perhaps in quotes or brackets, and not with a mark such as `>` or `.`. */
  readonly startsWord: boolean;
  /** Ends in punctuation after which a new line may start afresh. */
  readonly closed: boolean;
  /** Holds the end of a sentence, at its own end or inside. */
  readonly hasSentenceEnd: boolean;
  readonly endsInFunctionWord: boolean;
  /** Long enough to be a line of running text. */
  readonly proseLength: boolean;
  readonly listItem: boolean;
}

const listMarker = /^(?:[-*+•‣◦▪·–]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S/;
const address = /^(?:https?:|www\.|pic\.|\S{1,64}@\S|[@#])/i;
const sentenceClose = /[.!?…。！？](?:["'”’»)\]}*_]|\[\d{1,3}\])*$/u;
const anyClose = /(?:[.!?…。！？:;,—–|]|["”»)\]}])["'”’»)\]}*_]*$/u;
/** Articles, prepositions, conjunctions and the like that no English sentence or heading ends with when it is complete. */
const functionWord =
  /(?:^|\s)(?:a|an|the|of|in|on|to|from|and|or|nor|but|with|by|for|at|into|than|as|between|among|under|through|before|after|until|since|during|within|per|their|our|its|your|my|whose|which|because|if)$/;

/** How far the ends of a line are looked at; keeps the patterns linear on a line of any length. */
const EDGE = 160;

export function describeLine(source: string, start: number, end: number, number: number): Line {
  const raw = source.slice(start, end);
  const text = raw.trim();
  const from = start + (raw.length - raw.trimStart().length);
  const head = text.slice(0, EDGE);
  const tail = text.slice(-EDGE);
  return {
    text,
    number,
    start: from,
    end: from + text.length,
    width: raw.trimEnd().length,
    firstWordWidth: /^\S*/.exec(head)?.[0].length ?? 0,
    startsLower: /^\p{Ll}/u.test(head) && !address.test(head),
    startsWord: /^["“‘'«([$€£¥]{0,3}[\p{L}\p{N}]/u.test(head),
    closed: anyClose.test(tail),
    hasSentenceEnd: sentenceClose.test(tail) || /[.!?…]["'”’»)\]]{0,3}\s/u.test(text),
    endsInFunctionWord: functionWord.test(tail),
    proseLength: text.length >= 40,
    listItem: listMarker.test(head),
  };
}

/** `title-case` (or capitals throughout) is the stronger sign; `sentence-case` needs prose directly below. */
export type HeadingShape = 'none' | 'sentence-case' | 'title-case';

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?';
const dateLine = new RegExp(
  `(?:${month} \\d{1,2},? \\d{4}|\\d{1,2} ${month} \\d{4}|\\d{4}-\\d{2}-\\d{2})\\W*$`,
);
/** `National Strike, Day 217`, `Vol. 3, No. 5`: the line of an issue or a day, not of a section. */
const serialLine = /,\s*\p{L}+\.? \d+$/u;
const numberedPart = /^(?:part|title|chapter|section|article|appendix|annex|rule)\b/i;
const byline = /^(?:by|from|photo|image|source|written by|posted by|edited by)\b/i;

/** What kind of heading a line that stands alone could be, judged by the line itself. */
export function headingLike(line: string): HeadingShape {
  if (line.length > 110 || !/^["“'‘¿¡]?[\p{Lu}\p{Lo}\p{N}]/u.test(line)) return 'none';
  const words = line.split(/\s+/);
  if (words.length > 14 || !/\p{L}/u.test(line)) return 'none';
  if (byline.test(line) || dateLine.test(line) || /\]\(|https?:|www\.|@/.test(line)) return 'none';
  if (serialLine.test(line) && !numberedPart.test(line)) return 'none';
  const titled = isTitleCase(words);
  const closes = anyClose.test(line) && !/\((?:\d{4}|[IVX]+|[A-Z]{2,6})\)$/.test(line);
  if (closes) return titled && /[?!]$/.test(line) && words.length > 1 ? 'title-case' : 'none';
  if (titled) return 'title-case';
  return words.length <= 8 ? 'sentence-case' : 'none';
}

/** Whether most of the words that carry meaning begin with a capital. */
function isTitleCase(words: readonly string[]): boolean {
  const long = words.filter((word) => /^\P{L}*\p{L}{4}/u.test(word));
  const counted = long.length > 0 ? long : words;
  const capital = counted.filter((word) => /^\P{L}*\p{Lu}/u.test(word)).length;
  return (
    capital * 3 >= counted.length * 2 &&
    (counted.length > 1 || words.length === 1 || capital === words.length)
  );
}

/** Whether text reads like a paragraph: some length, and a sentence that ends. */
export function proseLike(text: string): boolean {
  return text.length >= 40 && sentenceClose.test(text.slice(-EDGE));
}
