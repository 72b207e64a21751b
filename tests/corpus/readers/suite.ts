import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readers } from '../../../src/corpus/readers/index.ts';
import type { Reader, ReadResult } from '../../../src/corpus/readers/reader.ts';
import type { Metadata } from '../../../src/corpus/types.ts';
import { faultOf, inkOf } from '../documents.ts';

/** What every format must do, shown on one file of `tests/corpus/fixtures`. */
export interface ReaderExample {
  readonly reader: Reader;
  /** The fixture's file name. It holds what `expected` says. */
  readonly fixture: string;
  readonly expected: readonly {
    readonly id?: string;
    readonly metadata: Partial<Metadata>;
    /** Passages of the text, in order, each with its line in the file. */
    readonly lines: readonly (readonly [text: string, line: number])[];
  }[];
  /** A text file is refused when it is not UTF-8; a format with an encoding of its own is not. */
  readonly isText: boolean;
}

/** Reads bytes as a file of the reader's first ending. */
export async function readAs(reader: Reader, content: string | Uint8Array): Promise<ReadResult> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return reader.read({ path: `folder/file${reader.extensions[0]}`, bytes });
}

/** The one problem that a bad file has, as a person reads it. */
export async function problemOf(reader: Reader, content: string | Uint8Array): Promise<string> {
  const { documents, problems } = await readAs(reader, content);
  expect(documents).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0]?.message ?? '';
}

export function describeReader({ reader, fixture, expected, isText }: ReaderExample): void {
  const file = path.resolve('tests/corpus/fixtures', fixture);
  const readFixture = async () => reader.read({ path: fixture, bytes: await readFile(file) });

  describe(`the reader of ${reader.extensions.join(' and ')}`, () => {
    it('is registered', () => {
      expect(readers).toContain(reader);
      expect(reader.extensions.every((ending) => /^\.[a-z0-9]+$/.test(ending))).toBe(true);
    });

    it('reads the fixture without a problem', async () => {
      const { documents, problems } = await readFixture();
      expect(problems).toEqual([]);
      expect(documents.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      for (const [index, { metadata }] of expected.entries()) {
        const { metadata: own, fallbackTitle } = documents[index] ?? {};
        expect({ title: fallbackTitle, ...own }).toMatchObject(metadata);
      }
    });

    it('gives blocks that hold every character that is not white space, in order and once', async () => {
      for (const { text, blocks } of (await readFixture()).documents) {
        expect(faultOf(text, blocks)).toBeUndefined();
        expect(inkOf(blocks.map(({ start, end }) => text.slice(start, end)).join(''))).toBe(inkOf(text));
      }
    });

    it('knows the line of every block', async () => {
      const { documents } = await readFixture();
      for (const [index, { lines }] of expected.entries()) {
        const { text = '', blocks = [] } = documents[index] ?? {};
        const found = lines.map(([words]) =>
          blocks.find(({ start, end }) => text.slice(start, end).startsWith(words)),
        );
        expect(found.map((block) => block?.line)).toEqual(lines.map(([, line]) => line));
        expect(found.map((block) => block?.start ?? -1)).toEqual(
          [...found.map((block) => block?.start ?? -1)].sort((a, b) => a - b),
        );
      }
    });

    it('gives the same for the same bytes', async () => {
      const hash = (value: ReadResult) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
      expect(hash(await readFixture())).toBe(hash(await readFixture()));
    });

    it('says of a bad file what is wrong in one line that names it and the next step', async () => {
      const bad = isText
        ? {
            'NUL bytes': [72, 105, 0, 0],
            'UTF-16': [0xff, 0xfe, 72, 0],
            'UTF-8': [72, 10, 105, 0xe9, 33],
            empty: [32, 10, 9],
          }
        : { '': [1, 2, 3, 4] };
      for (const [fault, bytes] of Object.entries(bad)) {
        const message = await problemOf(reader, Uint8Array.from(bytes));
        expect(message).toMatch(/^folder\/file\.\S+ [^\n]+[;(][^\n]+\.$/);
        expect(message).toContain(fault);
      }
    });
  });
}
