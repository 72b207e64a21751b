import fc from 'fast-check';
import { expect, it } from 'vitest';
import { txt } from '../../../src/corpus/readers/txt.ts';
import { describeReader, problemOf, readAs } from './suite.ts';

describeReader({
  reader: txt,
  fixture: 'plain.txt',
  isText: true,
  expected: [
    {
      metadata: {},
      lines: [
        ['The Rules', 1],
        ['The fee', 4],
        ['- Helmets', 6],
        ['- Shoes', 7],
      ],
    },
  ],
});

it('leaves the text as it is but for one byte order mark', async () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((value) => value.trim() !== '' && !value.includes('\0'));
  await fc.assert(
    fc.asyncProperty(text, fc.boolean(), async (value, mark) => {
      const plain = value.replace(/^\ufeff/, 'x');
      const result = await readAs(txt, mark ? `\ufeff${plain}` : plain);
      expect(result.documents[0]?.text).toBe(plain);
    }),
  );
});

it('keeps carriage returns and no-break spaces', async () => {
  const result = await readAs(txt, 'a\u00a0b\r\n\r\nc');
  expect(result.documents[0]?.text).toBe('a\u00a0b\r\n\r\nc');
});

it('says on which line a file stops being UTF-8', async () => {
  expect(await problemOf(txt, Uint8Array.from([72, 10, 195, 164, 10, 0xe9, 33]))).toContain('(line 3)');
});
