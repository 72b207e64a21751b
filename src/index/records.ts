import { z } from 'zod';
import type { Block, BlockKind, Document, Passage, Sentence, SentenceKind } from '../corpus/types.ts';
import type { IndexedDocument } from './types.ts';

/** A document with all that the index keeps of it. */
export interface DocumentRecord {
  readonly document: IndexedDocument;
  readonly passages: readonly Passage[];
  /** Hash of everything that decides its sentences, passages and vectors. */
  readonly key: string;
}

const BLOCK_KINDS: readonly BlockKind[] = ['heading', 'paragraph', 'list-item', 'quote', 'code', 'table'];
const SENTENCE_KINDS: readonly SentenceKind[] = ['prose', 'heading', 'furniture'];

const offset = z.int().min(0);
const lineSchema = z.object({
  key: z.string(),
  id: z.string(),
  file: z.string(),
  sha256: z.string(),
  linesFollowText: z.boolean(),
  metadata: z.object({
    title: z.string().nullable(),
    author: z.string().nullable(),
    publisher: z.string().nullable(),
    published: z.string().nullable(),
    url: z.string().nullable(),
  }),
  /** Rows of numbers: an object each would take five times the space. */
  /** The depth of a heading or the span of a row's columns may follow the kind and the line. */
  blocks: z.array(z.tuple([offset, offset, offset, offset, offset.optional(), offset.optional()])),
  sentences: z.array(z.tuple([offset, offset, offset])),
  passages: z.array(z.tuple([offset, offset, offset, offset, z.int(), z.int()])),
  text: z.string(),
});

/** One line of documents.jsonl, without the line break. */
export function encodeRecord({ document, passages, key }: DocumentRecord): string {
  const { id, file, sha256, linesFollowText, metadata, blocks, sentences, text } = document;
  const line: z.infer<typeof lineSchema> = {
    key,
    id,
    file,
    sha256,
    linesFollowText,
    metadata,
    blocks: blocks.map(({ start, end, kind, line, columns, depth }) => {
      const place: [number, number, number, number] = [start, end, BLOCK_KINDS.indexOf(kind), line];
      if (columns !== undefined) return [...place, columns.start, columns.end];
      return depth === undefined ? place : [...place, depth];
    }),
    sentences: sentences.map(({ start, end, kind }) => [start, end, SENTENCE_KINDS.indexOf(kind)]),
    passages: passages.map(({ start, end, firstSentence, endSentence, heading }) => [
      start,
      end,
      firstSentence,
      endSentence,
      heading?.start ?? -1,
      heading?.end ?? -1,
    ]),
    text,
  };
  return JSON.stringify(line);
}

/** Reads what `encodeRecord` wrote. Throws when it is not that. */
export function decodeRecord(line: string): DocumentRecord {
  const { key, blocks, sentences, passages, ...rest } = lineSchema.parse(JSON.parse(line));
  const document: Document = {
    ...rest,
    blocks: blocks.map(([start, end, kind, line, more, columnsEnd]): Block => {
      const block = { start, end, kind: named(BLOCK_KINDS, kind), line };
      if (more === undefined) return block;
      if (columnsEnd === undefined) return { ...block, depth: more };
      return { ...block, columns: { start: more, end: columnsEnd } };
    }),
  };
  return {
    key,
    document: {
      ...document,
      sentences: sentences.map(([start, end, kind]): Sentence => {
        return { start, end, kind: named(SENTENCE_KINDS, kind) };
      }),
    },
    passages: passages.map(([start, end, firstSentence, endSentence, headingStart, headingEnd]): Passage => {
      const heading = headingStart < 0 ? null : { start: headingStart, end: headingEnd };
      return { start, end, firstSentence, endSentence, heading };
    }),
  };
}

function named<Name>(names: readonly Name[], number: number): Name {
  const name = names[number];
  if (name === undefined) throw new RangeError(`unknown kind ${number}`);
  return name;
}
