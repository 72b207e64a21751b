import { describeLine, headingLike, type Line, proseLike } from './line-shape.ts';
import type { Block, BlockKind } from './types.ts';

/**
 * Finds the blocks of plain text, which has no markup to tell them apart. The rules, in order:
 *
 * - A blank line ends a block; so does every line break in text that is not hard-wrapped.
 * - Text is hard-wrapped where lines break although the sentence goes on: the next line begins in lower case
 *   after a line without closing punctuation, or the line ends in an article, a preposition or a conjunction (a
 *   short one only if a sentence ends in the next), or (in a document that shows such breaks) the line was full,
 *   that is, the next line's first word would not have fitted into the paragraph's width.
 * - A sentence cut in two by a blank line is one block: the line before stops in mid-sentence (no closing
 *   punctuation, a line of prose length), and the next begins in lower case or follows an article, a
 *   preposition or a conjunction, and a sentence ends in it.
 * - `- `, `* `, `• `, `1. `, `a) ` and the like begin a list item.
 * - A heading is a line that stands alone (blank lines or the end of the text around it), of at most 14 words,
 *   begins with a capital or a digit, has no closing punctuation (a question in title case is allowed), is
 *   neither a byline nor the line of a date or an issue, and prose follows it. A sentence-case heading must be
 *   directly above its prose; one in title case may have a caption or date line between, and one that begins
 *   the document any number of lines.
 *
 * Every character that is not white space is in exactly one block. `line` counts lines of `text` from 1.
 */
export function plainTextBlocks(text: string): Block[] {
  const lines = readLines(text);
  const wrapped = showsHardWrapping(lines);
  const drafts: Draft[] = [];
  for (const paragraph of paragraphs(lines)) {
    for (const draft of divide(paragraph, wrapped)) {
      const previous = drafts.at(-1);
      if (previous === undefined || !goesOnAcrossBlank(previous, draft)) drafts.push(draft);
      else for (const line of draft.lines) previous.lines.push(line);
    }
  }
  return drafts.map((draft, index) => toBlock(draft, kindOf(draft, drafts, index)));
}

/** Lines that belong together. `alone`: nothing else stands between the blank lines around it. */
interface Draft {
  readonly lines: Line[];
  readonly alone: boolean;
}

/** Widest line that still counts as wrapped at a column rather than as a paragraph of its own. */
const MAX_WRAP_WIDTH = 120;
/** Narrowest column at which text is wrapped: shorter lines are verse, addresses and lists. */
const MIN_WRAP_WIDTH = 40;

/** The lines of a text; blank ones in a row count as one, or a file of nothing else would fill the memory. */
function readLines(text: string): Line[] {
  const lines: Line[] = [];
  const breaks = /\r\n|\n|\r|$/g;
  for (let start = 0, number = 1; start <= text.length; number++) {
    breaks.lastIndex = start;
    const end = breaks.exec(text)?.index ?? text.length;
    const line = describeLine(text, start, end, number);
    if (line.text !== '' || lines.at(-1)?.text !== '') lines.push(line);
    start = Math.max(breaks.lastIndex, end + 1);
  }
  return lines;
}

function* paragraphs(lines: readonly Line[]): Generator<Line[]> {
  let current: Line[] = [];
  for (const line of lines) {
    if (line.text !== '') current.push(line);
    else if (current.length > 0) {
      yield current;
      current = [];
    }
  }
  if (current.length > 0) yield current;
}

/** Whether the document has several breaks in mid-sentence at a plausible column. */
function showsHardWrapping(lines: readonly Line[]): boolean {
  let breaks = 0;
  let inSentence = 0;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (line.text === '' || next === undefined || next.text === '') continue;
    breaks++;
    if (line.width <= MAX_WRAP_WIDTH && line.width >= MIN_WRAP_WIDTH && goesOnInLower(line, next))
      inSentence++;
  }
  return inSentence >= 2 && inSentence * 4 >= breaks;
}

function divide(paragraph: readonly Line[], wrapped: boolean): Draft[] {
  const width = paragraph.reduce((widest, line) => Math.max(widest, line.width), 0);
  const parts: Line[][] = [];
  for (const [index, line] of paragraph.entries()) {
    const previous = paragraph[index - 1];
    const joins =
      previous !== undefined &&
      !line.listItem &&
      (sentenceGoesOn(previous, line) || (wrapped && wasFull(previous, line, width)));
    if (joins) parts.at(-1)?.push(line);
    else parts.push([line]);
  }
  return parts.map((part) => ({ lines: part, alone: parts.length === 1 }));
}

function goesOnInLower(line: Line, next: Line): boolean {
  return !line.closed && next.startsLower;
}

/** Also where a name or a figure comes next, if the line cannot end there; a short one could, as `Log in` in a menu. */
function sentenceGoesOn(line: Line, next: Line): boolean {
  if (goesOnInLower(line, next)) return true;
  if (!line.endsInFunctionWord || !next.startsWord) return false;
  return line.proseLength || (next.hasSentenceEnd && /(?:\p{L}+\P{L}+){2}\p{L}/u.test(line.text));
}

/** A greedy wrapper breaks a line only where the next word no longer fits. */
function wasFull(line: Line, next: Line, width: number): boolean {
  if (width < MIN_WRAP_WIDTH || width > MAX_WRAP_WIDTH) return false;
  return line.width + 1 + next.firstWordWidth > width;
}

function goesOnAcrossBlank(before: Draft, after: Draft): boolean {
  const last = before.lines.at(-1);
  const next = after.lines[0];
  if (last === undefined || next === undefined) return false;
  if (!before.alone || !after.alone || next.listItem || before.lines[0]?.listItem === true) return false;
  if (last.closed || !last.proseLength || !after.lines.some((line) => line.hasSentenceEnd)) return false;
  return next.startsLower || last.endsInFunctionWord;
}

function kindOf(draft: Draft, drafts: readonly Draft[], index: number): BlockKind {
  const first = draft.lines[0];
  if (first === undefined) return 'paragraph';
  if (first.listItem) return 'list-item';
  if (!draft.alone || draft.lines.length > 1) return 'paragraph';
  const shape = headingLike(first.text);
  if (shape === 'none') return 'paragraph';
  const reach = shape === 'sentence-case' ? 1 : index === 0 ? drafts.length : 3;
  const prose = drafts.slice(index + 1, index + 1 + reach).some((other) => isProse(other));
  return prose ? 'heading' : 'paragraph';
}

function isProse(draft: Draft): boolean {
  return proseLike(draft.lines.map((line) => line.text).join(' '));
}

function toBlock(draft: Draft, kind: BlockKind): Block {
  const first = draft.lines[0];
  const last = draft.lines.at(-1);
  if (first === undefined || last === undefined) throw new Error('a block has at least one line');
  return { kind, start: first.start, end: last.end, line: first.number };
}
