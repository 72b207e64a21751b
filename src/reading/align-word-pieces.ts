import type { Span } from '../corpus/types.ts';

/**
 * Where the tokens of BERT's uncased WordPiece tokenizer stand in the text they were made from. The
 * tokenizer itself keeps no offsets and changes the text first (lower case, accents and control characters
 * removed), so the same changes are made here with the place of every character kept.
 */

const unknownPiece = '[UNK]';
const continuation = '##';
const accents = /[\u0300-\u036f]/g;
const control = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u;
/** A character and the marks upon it: the reach within which canonical order may move characters. */
const cluster = /\P{M}\p{M}*|\p{M}+/gu;
const punctuation = '\\p{P}\\u0021-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u007E';
const word = new RegExp(`[^\\s${punctuation}]+|[${punctuation}]`, 'gu');

/** A text whose UTF-16 units each know the range of the original text that they come from. */
interface Traced {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * The range of the text that each token stands for: in order, within bounds. Tokens of one character
 * (a Hangul syllable that falls into two tokens) share its range; an unknown word is one range.
 *
 * @param pieces The tokenizer's tokens for exactly this text, without special ones.
 * @throws Error when the pieces are not this text's, as with another kind of tokenizer.
 */
export function alignWordPieces(text: string, pieces: readonly string[]): Span[] {
  const normalised = normalise(text);
  const spans: Span[] = [];
  for (const match of normalised.text.matchAll(word)) {
    let at = match.index;
    const end = at + match[0].length;
    while (at < end) {
      const length = pieceLength(pieces[spans.length], normalised.text, at, match.index, end);
      spans.push({ start: normalised.starts[at] ?? 0, end: normalised.ends[at + length - 1] ?? 0 });
      at += length;
    }
  }
  if (spans.length !== pieces.length) throw mismatch(pieces[spans.length], text.length);
  return spans;
}

/** How many characters of the word the piece stands for. */
function pieceLength(
  piece: string | undefined,
  text: string,
  at: number,
  wordStart: number,
  wordEnd: number,
): number {
  if (piece === unknownPiece && at === wordStart) return wordEnd - wordStart;
  const characters = at === wordStart ? piece : piece?.slice(continuation.length);
  if (!characters || !text.startsWith(characters, at)) throw mismatch(piece, at);
  return characters.length;
}

function mismatch(piece: string | undefined, at: number): Error {
  return new Error(
    `the token ${JSON.stringify(piece)} does not belong at character ${at}: the reader's tokenizer is not BERT's uncased one`,
  );
}

/** The text as the tokenizer's normaliser leaves it, with the origin of every character. */
export function normalise(text: string): Traced {
  return withoutAccents(lowerCase(clean(text)));
}

/** Control characters out, white space to blanks, and blanks around each CJK ideograph. */
function clean(text: string): Traced {
  const trace = newTrace();
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    if (isKept(character)) {
      const kept = /^\s$/.test(character) ? ' ' : character;
      trace.add(isIdeograph(kept) ? ` ${kept} ` : kept, at, end);
    }
    at = end;
  }
  return trace.done();
}

function isKept(character: string): boolean {
  if (character === '\t' || character === '\n' || character === '\r') return true;
  return character !== '\uFFFD' && !control.test(character);
}

/** The tokenizer looks at single UTF-16 units, so ideographs beyond U+FFFF are ordinary characters to it. */
function isIdeograph(character: string): boolean {
  const code = character.length === 1 ? character.charCodeAt(0) : 0;
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0xf900 && code <= 0xfaff)
  );
}

/** Lower case of the whole text (a final sigma depends on its neighbours), traced character by character. */
function lowerCase(traced: Traced): Traced {
  const lowered = traced.text.toLowerCase();
  const trace = newTrace();
  let from = 0;
  let to = 0;
  for (const character of traced.text) {
    const length = character.toLowerCase().length;
    trace.add(lowered.slice(to, to + length), ...rangeOf(traced, from, from + character.length));
    from += character.length;
    to += length;
  }
  return trace.done();
}

/** Canonical decomposition without the marks from U+0300 to U+036F. */
function withoutAccents(traced: Traced): Traced {
  const trace = newTrace();
  const strip = (part: string) => part.normalize('NFD').replace(accents, '');
  for (const match of traced.text.matchAll(cluster)) {
    const whole = strip(match[0]);
    const characters = [...match[0]];
    const parts = characters.map(strip);
    let at = match.index;
    if (parts.join('') === whole) {
      for (const [index, part] of parts.entries()) {
        const length = characters[index]?.length ?? 0;
        const [start, end] = rangeOf(traced, at, at + length);
        // A mark that goes stays with the letter it was on, so that no span ends between the two.
        if (part === '' && index > 0) trace.extend(end);
        else trace.add(part, start, end);
        at += length;
      }
    } else {
      trace.add(whole, ...rangeOf(traced, at, at + match[0].length));
    }
  }
  return trace.done();
}

function rangeOf(traced: Traced, from: number, to: number): [start: number, end: number] {
  return [traced.starts[from] ?? 0, traced.ends[to - 1] ?? 0];
}

function newTrace() {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  return {
    add(part: string, start: number, end: number): void {
      text += part;
      for (let unit = 0; unit < part.length; unit += 1) {
        starts.push(start);
        ends.push(end);
      }
    },
    /** Lets the last character reach as far as `end`. */
    extend(end: number): void {
      if (ends.length > 0) ends[ends.length - 1] = end;
    },
    done: (): Traced => ({ text, starts, ends }),
  };
}
