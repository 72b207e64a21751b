import { columnNamesIn, columnsAt } from '../corpus/columns.ts';
import type { Span } from '../corpus/types.ts';
import type { IndexedDocument, IndexedPassage } from '../index/types.ts';
import { type Reader, type ReaderSpan, toReaderSpan } from '../reading/reader.ts';
import { excludedBy, withoutExcluded } from './excluded-names.ts';
import { growSpan } from './grow-span.ts';

/**
 * A window holds a passage and, up to this many characters (some 200 tokens), what stands around it: the reader was
 * trained on paragraphs of that size, and both it and the embedder judge better whether a text answers when they see
 * the whole paragraph; docs/quality.md has the figures.
 */
export const WINDOW_CHARACTERS = 900;

/**
 * Characters that a word, a punctuation mark or an ideograph counts for at least: rows of figures have more tokens than
 * prose of the same length, and what lies beyond the reader's 256, some 20 of them the question's, is not read.
 */
const CHARACTERS_A_TOKEN = 3.9;
const TOKEN =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]/gu;

/** What the reader made of a window. */
export interface WindowReading {
  /** The window in the document's offsets. */
  readonly window: Span;
  /** Offsets inside it count from the window's start. */
  readonly reading: ReaderSpan;
}

/** The stretch that is read for a passage: the passage and its neighbouring sentences of the same section. */
export function windowAround({ document, passage }: IndexedPassage): Span {
  const columns = columnsAt(document, passage.start);
  const sizeOf = ({ start, end }: Span) => readingSize(document.text.slice(start, end));
  const room = WINDOW_CHARACTERS - (columns === null ? 0 : sizeOf(columns) + 1);
  return growSpan(document, { first: passage.firstSentence, last: passage.endSentence - 1 }, room, sizeOf);
}

/** What a text takes of a window: its characters, more where it has more tokens than prose. */
function readingSize(text: string): number {
  return Math.max(text.length, CHARACTERS_A_TOKEN * (text.match(TOKEN)?.length ?? 0));
}

/** What the models read of a window: its text, below the names of the columns where it begins within a table. */
export function windowText(document: IndexedDocument, { start, end }: Span): { text: string; above: string } {
  const columns = columnsAt(document, start);
  const above = columns === null ? '' : `${document.text.slice(columns.start, columns.end)}\n`;
  return { text: above + document.text.slice(start, end), above };
}

/** A window as it is read. */
interface ReadWindow {
  readonly document: IndexedDocument;
  readonly span: Span;
  readonly text: string;
  /** What of the text stands above the window. */
  readonly above: string;
}

/**
 * Windows for the first passages, best first, until there are `most`. Passages that stand together share one, so
 * that more places are read for the same price.
 *
 * @returns the windows, and for each passage which one is its own, null beyond `most`.
 */
export function chooseWindows(
  passages: readonly IndexedPassage[],
  most: number,
): { readonly windows: readonly ReadWindow[]; readonly ofPassage: (number | null)[] } {
  const windows: ReadWindow[] = [];
  const ofPassage = passages.map((indexed) => {
    const { document, passage } = indexed;
    const known = windows.findIndex(
      (window) =>
        window.document.id === document.id &&
        window.span.start <= passage.start &&
        passage.end <= window.span.end,
    );
    if (known !== -1) return known;
    if (windows.length === most) return null;
    const span = windowAround(indexed);
    return windows.push({ document, span, ...windowText(document, span) }) - 1;
  });
  return { windows, ofPassage };
}

/** How much is read. */
export interface ReadingPlan {
  /** Windows that are read in any case. */
  readonly first: number;
  /** Windows that are read at most. */
  readonly most: number;
  /** Beyond the first, reading goes on only while no window's margin has reached this. */
  readonly enough: number;
}

/** Reads the windows of the first passages: for each passage what was made of its window, null where none was. */
export async function readWindows(
  question: string,
  passages: readonly IndexedPassage[],
  plan: ReadingPlan,
  reader: Reader,
): Promise<(WindowReading | null)[]> {
  const { windows, ofPassage } = chooseWindows(passages, plan.most);
  const excluded = excludedBy(question);
  const read: WindowReading[] = [];
  const readOn = async (count: number) => {
    const next = windows.slice(read.length, read.length + count);
    const readings = await reader.read(
      question,
      next.map(({ text }) => text),
    );
    for (const [at, window] of next.entries()) {
      const reading = readings[at];
      if (reading === undefined) continue;
      read.push(readingOf(window, withoutExcluded(reading, window.text, excluded)));
    }
  };
  await readOn(plan.first);
  while (read.length < windows.length && read.every(({ reading }) => reading.margin < plan.enough)) {
    await readOn(1);
  }
  return ofPassage.map((at) => (at === null ? null : (read[at] ?? null)));
}

/** A reading with offsets from the window's start, without the names of columns: they answer nothing. */
function readingOf({ document, span, above }: ReadWindow, reading: ReaderSpan): WindowReading {
  const names = columnNamesIn(document, span);
  if (above === '' && names.length === 0) return { window: span, reading };
  const tokens = reading.tokens
    .map((token) => ({ ...token, start: token.start - above.length, end: token.end - above.length }))
    .filter(
      ({ start }) =>
        start >= 0 &&
        !names.some((name) => name.start <= span.start + start && span.start + start < name.end),
    );
  return { window: span, reading: toReaderSpan({ ...reading, tokens }) };
}
