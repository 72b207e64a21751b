import { columnsAt } from '../corpus/columns.ts';
import type { Document, Passage } from '../corpus/types.ts';

/** Raised whenever `passageText` gives another text for the same passage. */
export const TEXT_VERSION = 4;

/**
 * What the model reads of a passage, and what the lexical index counts: the document's title and the section's
 * heading, which say what the passage is about, the names of the columns where it begins within a table, then the
 * passage itself.
 */
export function passageText(document: Document, passage: Passage): string {
  const parts = [document.metadata.title ?? ''];
  const { heading } = passage;
  const headingApart = heading !== null && (heading.end <= passage.start || heading.start >= passage.end);
  if (headingApart) parts.push(document.text.slice(heading.start, heading.end));
  const columns = columnsAt(document, passage.start);
  if (columns !== null) parts.push(document.text.slice(columns.start, columns.end));
  parts.push(document.text.slice(passage.start, passage.end));
  return parts.filter((part) => part !== '').join('\n');
}
