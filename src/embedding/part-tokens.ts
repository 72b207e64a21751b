import type { PartedText } from './embedder.ts';

/** The first token of a part, and the one after its last. */
export type TokenRange = readonly [number, number];

export const NO_TOKENS: TokenRange = [0, 0];

/**
 * Which of a text's tokens each of its parts has, found by taking the text apart piece by piece. From the first piece
 * that by itself has other tokens than within the text, parts have none.
 *
 * @param ids the text's tokens as the model takes them in, the two special ones included, perhaps cut off
 * @param encode the tokens of a piece, the two special ones included
 */
export function tokensOfParts(
  ids: readonly number[],
  { text, parts }: PartedText,
  encode: (piece: string) => readonly number[],
): TokenRange[] {
  const end = ids.length - 1;
  let character = 0;
  let token: number | null = 1;
  const pass = (to: number) => {
    const piece = text.slice(character, to);
    character = to;
    if (token === null || piece.trim() === '') return;
    const own = encode(piece).slice(1, -1);
    const from = token;
    // What lies beyond the end was cut off.
    token = own.every((id, at) => from + at >= end || ids[from + at] === id) ? from + own.length : null;
  };
  return parts.map((part): TokenRange => {
    pass(part.start);
    const from: number | null = token;
    pass(part.end);
    if (from === null || token === null || from >= end) return NO_TOKENS;
    return [from, Math.min(token, end)];
  });
}
