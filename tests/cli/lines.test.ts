import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../src/cli/lines.ts';

async function linesIn(chunks: readonly Uint8Array[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(Readable.from(chunks))) lines.push(line);
  return lines;
}

describe('the lines of a stream', () => {
  test('end at LF or CRLF and nowhere else', async () => {
    const text = 'one\r\ntwo\u2028still two\n\n four\rstill four\u0085\nlast';
    expect(await linesIn([Buffer.from(text)])).toEqual([
      'one',
      'two\u2028still two',
      '',
      ' four\rstill four\u0085',
      'last',
    ]);
  });

  test('do not depend on where the stream is cut, even inside a character', async () => {
    const piece = fc.constantFrom('a', 'é', '🚢', '\n', '\r\n', '{"id":1}', ' ');
    const written = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(written, fc.integer({ min: 1, max: 7 }), async (text, size) => {
        const bytes = Buffer.from(text);
        const chunks = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
        const expected = text.split(/\r?\n/);
        if (expected.at(-1) === '') expected.pop();
        expect(await linesIn(chunks)).toEqual(expected);
      }),
    );
  });
});
