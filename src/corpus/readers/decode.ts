import type { SourceFile } from './reader.ts';

/** The text of a file, or what is wrong with it as the rest of a sentence that starts with its path. */
export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: string; readonly cause?: unknown };

/**
 * Decodes UTF-8 strictly and removes a byte order mark; nothing else is changed. UTF-16, other encodings and
 * binary content are faults: guessing an encoding would put characters into quotes that nobody wrote.
 */
export function decodeText(file: SourceFile): Decoded {
  const { bytes } = file;
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { ok: false, fault: 'is encoded as UTF-16; save it as UTF-8.' };
  }
  if (bytes.includes(0)) {
    return {
      ok: false,
      fault: 'is binary (it contains NUL bytes); replace it with a text file or remove it.',
    };
  }
  let text: string;
  try {
    text = decodeUtf8(bytes);
  } catch (cause) {
    return { ok: false, fault: `is not UTF-8 (line ${badLine(bytes)}); save it as UTF-8.`, cause };
  }
  if (text.trim() === '') {
    return { ok: false, fault: 'is empty; add its text or remove the file.' };
  }
  return { ok: true, text };
}

function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** Line (from 1) of the first byte that is not UTF-8. A line feed never is part of a longer sequence. */
function badLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(10, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    try {
      decodeUtf8(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
}
