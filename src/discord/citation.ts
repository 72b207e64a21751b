import { formatPublished } from '../answer/citation.ts';
import type { SourcePlace } from '../answer/source-place.ts';
import type { CitedDocument, Excerpt } from '../answer/types.ts';
import type { Document, Metadata } from '../corpus/types.ts';
import { linkToSentence } from './link.ts';
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

/** A longer address would crowd a list out of its message. */
const LINK_LENGTH = 200;
/** Discord does not read a name with brackets or an address in it as the text of a link. */
const NO_LINK_TEXT = /[[\]]|:\/\/|\w\.\w/;

/** The name as an entry of a list: a link to the document's page where it has one. */
export function linkedName(document: Document): string {
  const name = documentName(document);
  const url = linkToPage(document.metadata.url);
  const shown = url !== null && url.length <= LINK_LENGTH && !NO_LINK_TEXT.test(name);
  return shown ? `[${escapeText(name)}](${url})` : escapeText(name);
}

/** The address as it stands in a Markdown link; null for one that is none, or that would show as an invite. */
function linkToPage(url: string | null): string | null {
  const page = linkToSentence(url, '');
  if (page === null || plainText(page) !== page) return null;
  return page.replace(/[()\\]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
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

/**
 * A footer: where the document comes from, the heading and columns that the quote stands under and, when it has no
 * page to open, where it stands in the corpus.
 */
export function sourceLine(
  metadata: Metadata,
  place: { readonly [Part in keyof SourcePlace]?: SourcePlace[Part] | undefined } = {},
): string {
  const parts = originOf(metadata);
  const { file, line } = place;
  const shown = (text = '') => shorten(plainText(text), NAME_LENGTH);
  const [heading, columns] = [shown(place.heading), shown(place.columns)];
  if (heading !== '') parts.push(`under “${heading}”`);
  if (columns !== '') parts.push(`columns: ${columns}`);
  if (file !== undefined) {
    const name = shorten(plainText(file), FILE_LENGTH);
    parts.push(line === undefined ? name : `${name}, line ${line}`);
  }
  return parts.join(' · ');
}
