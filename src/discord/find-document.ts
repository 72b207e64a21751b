import { UserError } from '../errors.ts';
import type { Index, IndexedDocument } from '../index/types.ts';
import { catalogueOf, type Entry, fold } from './catalogue.ts';
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
  const needle = fold(wanted);
  const entries = catalogueOf(index);
  const exact = entries.filter(({ name }) => name === needle);
  const matching = exact.length > 0 ? exact : entries.filter((entry) => matches(entry, needle));
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0 && needle !== '') return only.document;
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
  const found = catalogueOf(index).filter((entry) => matches(entry, needle));
  const early = found.filter(({ name }) => name.startsWith(needle));
  const late = found.filter(({ name }) => !name.startsWith(needle));
  return [...early, ...late].slice(0, CHOICES).map(({ document }) => ({
    name: documentName(document, CHOICE_LENGTH),
    value: documentKey(document.id),
  }));
}

function matches({ title, id }: Entry, needle: string): boolean {
  return title.includes(needle) || id.includes(needle);
}
