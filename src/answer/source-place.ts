import { columnsAt } from '../corpus/columns.ts';
import { plain, textsOver } from '../corpus/heading-path.ts';
import { lineOf } from '../corpus/lines.ts';
import type { Span } from '../corpus/types.ts';
import type { IndexedDocument } from '../index/types.ts';

/** Where a quote stands in its document. */
export interface SourcePlace {
  /** Relative to the corpus folder. */
  readonly file: string;
  /** Of what the quote is made for, its answering sentence, from 1. */
  readonly line: number;
  /**
   * The headings above the quote, outermost first ("2.6.0 › Removed"); absent where there is none, it only repeats the
   * title, or the quote holds it.
   */
  readonly heading?: string;
  /** The row that names the columns of the table which the quote stands in; absent as the heading is. */
  readonly columns?: string;
}

/**
 * The place of a quote that starts at this offset, with the heading and the names of columns above what it quotes,
 * unless it holds them itself.
 *
 * @param said where the sentence begins for which it is quoted.
 */
export function placeOf(document: IndexedDocument, start: number, said = start): SourcePlace {
  const { file, text, sentences, metadata } = document;
  const heading = sentences.findLast(({ kind, start: begin }) => kind === 'heading' && begin <= said);
  const textOf = (span: Span | null | undefined) =>
    span && span.start < start ? plain(text.slice(span.start, span.end)) : '';
  const above = heading === undefined ? [] : [...textsOver(document, heading), textOf(heading)];
  const path = above.filter((one) => one !== '' && one !== plain(metadata.title ?? '')).join(' › ');
  const columns = textOf(columnsAt(document, said));
  return {
    file,
    line: lineOf(document, said),
    ...(path !== '' && { heading: path }),
    ...(columns !== '' && { columns }),
  };
}
