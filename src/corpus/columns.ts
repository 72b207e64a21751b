import { blockAt } from './lines.ts';
import type { Document, Span } from './types.ts';

/** Names of columns are no longer in all: they have to fit beside what they stand above into what a model reads. */
export const LONGEST_COLUMNS = 120;

/**
 * The row that names the columns of the table which an offset of the text stands in; null in that row itself, outside
 * of tables and where the row is longer than names of columns are.
 */
export function columnsAt(document: Pick<Document, 'blocks'>, offset: number): Span | null {
  const block = blockAt(document, offset);
  const columns = block !== undefined && offset < block.end ? block.columns : undefined;
  return columns === undefined || columns.end - columns.start > LONGEST_COLUMNS ? null : columns;
}
