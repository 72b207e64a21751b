import { createHash } from 'node:crypto';
import type { Excerpt } from '../answer/types.ts';
import type { PinnedExcerpt } from '../community/types.ts';
import type { Index, IndexedDocument } from '../index/types.ts';

/** 72 bits of the id's hash: among a million documents two share a key with a probability of 1 in 10^10. */
const KEY_LENGTH = 12;
/** 60 bits of a text's hash or an answer's: enough to notice a change, which is all they are for. */
const DIGEST_LENGTH = 10;

const tables = new WeakMap<Index['documents'], ReadonlyMap<string, IndexedDocument>>();

/** A short name for a document that fits in a custom id and an autocomplete choice, whatever the id's length. */
export function documentKey(documentId: string): string {
  return digest(documentId, KEY_LENGTH);
}

/** The document with this key in the given generation. */
export function documentByKey(index: Pick<Index, 'documents'>, key: string): IndexedDocument | undefined {
  let table = tables.get(index.documents);
  if (table === undefined) {
    table = new Map([...index.documents.values()].map((document) => [documentKey(document.id), document]));
    tables.set(index.documents, table);
  }
  return table.get(key);
}

/** Changes when the text does. */
export function textKey(sha256: string): string {
  return Buffer.from(sha256, 'hex').toString('base64url').slice(0, DIGEST_LENGTH);
}

/** Changes when any of the quotes does: which document, which text, which part of it. */
export function answerKey(excerpts: readonly Excerpt[]): string {
  const parts = excerpts.map(({ document, start, end }) => [document.id, document.sha256, start, end]);
  return digest(JSON.stringify(parts), DIGEST_LENGTH);
}

/** Changes when the words of any of the quotes do, wherever in their documents they stand. */
export function quotesKey(excerpts: readonly Pick<PinnedExcerpt, 'documentId' | 'quote'>[]): string {
  return digest(JSON.stringify(excerpts.map(({ documentId, quote }) => [documentId, quote])), DIGEST_LENGTH);
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
