import { UserError } from '../../errors.ts';
import type { Blob } from './schema.ts';

/** A vector as it is stored: 32-bit floats, little-endian (every platform that Node.js runs on is). */
export function toBlob(vector: Float32Array): Uint8Array {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** A stored vector. Copied, since a row's bytes need not start where a float may. */
export function toVector(blob: Blob): Float32Array {
  const bytes = toBytes(blob);
  const vector = new Float32Array(Math.floor(bytes.byteLength / 4));
  new Uint8Array(vector.buffer).set(bytes.subarray(0, vector.byteLength));
  return vector;
}

export function toBytes(blob: Blob): Uint8Array {
  return blob instanceof ArrayBuffer ? new Uint8Array(blob) : blob;
}

/**
 * What people typed, made storable: neither database keeps a NUL, and a lone surrogate has no UTF-8. Each becomes
 * the replacement character.
 */
export function storable(text: string): string {
  // With the flag `u`, a surrogate that is part of a pair is not one.
  return text.replace(/[\0\p{Cs}]/gu, '\uFFFD');
}

/**
 * A quote must come back to the last code unit, so one that cannot is refused rather than altered.
 *
 * @throws UserError `unstorable-text`.
 */
export function exact(quote: string, documentId: string): string {
  if (storable(quote) === quote) return quote;
  throw new UserError(
    'unstorable-text',
    `This part of ${documentId} holds characters that a database cannot keep exactly. Choose another excerpt.`,
  );
}

/** Text for searching: lower case, without accents, white space run together. */
export function fold(text: string): string {
  return storable(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The LIKE patterns (escape character `\`) of which a folded text must match every one. */
export function likePatterns(search: string): string[] {
  const words = fold(search).split(' ').filter(Boolean);
  return words.map((word) => `%${word.replace(/[\\%_]/g, (special) => `\\${special}`)}%`);
}

/** `YYYY-MM-DD` of an instant, UTC. */
export function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
