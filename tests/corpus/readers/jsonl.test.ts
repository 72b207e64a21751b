import { expect, it } from 'vitest';
import { jsonl } from '../../../src/corpus/readers/jsonl.ts';
import { describeReader, readAs } from './suite.ts';

describeReader({
  reader: jsonl,
  fixture: 'answers.jsonl',
  isText: true,
  expected: [
    {
      id: 'fees',
      metadata: { title: 'Fees', published: '2023-05', url: 'https://example.com/fees' },
      lines: [
        ['Everybody', 1],
        ['Nobody', 1],
      ],
    },
    { id: 'shoes', metadata: { author: 'Ann Example' }, lines: [['Shoes', 3]] },
  ],
});

it.each([
  ['{"id": "b", "text": "x"', 'is not valid JSON'],
  ['[1]', 'must be an object with id and text'],
  ['null', 'must be an object with id and text'],
  ['{"text": "x"}', 'id must be text'],
  ['{"id": 5, "text": "x"}', 'id must be text'],
  ['{"id": "", "text": "x"}', 'id must be one line of whole characters'],
  ['{"id": "a\\nb", "text": "x"}', 'id must be one line of whole characters'],
  ['{"id": "\\ud800", "text": "x"}', 'id must be one line of whole characters'],
  ['{"id": " b", "text": "x"}', 'id must not begin or end with white space'],
  ['{"id": "b"}', 'text must be text'],
  ['{"id": "b", "text": " \\n"}', 'text must not be empty'],
  ['{"id": "b", "text": "a \\ud83d b"}', 'text must not hold half of a surrogate pair'],
  ['{"id": "b", "text": "a\\u0000b"}', 'text must not hold NUL characters'],
  ['{"id": "b", "text": "x", "title": 5}', 'title must be text'],
  ['{"id": "b", "text": "x", "published": "May 2023"}', 'published must be a date'],
  ['{"id": "b", "text": "x", "published": "2023-02-30"}', 'published must be a date'],
  ['{"id": "b", "text": "x", "url": "javascript:alert(1)"}', 'url must be an http or https address'],
])('says what is wrong with the line %s and reads the others', async (line, fault) => {
  const { documents, problems } = await readAs(
    jsonl,
    `{"id": "a", "text": "one"}\r\n${line}\n{"id": "c", "text": "three"}`,
  );
  expect(documents.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(fault)]);
  expect(problems[0]?.message).toMatch(/^folder\/file\.jsonl line 2 .*; correct or remove the line\.$/);
});

it('leaves the text of a line as it is', async () => {
  const text = '\ufeff a\u00a0b\r\n c \ud83d\ude31 ';
  const { documents } = await readAs(jsonl, JSON.stringify({ id: 'a', text }));
  expect(documents[0]?.text).toBe(text);
});

it('takes escaped emoji, and a title without what no line can show', async () => {
  const line =
    '{"id": "a", "text": "\\ud83d\\ude31", "title": "T\\u001b[31m\\u0000 \\ud800x", "author": "\\u0007"}';
  const { documents } = await readAs(jsonl, line);
  expect(documents[0]).toMatchObject({ text: '😱', metadata: { title: 'T [31m x', author: null } });
});
