import type { Readable } from 'node:stream';

/**
 * The lines of a stream of UTF-8, as they come, without their ends (LF or CRLF). Unlike `node:readline` it does
 * not end a line at U+2028, which JSON allows inside a text.
 */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let parts: string[] = [];
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    const pieces = String(chunk).split('\n');
    for (const piece of pieces.slice(0, -1)) {
      yield withoutReturn([...parts, piece].join(''));
      parts = [];
    }
    parts.push(pieces.at(-1) ?? '');
  }
  const last = withoutReturn(parts.join(''));
  if (last !== '') yield last;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
