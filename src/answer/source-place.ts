import { lineOf } from '../corpus/lines.ts';
import type { IndexedDocument } from '../index/types.ts';

/** Where a quote stands in its document. */
export interface SourcePlace {
  /** Relative to the corpus folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The heading above the quote; absent where there is none, or where it only repeats the title. */
  readonly heading?: string;
}

/** The place of a quote that starts at this offset. A quote that begins with its heading has none above it. */
export function placeOf(document: IndexedDocument, start: number): SourcePlace {
  const { file, text, sentences, metadata } = document;
  const place = { file, line: lineOf(document, start) };
  if (sentences.some((sentence) => sentence.kind === 'heading' && sentence.start === start)) return place;
  const above = sentences.findLast((sentence) => sentence.kind === 'heading' && sentence.start < start);
  const heading = above === undefined ? '' : plain(text.slice(above.start, above.end));
  return heading === '' || heading === plain(metadata.title ?? '') ? place : { ...place, heading };
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
