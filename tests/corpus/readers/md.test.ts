import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { md } from '../../../src/corpus/readers/md.ts';
import { anyText, faultOf, inkOf } from '../documents.ts';
import { describeReader, problemOf, readAs } from './suite.ts';

describeReader({
  reader: md,
  fixture: 'handbook.md',
  isText: true,
  expected: [
    {
      metadata: {
        title: 'The Handbook',
        author: 'Ann Example',
        publisher: 'Climbing Club',
        published: '2023-05-26',
        url: 'https://example.com/handbook',
      },
      lines: [
        ['The Handbook', 9],
        ['Everybody', 11],
        ['3. Helmets', 16],
        ['4. Shoes', 18],
        ['Nor are', 19],
        ['The wall closes', 21],
        ['climb', 24],
        ['| day', 27],
        ['A photograph', 31],
      ].map(([text, line]) => [String(text), Number(line)] as const),
    },
  ],
});

const textOf = async (source: string) => (await readAs(md, source)).documents[0]?.text;
const kindsOf = async (source: string) =>
  (await readAs(md, source)).documents[0]?.blocks.map(({ kind }) => kind);
const statedBy = async (front: string) =>
  (await readAs(md, `---\n${front}\n---\nText.`)).documents[0]?.metadata;

describe('the text of a Markdown file', () => {
  it.each([
    ['a [link](https://x.y "t") and <https://x.y>', 'a link and https://x.y'],
    ['*one* __two__ `three`', 'one two three'],
    ['![a photo](x.png) of it', 'a photo of it'],
    ['AT&amp;T &copy; 2\\*3', 'AT&T © 2*3'],
    ['one<br>two <b>three</b>', 'one two three'],
    ['one  \ntwo\\\nthree', 'one\ntwo\nthree'],
    ['one\ntwo', 'one\ntwo'],
    ['one\n\n\n\ntwo', 'one\n\ntwo'],
    ['- one\n- two\n\n  more\n- three', 'one\ntwo\nmore\nthree'],
    ['1. one\n1. two', '1. one\n2. two'],
    ['- [x] done', '[x] done'],
    ['> one\n>\n> two', 'one\n\ntwo'],
    ['Head\n====\n\nText', 'Head\n\nText'],
    ['a\n\n***\n\nb', 'a\n\nb'],
    ['a[^1]\n\n[x]: https://x.y\n\nsee [x]', 'a[^1]\n\nsee x'],
  ])('%j reads %j', async (source, text) => {
    expect(await textOf(source)).toBe(text);
  });

  it('tells the kinds of blocks apart', async () => {
    const source = '# h\n\np\n\n- i\n\n> q\n\n    c\n\n| a |\n|---|\n| b |';
    expect(await kindsOf(source)).toEqual(['heading', 'paragraph', 'list-item', 'quote', 'code', 'table']);
  });

  it('holds every character in blocks, for any source', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (source) => {
        for (const { text, blocks } of (await readAs(md, source.replaceAll('\0', ''))).documents) {
          expect(faultOf(text, blocks)).toBeUndefined();
          expect(inkOf(blocks.map(({ start, end }) => text.slice(start, end)).join(''))).toBe(inkOf(text));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('has no text when it has only comments and rules', async () => {
    expect(await problemOf(md, '<!-- x -->\n\n---\n')).toContain('has no text; add some');
  });
});

describe('front matter', () => {
  it.each([
    ['published: 2023', '2023'],
    ['published: 2023-05', '2023-05'],
    ['date: 2023-05-26', '2023-05-26'],
    ['date: 2023-05-26 10:00', '2023-05-26'],
    ['date: 2022-01-01\npublished: 2023-05-26', '2023-05-26'],
    ['date:', undefined],
  ])('%j is published %s', async (front, published) => {
    expect((await statedBy(front))?.published ?? undefined).toBe(published);
  });

  it('goes before the first heading, which goes before nothing', async () => {
    const { documents } = await readAs(md, '---\ntitle: Stated\n---\n## Two\n\n# One\n');
    expect(documents[0]).toMatchObject({ metadata: { title: 'Stated' }, fallbackTitle: 'One' });
    expect((await readAs(md, '## Two\n\ntext')).documents[0]?.fallbackTitle).toBeUndefined();
  });

  it.each([
    '---\nText that is no mapping.\n---\nMore.',
    '---\n\nText under a rule.',
    'Text.\n\n---\ntitle: x\n---',
  ])('is none in %j, which is all text', async (source) => {
    const { documents, problems } = await readAs(md, source);
    expect(problems).toEqual([]);
    expect(documents[0]?.metadata).toEqual({});
    expect(documents[0]?.text).toContain('Text');
  });

  it.each([
    ['title: [', 'is not valid YAML'],
    ['title: a\ntitle: b', 'is not valid YAML'],
    ['title: [a, b]', 'title must be text'],
    ['date: last week', 'date must be a date'],
    ['url: example.com', 'url must be an http or https address'],
  ])('%j is a problem of the file', async (front, fault) => {
    const message = await problemOf(md, `---\n${front}\n---\nText.`);
    expect(message).toContain(fault);
    expect(message).toMatch(/^folder\/file\.md has front matter that [^\n]*; correct it\.$/);
  });
});
