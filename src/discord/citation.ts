import { formatPublished } from '../answer/citation.ts';
import type { CitedDocument, Excerpt } from '../answer/types.ts';
import type { Document, Metadata } from '../corpus/types.ts';
import { escapeText, plainText, shorten } from './text.ts';

/** So that five citations leave most of a message's 6,000 characters to the quotes. */
const NAME_LENGTH = 80;
const FILE_LENGTH = 100;

/** A document's name in a place without Markdown: its title, else its id. */
export function documentName(document: CitedDocument | Document, limit = NAME_LENGTH): string {
  const title = plainText(('metadata' in document ? document.metadata.title : document.title) ?? '');
  const name = title === '' ? plainText(document.id) : title;
  return shorten(name === '' ? 'untitled' : name, limit);
}

/** The same where Markdown is read, as in the title of an embed. */
export function escapedName(document: CitedDocument | Document): string {
  return escapeText(documentName(document));
}

/** `[1] Title` for an embed's title. */
export function citationTitle(excerpt: Excerpt): string {
  return `[${excerpt.citation}] ${escapedName(excerpt.document)}`;
}

/** Author, publisher and date; what is unknown of author and date is said to be. */
export function originOf(metadata: Metadata): string[] {
  const { author, publisher, published } = metadata;
  const name = (text: string) => shorten(plainText(text), NAME_LENGTH);
  if (author === null && published === null) {
    return [...(publisher === null ? [] : [name(publisher)]), 'author and date unknown'];
  }
  return [
    author === null ? 'author unknown' : name(author),
    ...(publisher === null ? [] : [name(publisher)]),
    published === null ? 'date unknown' : formatPublished(plainText(published)),
  ];
}

/** A footer: where the document comes from and, when it has no page to open, where it stands in the corpus. */
export function sourceLine(metadata: Metadata, place: { file: string; line?: number } | null): string {
  const parts = originOf(metadata);
  if (place !== null) {
    const file = shorten(plainText(place.file), FILE_LENGTH);
    parts.push(place.line === undefined ? file : `${file}, line ${place.line}`);
  }
  return parts.join(' · ');
}
