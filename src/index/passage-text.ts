import { columnsAt } from '../corpus/columns.ts';
import { textsOver } from '../corpus/heading-path.ts';
import type { Document, Passage } from '../corpus/types.ts';

/** Raised whenever `passageText` gives another text for the same passage. */
export const TEXT_VERSION = 5;

/** Headings over a section's own fit beside the passage up to this length together; longer ones are left out. */
const LONGEST_PATH = 100;

/**
 * What the model reads of a passage, and what the lexical index counts: the document's title and the section's
 * headings, which say what the passage is about, the names of the columns where it begins within a table, then the
 * passage itself.
 */
export function passageText(document: Document, passage: Passage): string {
  const parts = [document.metadata.title ?? ''];
  const { heading } = passage;
  const headingApart = heading !== null && (heading.end <= passage.start || heading.start >= passage.end);
  const over = heading === null ? '' : textsOver(document, heading).join('\n');
  if (over.length <= LONGEST_PATH) parts.push(over);
  if (headingApart) parts.push(document.text.slice(heading.start, heading.end));
  const columns = columnsAt(document, passage.start);
  if (columns !== null) parts.push(document.text.slice(columns.start, columns.end));
  parts.push(document.text.slice(passage.start, passage.end));
  return parts.filter((part) => part !== '').join('\n');
}
