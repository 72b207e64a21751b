import type { Block, Document } from './types.ts';

/**
 * The line of the file (from 1) on which `offset` of the document's text stands. Exact for formats whose line
 * breaks survive in the text; the line of the whole record for the others (a `.jsonl` field).
 */
export function lineOf(document: Document, offset: number): number {
  const { text } = document;
  const block = blockAt(document, offset);
  if (block === undefined) return 1;
  if (!document.linesFollowText) return block.line;
  return block.line + lineBreaks(text, block.start, Math.min(offset, block.end));
}

/** The last block that begins at the offset or before it, the first one before all; undefined when there is none. */
export function blockAt({ blocks }: Pick<Document, 'blocks'>, offset: number): Block | undefined {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((blocks[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return blocks[low];
}

/** Number of line breaks (LF, CR LF or CR alone) in `text` from `start` to `end`. */
export function lineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) count++;
  }
  return count;
}
