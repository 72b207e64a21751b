import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlPieces } from '../../../src/corpus/readers/html-pieces.ts';
import { md } from '../../../src/corpus/readers/md.ts';
import { anyText, faultOf, growthOf, inkOf } from '../documents.ts';
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
        ['day', 27],
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
    ['- [x] done\n- [ ] open\n- [z] other', '[x] done\n[ ] open\n[z] other'],
    ['| a | b \\| c |\n|---|:-:|\n| *1* |  |\n|   |   |\n| 2 |', 'a | b | c\n1 |\n2'],
    ['a claim[^n]\n\n[^n]: The *note*.\n\n    More.', 'a claim[n]\n\n[n] The note.\n\nMore.'],
    ['~~not so~~ and ~5 km, ~6 km', '~~not so~~ and ~5 km, ~6 km'],
    ['10<sup>6</sup> cells, x<SUP class="a">n</SUP>, *2*<sup>*k*</sup>', '10^6 cells, x^n, 2^k'],
    ['45<sup>1</sup>, 45[<sup>2</sup>](#n), 20.<sup>3</sup> More', '45^1, 45^2, 20.^3 More'],
    ['the 2<sup>nd</sup> of 3<sup>1</sup>/<sub>2</sub>', 'the 2nd of 3^1/2'],
    ['It is so.<sup>[1]</sup> Rooms<sup>®</sup> (<sup>1</sup>)', 'It is so.[1] Rooms® (1)'],
    ['CO<sub>2</sub>, 101<sub>2</sub>, log<sub>2</sub>8', 'CO2, 101_2, log2 8'],
    ['<sup>1</sup>45 members', '1 45 members'],
    ['may <del>not</del> pay <s>10</s> 20 <strike>or 30</strike>', 'may ~~not~~ pay ~~10~~ 20 ~~or 30~~'],
    ['a <s>b <del>c</del> d</s> e</s> f <s>g', 'a ~~b c d~~ e f ~~g~~'],
    ['a <span>b</span> <samp>c</samp> <summary>d', 'a b c d'],
    ['<p>10<sup>&minus;6</sup> <del>not</del></p>', '10^−6 ~~not~~'],
    ['<del>\n<p>one</p>\n<p>two</p>\n</del>\n<p>three</p>', '~~one~~\n\n~~two~~\n\nthree'],
    ['| <s>10</s> | 10<sup>6</sup> |\n|---|---|\n| a | b |', '~~10~~ | 10^6\na | b'],
    ['<div>\n<p>It costs <b>77</b> euros&nbsp;&amp; more.</p>\n</div>', 'It costs 77 euros\u00a0& more.'],
    ['<details>\n<summary>More</summary>\n\nInside.\n\n</details>', 'More\n\nInside.'],
    ['<ul>\n<li>one<li>two\n</ul>', 'one\ntwo'],
    ['<table><tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr></table>', 'a | b\n\n1 | 2'],
    [
      '<table><tr><th>Name<th>2022<th>2023</tr><tr>\n<td></td>\n<td>5</td>\n<td>6</td></tr></table>',
      'Name | 2022 | 2023\n\n| 5 | 6',
    ],
    ['<table><tr><td>1<td><td>3</tr><tr><td> <td></tr><tr><td>a | b</tr></table>', '1 |  | 3\n\na | b'],
    ['<table><tr><td><p>a</p></td><td></td><td><p>b</p></td></tr></table>', 'a\n\nb'],
    ['| Name | 2022 | 2023 |\n|---|---|---|\n| | 5 | 6 |', 'Name | 2022 | 2023\n| 5 | 6'],
    ['<script>\nlet a = "<p>";\n</script>\n\ntext', 'text'],
    ['<!-- <p>hidden</p> -->\n\ntext', 'text'],
    ['<p align="center"><img alt="A photo" src="x.png"></p>', 'A photo'],
    ['> one\n>\n> two', 'one\n\ntwo'],
    ['Head\n====\n\nText', 'Head\n\nText'],
    ['a\n\n***\n\nb', 'a\n\nb'],
    ['a[^1]\n\n[x]: https://x.y\n\nsee [x]', 'a[^1]\n\nsee x'],
  ])('%j reads %j', async (source, text) => {
    expect(await textOf(source)).toBe(text);
  });

  it('tells the kinds of blocks apart', async () => {
    const source = '# h\n\np\n\n- i\n\n> q\n\n    c\n\n| a |\n|---|\n| b |';
    expect(await kindsOf(source)).toEqual([
      'heading',
      'paragraph',
      'list-item',
      'quote',
      'code',
      'table',
      'table',
    ]);
  });

  it('names a file by the heading of its HTML', async () => {
    const source = '<p>\n\n</p>\n\n<h1 align="center">\n  The\n  Tool</h1>\n\nText.';
    const { documents } = await readAs(md, source);
    expect(documents[0]).toMatchObject({ fallbackTitle: 'The Tool' });
    expect(documents[0]?.blocks).toMatchObject([
      { kind: 'heading', line: 6 },
      { kind: 'paragraph', line: 9 },
    ]);
  });

  it('keeps the line of every row of a table', async () => {
    const { documents } = await readAs(md, 'Intro.\n\n| a |\n|---|\n| b |\n| c |\n');
    expect(documents[0]?.blocks.map(({ kind, line }) => [kind, line])).toEqual([
      ['paragraph', 1],
      ['table', 3],
      ['table', 5],
      ['table', 6],
    ]);
  });

  it('keeps the line of a piece of HTML that is struck out', async () => {
    const { documents } = await readAs(md, 'Intro.\n\n<del>\n<p>\none</p>\ntwo\n</del>\n');
    expect(documents[0]?.blocks.map(({ line }) => line)).toEqual([1, 5, 6]);
  });

  it.each(['<', '<p', '<a "', "<a '", '<!--', '<script>', '&amp', '<p>x', '</', '<td>', '<s>a', '1<sup>'])(
    'reads HTML in time in proportion to it, also for %j over and over',
    (seed) => {
      expect(growthOf(htmlPieces, seed)).toBeLessThan(32);
    },
  );

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
    ['published: "2023"', '2023'],
    ['published: 2023-05', '2023-05'],
    ['date: 2023-05-26', '2023-05-26'],
    ['date: 2023-05-26 10:00', '2023-05-26'],
    ['date: 2022-01-01\npublished: 2023-05-26', '2023-05-26'],
    ['date:', undefined],
    ['date: 2024-5-5', '2024-05-05'],
    ['date: 2023/05/05', '2023-05-05'],
    ['date: 2023/5', '2023-05'],
    ['date: 2023-05-26T10:00:00+02:00', '2023-05-26'],
    ['date: May 5, 2023', '2023-05-05'],
    ['date: Sept. 5th 2023 10:00', '2023-09-05'],
    ['date: Fri, 5 May 2023 10:00:00 +0200', '2023-05-05'],
    ['date: May 2023', '2023-05'],
    // For Jekyll it says that the page is public.
    ['published: true', undefined],
    ['published: true\ndate: 2023-05-26', '2023-05-26'],
  ])('%j is published %s', async (front, published) => {
    expect((await statedBy(front))?.published ?? undefined).toBe(published);
  });

  it.each([
    ['title: 1984', '1984'],
    ['title: 007', '007'],
    ['title: 1.50', '1.50'],
    ['title: true', 'true'],
    ['title: "null"', 'null'],
    ['title: null', null],
    ['title: ~', null],
    ['title:', null],
  ])('%j has the title %j, as it is written', async (front, title) => {
    expect((await statedBy(front))?.title ?? null).toBe(title);
  });

  it.each([
    ['author: [Ann Reed, Bob Stone]', 'Ann Reed, Bob Stone'],
    ['author:\n  name: Ann Reed\n  email: ann@example.com', 'Ann Reed'],
    ['author:\n  - name: Ann Reed\n  - Bob Stone', 'Ann Reed, Bob Stone'],
  ])('names all authors of %j', async (front, author) => {
    expect(await statedBy(front)).toMatchObject({ author });
  });

  it.each([
    ['title = "A \\"B\\" \u00fc" # c\nauthor = \'Ann\'', { title: 'A "B" ü', author: 'Ann' }],
    ['# c\n\ndate = 2023-05-26T10:00:00Z\ndraft = false', { published: '2023-05-26' }],
    ['author = ["Ann", "Bob"]\r\ntags = [\r\n  "a",\r\n]\r\ntitle = "T"', { author: 'Ann, Bob', title: 'T' }],
    ['title = "T"\n[params]\nauthor = "Ann"', { title: 'T', author: undefined }],
    ['title = """\nauthor = "Ann"\n"""', { title: undefined, author: undefined }],
    ['author = [\n  "Ann",\n]', { author: undefined }],
    ['', {}],
  ])('is read from the simple lines of TOML, and never quoted: %j', async (front, metadata) => {
    const { documents, problems } = await readAs(md, `+++\n${front}\n+++\n\nText.`);
    expect(problems).toEqual([]);
    expect({ author: undefined, title: undefined, ...documents[0]?.metadata }).toMatchObject(metadata);
    const line = front.split('\n').length + 4;
    expect(documents[0]).toMatchObject({ text: 'Text.', blocks: [{ start: 0, end: 5, line }] });
  });

  it('says the line of the file where the YAML breaks', async () => {
    expect(await problemOf(md, '---\nauthor: x\ntitle: a: b\n---\nText.')).toBe(
      'folder/file.md has front matter that is not valid YAML (line 3: Nested mappings are not allowed in compact mappings); correct it.',
    );
  });

  it.each([
    ['---\ntitle: x\nauthor: y\n\nText.', '---'],
    ['+++\ntitle = "x"\n\nText.', '+++'],
  ])('that is never closed is a problem, and not text to be quoted: %j', async (source, fence) => {
    expect(await problemOf(md, source)).toBe(
      `folder/file.md has front matter that no line of ${fence} closes; correct it.`,
    );
  });

  it('goes before the first heading, which goes before nothing', async () => {
    const { documents } = await readAs(md, '---\ntitle: Stated\n---\n## Two\n\n# One\n');
    expect(documents[0]).toMatchObject({ metadata: { title: 'Stated' }, fallbackTitle: 'One' });
    expect((await readAs(md, '## Two\n\ntext')).documents[0]?.fallbackTitle).toBeUndefined();
  });

  it.each([
    '---\nText that is no mapping.\n---\nMore.',
    '---\n\nText under a rule.',
    '+++\nText between marks.\n+++\nMore.',
    '+++\nText below a mark.',
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
  ])('%j is a problem of the file', async (front, fault) => {
    const message = await problemOf(md, `---\n${front}\n---\nText.`);
    expect(message).toContain(fault);
    expect(message).toMatch(/^folder\/file\.md has front matter that [^\n]*; correct it\.$/);
  });

  it.each([
    ['title: [a, b]', 'title must be text'],
    ['author: {email: ann@example.com}', 'author must be text'],
    ['date: last week', 'date must be a date: YYYY, YYYY-MM or YYYY-MM-DD'],
    // The fifth of June or the sixth of May.
    ['date: 5/6/2023', 'date must be a date: YYYY, YYYY-MM or YYYY-MM-DD'],
    ['date: 2023/13/45', 'date must be a date: YYYY, YYYY-MM or YYYY-MM-DD'],
    ['url: /about/', 'url must be an http or https address'],
  ])('keeps the text and the right fields where one is wrong: %j', async (front, fault) => {
    const { documents, problems } = await readAs(md, `---\n${front}\npublisher: Press\n---\nText.`);
    expect(documents).toMatchObject([{ text: 'Text.' }]);
    const known = Object.entries(documents[0]?.metadata ?? {}).filter(([, value]) => value !== undefined);
    expect(known).toEqual([['publisher', 'Press']]);
    expect(problems.map(({ message }) => message)).toEqual([
      `folder/file.md has front matter that is wrong: ${fault}; correct it. Until then what is wrong there is not known.`,
    ]);
  });
});
