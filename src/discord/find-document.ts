import { UserError } from '../errors.ts';
import type { Index, IndexedDocument } from '../index/types.ts';
import { documentName } from './citation.ts';
import { documentByKey, documentKey } from './document-key.ts';
import { CHOICE_LENGTH, CHOICES } from './limits.ts';
import { plainText, shorten } from './text.ts';

export interface Choice {
  readonly name: string;
  readonly value: string;
}

/**
 * The document that a person means by what they chose or typed: the key of a choice, an id, a title, or a part
 * of exactly one title.
 *
 * @throws UserError `unknown-source` when none or several fit.
 */
export function findDocument(index: Pick<Index, 'documents'>, wanted: string): IndexedDocument {
  const chosen = documentByKey(index, wanted) ?? index.documents.get(wanted);
  if (chosen !== undefined) return chosen;
  const documents = [...index.documents.values()];
  const needle = fold(wanted);
  const exact = documents.filter((document) => fold(documentName(document)) === needle);
  const matching = exact.length > 0 ? exact : documents.filter((document) => matches(document, needle));
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0 && needle !== '') return only;
  const name = shorten(plainText(wanted), CHOICE_LENGTH);
  throw new UserError(
    'unknown-source',
    others.length > 0
      ? `${matching.length} of my sources match “${name}”. Choose one from the list that opens while you type.`
      : `None of my sources is called “${name}”. Choose one from the list that opens while you type, or see them all with /sources.`,
  );
}

/** At most 25 documents whose title or id holds what was typed, those that begin with it first, then by title. */
export function documentChoices(index: Pick<Index, 'documents'>, typed: string): Choice[] {
  const needle = fold(typed);
  return [...index.documents.values()]
    .filter((document) => matches(document, needle))
    .map((document) => ({ document, name: documentName(document, CHOICE_LENGTH) }))
    .map((entry) => ({ ...entry, late: fold(entry.name).startsWith(needle) ? 0 : 1 }))
    .sort((a, b) => a.late - b.late || compare(a.name, b.name) || compare(a.document.id, b.document.id))
    .slice(0, CHOICES)
    .map(({ document, name }) => ({ name, value: documentKey(document.id) }));
}

function matches(document: IndexedDocument, needle: string): boolean {
  return fold(document.metadata.title ?? '').includes(needle) || fold(document.id).includes(needle);
}

function fold(text: string): string {
  return plainText(text).toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
