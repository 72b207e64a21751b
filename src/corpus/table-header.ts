import type { Block, Span } from './types.ts';

interface Tabled {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** A longer row is hardly the names of columns. */
const LONGEST_HEADER = 200;

/**
 * The first row of the table that an offset of the text stands in, which names its columns; null in that row itself,
 * outside of tables and where that row is longer than names of columns are.
 */
export function tableHeaderOf({ text, blocks }: Tabled, offset: number): Span | null {
  let at = blocks.findLastIndex(({ start }) => start <= offset);
  const row = blocks[at];
  if (row?.kind !== 'table' || offset >= row.end) return null;
  let first = row;
  for (;;) {
    const above = blocks[--at];
    // The rows of a table follow each other by a line break, two tables stand apart by an empty line.
    if (above?.kind !== 'table' || text.slice(above.end, first.start) !== '\n') break;
    first = above;
  }
  if (first === row || first.end - first.start > LONGEST_HEADER) return null;
  return { start: first.start, end: first.end };
}
