import type { Index, IndexedDocument } from '../index/types.ts';
import { documentName } from './citation.ts';
import { plainText } from './text.ts';

/** A document as people look for it. */
export interface Entry {
  readonly document: IndexedDocument;
  /** Folded, see `fold`: the name as it is shown, the whole title, and the id. */
  readonly name: string;
  readonly title: string;
  readonly id: string;
}

const catalogues = new WeakMap<Index['documents'], readonly Entry[]>();

/** The documents of a generation by name. Made once for each generation: it is asked for at every key stroke. */
export function catalogueOf({ documents }: Pick<Index, 'documents'>): readonly Entry[] {
  const known = catalogues.get(documents);
  if (known !== undefined) return known;
  const entries = [...documents.values()]
    .map((document) => ({
      document,
      name: fold(documentName(document)),
      title: fold(document.metadata.title ?? ''),
      id: fold(document.id),
    }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.document.id, b.document.id));
  catalogues.set(documents, entries);
  return entries;
}

/** Text on one line in small letters, so that it is found however it is typed. */
export function fold(text: string): string {
  return plainText(text).toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
