import { describe, expect, it } from 'vitest';
import { lineOf } from '../../src/corpus/lines.ts';
import { md } from '../../src/corpus/readers/md.ts';
import { plainDocument } from './documents.ts';

describe('lineOf', () => {
  it('counts every kind of line break of a text once', () => {
    const document = plainDocument('one\ntwo\r\nthree\rfour\n\n\nseven');
    const lines = ['one', 'two', 'three', 'four', 'seven'].map((word) =>
      lineOf(document, document.text.indexOf(word)),
    );
    expect(lines).toEqual([1, 2, 3, 4, 7]);
  });

  it('finds the line inside a block of several lines', () => {
    const text = 'The first line of this goes on in\nthe second line of it and in\nthe third line of it.';
    expect(lineOf(plainDocument(text), text.indexOf('third'))).toBe(3);
  });

  it('is the line of the record where line breaks of the text are none of the file', () => {
    const document = plainDocument('one\ntwo\nthree');
    const blocks = document.blocks.map((block) => ({ ...block, line: 12 }));
    expect(lineOf({ ...document, blocks, linesFollowText: false }, document.text.indexOf('three'))).toBe(12);
  });

  it('is the first line for a text without blocks', () => {
    expect(lineOf(plainDocument(''), 0)).toBe(1);
  });

  it('names the line of the Markdown file, not of the rendered text', async () => {
    const source =
      '---\ntitle: T\n---\n\n# Head\n\n\n\nFirst *line*\nsecond line.\n\n```\ncode\nmore\n```\n\n> quoted\n';
    const result = await md.read({ path: 'a.md', bytes: Buffer.from(source) });
    const read = result.documents[0];
    if (read === undefined) throw new Error('the file was not read');
    const document = { ...plainDocument(''), text: read.text, blocks: read.blocks };
    for (const word of ['Head', 'First', 'second', 'code', 'more', 'quoted']) {
      const expected = source.split('\n').findIndex((line) => line.includes(word)) + 1;
      expect([word, lineOf(document, read.text.indexOf(word))]).toEqual([word, expected]);
    }
  });
});
