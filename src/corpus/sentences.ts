import { endsSentence } from './boundaries.ts';
import { furnitureOf } from './furniture.ts';
import { postTails } from './post-tails.ts';
import type { Block, Document, Sentence, Span } from './types.ts';

/** Raised whenever the text, sentences, kinds or passages of the same file would come out differently. */
export const SPLITTER_VERSION = 10;

/** A sentence before its kind is known; `block` is an index into the document's blocks. */
export interface SentenceDraft extends Span {
  readonly block: number;
}

/**
 * The sentences of a document, in order and without overlap. Together they hold every character that is not
 * white space, none begins or ends with white space, and none crosses a block. Time is linear in the text.
 */
export function splitSentences(document: Document): Sentence[] {
  const drafts: SentenceDraft[] = [];
  for (const [index, block] of document.blocks.entries()) {
    for (const span of spansOfBlock(document.text, block)) drafts.push({ ...span, block: index });
  }
  const furniture = furnitureOf(document, drafts);
  return drafts.map(({ start, end, block }, index) => {
    if (furniture[index] === true) return { start, end, kind: 'furniture' };
    return { start, end, kind: document.blocks[block]?.kind === 'heading' ? 'heading' : 'prose' };
  });
}

function spansOfBlock(text: string, block: Block): Span[] {
  switch (block.kind) {
    case 'heading':
      return trimmed(text, [block]);
    case 'code':
    case 'table':
      return lineSpans(text, block);
    default:
      return sentenceSpans(text, block.start, block.end);
  }
}

/** Code and tables have lines and rows, not sentences. */
function lineSpans(text: string, block: Block): Span[] {
  const spans: Span[] = [];
  for (let start = block.start; start < block.end; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 || feed >= block.end ? block.end : feed + 1;
    spans.push({ start, end });
    start = end;
  }
  return trimmed(text, spans);
}

const terminator = /[.!?…。！？｡．؟۔।॥‼⁇⁈⁉]/g;
/** These end a sentence without a space after them. */
const wideStop = /^[。！？｡．]/;
const closer = /["'”’»›)\]}」』）】*_`]/;
const footnote = /\[[\w ]{1,12}\]/y;
const emoji = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f)/uy;

/** The sentences of one block of running text, `start` to `end`. */
export function sentenceSpans(text: string, start: number, end: number): Span[] {
  const tails = postTails(text, start, end);
  const limit = tails[0]?.start ?? end;
  const spans: Span[] = [];
  // Searched for stops instead of the text, in which a block without any would be searched to the very end.
  const block = text.slice(start, limit);
  const uncased = !/\p{Lu}/u.test(block);
  let sentenceStart = start;
  let quotes = 0;
  let counted = start;
  for (let from = start; from < limit; ) {
    terminator.lastIndex = from - start;
    const found = terminator.exec(block);
    if (found === null) break;
    const index = start + found.index;
    const stopEnd = skipStops(text, index, limit);
    for (; counted < stopEnd; counted++) if (text.charCodeAt(counted) === 34) quotes++;
    let closeEnd = skipClosers(text, stopEnd, limit, quotes % 2 === 1);
    // Tokenised text has stops behind closing brackets too: `( 1776 . ) .`
    const again = loneStop(text, closeEnd, limit);
    if (again !== undefined) closeEnd = skipClosers(text, again, limit, false);
    const spaced = skipSpace(text, closeEnd, limit);
    if (spaced >= limit) break;
    from = Math.max(closeEnd, index + 1);
    const mayEnd =
      spaced > closeEnd || wideStop.test(text[index] ?? '') || quoteMeetsCapital(text, stopEnd, closeEnd);
    if (!mayEnd) continue;
    const stop = { sentenceStart, start: index, end: stopEnd, next: spaced, limit, uncased };
    if (!wideStop.test(text[index] ?? '') && !endsSentence(text, stop)) continue;
    const cut = skipEmoji(text, spaced, limit) ?? closeEnd;
    spans.push({ start: sentenceStart, end: cut });
    sentenceStart = skipSpace(text, cut, limit);
    from = Math.max(from, sentenceStart);
  }
  spans.push({ start: sentenceStart, end: limit });
  return trimmed(text, spans.concat(tails));
}

/** The end of a run of stops, such as `?!?`, `...`, `. . .` and `? !`. */
function skipStops(text: string, index: number, limit: number): number {
  let end = index;
  for (;;) {
    while (end < limit && isStop(text[end])) end++;
    const next = loneStop(text, end, limit);
    if (next === undefined) return end;
    end = next;
  }
}

/** The end of a stop that stands by itself behind white space (` .`, not ` .5`); undefined where there is none. */
function loneStop(text: string, from: number, limit: number): number | undefined {
  const at = skipSpace(text, from, Math.min(limit, from + 2));
  if (at === from || at >= limit || !isStop(text[at])) return undefined;
  return /[\p{L}\p{N}]/u.test(text[at + 1] ?? '') ? undefined : at + 1;
}

function isStop(character: string | undefined): boolean {
  terminator.lastIndex = 0;
  return character !== undefined && terminator.test(character);
}

/**
 * The end of what closes with the sentence: quotes, brackets, emphasis marks, footnote numbers. In tokenised
 * text a closing quote stands apart (`. ''`); a straight one closes only where one is open.
 */
function skipClosers(text: string, from: number, limit: number, quoteOpen: boolean): number {
  let end = from;
  for (;;) {
    footnote.lastIndex = end;
    const note = footnote.exec(text);
    if (note !== null && end + note[0].length <= limit) end += note[0].length;
    else if (end < limit && closer.test(text[end] ?? '')) end++;
    else break;
  }
  const apart = /^(?:\s(?:''|'(?=\s'')|”|»|\)|\])(?=\s|$))+/.exec(text.slice(end, Math.min(end + 12, limit)));
  if (apart !== null) return end + apart[0].length;
  if (quoteOpen && end === from && /^\s"(?:\s|$)/.test(text.slice(end, Math.min(end + 3, limit))))
    return end + 2;
  return end;
}

/** `plunder.”He`: the space after the closing quote was forgotten. */
function quoteMeetsCapital(text: string, stopEnd: number, closeEnd: number): boolean {
  return closeEnd > stopEnd && /[”»"]/.test(text[closeEnd - 1] ?? '') && /\p{Lu}/u.test(text[closeEnd] ?? '');
}

/** The end of a run of emoji, which belongs to the sentence before it; undefined where none begins. */
function skipEmoji(text: string, from: number, limit: number): number | undefined {
  let end = from;
  for (;;) {
    emoji.lastIndex = end;
    const match = emoji.exec(text);
    if (match === null || end + match[0].length > limit) break;
    end += match[0].length;
  }
  return end > from && (end === limit || /\s/.test(text[end] ?? '')) ? end : undefined;
}

function skipSpace(text: string, from: number, limit: number): number {
  let end = from;
  while (end < limit && /\s/.test(text[end] ?? '')) end++;
  return end;
}

/** Each span without white space at its ends; blank ones are left out. */
function trimmed(text: string, spans: readonly Span[]): Span[] {
  return spans.flatMap((span) => {
    const raw = text.slice(span.start, span.end);
    const content = raw.trim();
    if (content === '') return [];
    const start = span.start + (raw.length - raw.trimStart().length);
    return [{ start, end: start + content.length }];
  });
}
