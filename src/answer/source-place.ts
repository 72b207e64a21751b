import { lineOf } from '../corpus/lines.ts';
import { tableHeaderOf } from '../corpus/table-header.ts';
import type { Sentence, Span } from '../corpus/types.ts';
import type { IndexedDocument } from '../index/types.ts';

/** Where a quote stands in its document. */
export interface SourcePlace {
  /** Relative to the corpus folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The heading above the quote; absent where there is none, or where it only repeats the title. */
  readonly heading?: string;
  /** The first row of the table that the quote stands in; absent where there is none, or where the quote holds it. */
  readonly columns?: string;
}

/**
 * The place of a quote that starts at this offset, with the heading and the names of columns above it which it does
 * not hold itself.
 */
export function placeOf(document: IndexedDocument, start: number): SourcePlace {
  const { file, text, sentences, metadata } = document;
  const textOf = (span: Span | null | undefined) => (span ? plain(text.slice(span.start, span.end)) : '');
  const isHeading = ({ kind }: Sentence) => kind === 'heading';
  const holdsHeading = sentences.some((sentence) => isHeading(sentence) && sentence.start === start);
  const heading = textOf(sentences.findLast((sentence) => isHeading(sentence) && sentence.start < start));
  const columns = textOf(tableHeaderOf(document, start));
  return {
    file,
    line: lineOf(document, start),
    ...(!holdsHeading && heading !== '' && heading !== plain(metadata.title ?? '') && { heading }),
    ...(columns !== '' && { columns }),
  };
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
