import { z } from 'zod';
import { describeError } from '../../errors.ts';
import { plainTextBlocks } from '../blocks.ts';
import { describeFaults, metadataFields } from '../metadata.ts';
import type { CorpusProblem } from '../types.ts';
import { decodeText } from './decode.ts';
import { type ReadDocument, type Reader, unreadable } from './reader.ts';

const recordSchema = z.object(
  {
    id: z
      .string('must be text')
      .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'must be one line of whole characters')
      .refine((id) => id.trim() === id, 'must not begin or end with white space'),
    // What JSON can escape but UTF-8 cannot hold could be neither shown nor hashed as it is.
    text: z
      .string('must be text')
      .refine((text) => text.trim() !== '', 'must not be empty')
      .refine((text) => !/\p{Cs}/u.test(text), 'must not hold half of a surrogate pair')
      .refine((text) => !text.includes('\0'), 'must not hold NUL characters'),
    ...metadataFields,
  },
  'must be an object with id and text',
);

/** One document a line: `{"id", "text", "title"?, "author"?, "publisher"?, "published"?, "url"?}`. */
export const jsonl: Reader = {
  extensions: ['.jsonl'],
  read(file) {
    const decoded = decodeText(file);
    if (!decoded.ok) return unreadable(file.path, decoded.fault, decoded.cause);
    const documents: ReadDocument[] = [];
    const problems: CorpusProblem[] = [];
    for (const [index, content] of decoded.text.split('\n').entries()) {
      if (content.trim() === '') continue;
      const line = index + 1;
      const record = parseRecord(content);
      if (record.ok) documents.push(toDocument(record.value, line));
      else {
        const message = `${file.path} line ${line} ${record.fault}; correct or remove the line.`;
        problems.push({ file: file.path, message, cause: record.cause });
      }
    }
    return { documents, problems };
  },
};

type Parsed =
  | { readonly ok: true; readonly value: z.infer<typeof recordSchema> }
  | { readonly ok: false; readonly fault: string; readonly cause: unknown };

function parseRecord(content: string): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (cause) {
    return { ok: false, fault: `is not valid JSON (${describeError(cause)})`, cause };
  }
  const parsed = recordSchema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, fault: `is wrong: ${describeFaults(parsed.error)}`, cause: parsed.error };
}

function toDocument(record: z.infer<typeof recordSchema>, line: number): ReadDocument {
  const { id, text, ...metadata } = record;
  const blocks = plainTextBlocks(text).map((block) => ({ ...block, line }));
  return { id, line, text, blocks, linesFollowText: false, metadata };
}
