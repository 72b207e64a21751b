import { columnsAt } from '../corpus/columns.ts';
import { textsOver } from '../corpus/heading-path.ts';
import type { Document, Passage, Sentence } from '../corpus/types.ts';
import type { PartedText } from '../embedding/embedder.ts';
import type { IndexedDocument } from './types.ts';

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

/** `passageText` with the sentences that get a vector of their own. */
export function partedPassage(document: IndexedDocument, passage: Passage): PartedText {
  const text = passageText(document, passage);
  const shift = text.length - passage.end;
  const parts = comparedSentences(document, passage).map(({ start, end }) => ({
    start: start + shift,
    end: end + shift,
  }));
  return { text, parts };
}

/** The sentences of a passage that are compared with a question one by one: those that may answer. */
export function comparedSentences(document: IndexedDocument, passage: Passage): Sentence[] {
  return document.sentences
    .slice(passage.firstSentence, passage.endSentence)
    .filter(({ kind }) => kind === 'prose');
}
