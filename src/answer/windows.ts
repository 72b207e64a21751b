import { columnsAt } from '../corpus/columns.ts';
import type { Span } from '../corpus/types.ts';
import type { IndexedDocument, IndexedPassage } from '../index/types.ts';
import { type Reader, type ReaderSpan, toReaderSpan } from '../reading/reader.ts';
import { growSpan } from './grow-span.ts';

/**
 * A window holds a passage and, up to this many characters (some 200 tokens), what stands around it: the reader was
 * trained on paragraphs of that size, and both it and the embedder judge better whether a text answers when they see
 * the whole paragraph; docs/quality.md has the figures.
 */
export const WINDOW_CHARACTERS = 900;

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
  const room = WINDOW_CHARACTERS - (columns === null ? 0 : columns.end - columns.start + 1);
  return growSpan(document, { first: passage.firstSentence, last: passage.endSentence - 1 }, room);
}

/** What the models read of a window: its text, below the names of the columns where it begins within a table. */
export function windowText(document: IndexedDocument, { start, end }: Span): { text: string; above: string } {
  const columns = columnsAt(document, start);
  const above = columns === null ? '' : `${document.text.slice(columns.start, columns.end)}\n`;
  return { text: above + document.text.slice(start, end), above };
}

/**
 * Windows for the first passages, best first, until there are `most`. Passages that stand together share one, so
 * that more places are read for the same price.
 *
 * @returns for each passage its window, null beyond `most`; and the windows, with the texts that are read of them and
 *   how many characters of these stand above the window.
 */
export function chooseWindows(
  passages: readonly IndexedPassage[],
  most: number,
): {
  readonly windows: readonly Span[];
  readonly texts: readonly string[];
  readonly above: readonly number[];
  readonly ofPassage: (number | null)[];
} {
  const windows: { span: Span; documentId: string; text: string; above: string }[] = [];
  const ofPassage = passages.map((indexed) => {
    const { document, passage } = indexed;
    const known = windows.findIndex(
      ({ span, documentId }) =>
        documentId === document.id && span.start <= passage.start && passage.end <= span.end,
    );
    if (known !== -1) return known;
    if (windows.length === most) return null;
    const span = windowAround(indexed);
    return windows.push({ span, documentId: document.id, ...windowText(document, span) }) - 1;
  });
  return {
    windows: windows.map(({ span }) => span),
    texts: windows.map(({ text }) => text),
    above: windows.map(({ above }) => above.length),
    ofPassage,
  };
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
  const { windows, texts, above, ofPassage } = chooseWindows(passages, plan.most);
  const read: ReaderSpan[] = [];
  const readOn = async (count: number) => {
    const from = read.length;
    const readings = await reader.read(question, texts.slice(from, from + count));
    read.push(...readings.map((reading, at) => below(above[from + at] ?? 0, reading)));
  };
  await readOn(plan.first);
  while (read.length < texts.length && read.every(({ margin }) => margin < plan.enough)) await readOn(1);
  return ofPassage.map((at) => {
    const window = at === null ? undefined : windows[at];
    const reading = at === null ? undefined : read[at];
    return window === undefined || reading === undefined ? null : { window, reading };
  });
}

/** A reading without what stands above the window, its offsets counted from the window's start. */
function below(above: number, reading: ReaderSpan): ReaderSpan {
  if (above === 0) return reading;
  const tokens = reading.tokens
    .filter(({ start }) => start >= above)
    .map((token) => ({ ...token, start: token.start - above, end: token.end - above }));
  return toReaderSpan({ ...reading, tokens });
}
