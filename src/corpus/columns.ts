import { blockAt } from './lines.ts';
import type { Document, Span } from './types.ts';

/** Names of columns are no longer in all: they have to fit beside what they stand above into what a model reads. */
export const LONGEST_COLUMNS = 120;

/** Whether a sentence is the row that names the columns of a table. */
export function namesColumns(document: Pick<Document, 'blocks'>, sentence: Span): boolean {
  // Rows stand apart by one line break.
  return blockAt(document, sentence.end + 1)?.columns?.start === sentence.start;
}

/** The rows within a stretch of the text that name the columns of tables. */
export function columnNamesIn(document: Pick<Document, 'blocks'>, { start, end }: Span): Span[] {
  const names = new Map<number, Span>();
  for (let at = start; at < end; ) {
    const block = blockAt(document, at);
    if (block?.columns !== undefined && block.columns.start >= start)
      names.set(block.columns.start, block.columns);
    at = Math.max(at, block?.end ?? end) + 1;
  }
  return [...names.values()];
}

/**
 * What the row of a table is about: its first cell; null where that is empty and for what is no row below names of
 * columns.
 */
export function rowNameOf({ blocks, text }: Pick<Document, 'blocks' | 'text'>, row: Span): string | null {
  if (blockAt({ blocks }, row.start)?.columns === undefined) return null;
  // Text does not begin with a space, so that of an empty cell only the bar behind it is left.
  if (text.startsWith('| ', row.start)) return null;
  return text.slice(row.start, row.end).split(' | ', 1)[0] ?? null;
}

/**
 * The row that names the columns of the table which an offset of the text stands in; null in that row itself, outside
 * of tables and where the row is longer than names of columns are.
 */
export function columnsAt(document: Pick<Document, 'blocks'>, offset: number): Span | null {
  const block = blockAt(document, offset);
  const columns = block !== undefined && offset < block.end ? block.columns : undefined;
  return columns === undefined || columns.end - columns.start > LONGEST_COLUMNS ? null : columns;
}
