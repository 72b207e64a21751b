import type { Document, Sentence } from './types.ts';

/** Sentences with their sizes: `tokens[i]` belongs to `sentences[i]`, without special tokens. */
export interface MeasuredSentences {
  readonly sentences: readonly Sentence[];
  readonly tokens: readonly number[];
}

/** Tokens of each text, in order, without the special ones that a model adds. */
export type CountTokens = (texts: readonly string[]) => Promise<readonly number[]>;

/**
 * Divides every sentence of more than `limit` tokens until each part fits: at clause punctuation near the
 * middle, else at white space, else between two characters as a person sees them, and at last between code
 * points. Parts keep the kind of the sentence. Returns the tokens too, since they had to be counted.
 * Furniture is not divided: it is never embedded. A single code point that still does not fit stays.
 */
export async function splitLongSentences(
  document: Document,
  sentences: readonly Sentence[],
  countTokens: CountTokens,
  limit: number,
): Promise<MeasuredSentences> {
  const { text } = document;
  const count = (list: readonly Sentence[]) =>
    countTokens(list.map(({ start, end }) => text.slice(start, end)));
  let measured = zip(sentences, await count(sentences));
  for (;;) {
    const pieces = measured.map((item) => divide(text, item, limit));
    const fresh = pieces.flatMap((parts) => (parts.length > 1 ? parts : []));
    if (fresh.length === 0) break;
    // Each round counts only the parts that it made, in one call.
    const counted = zip(fresh, await count(fresh)).values();
    measured = measured.flatMap((item, index) => {
      const parts = pieces[index] ?? [];
      return parts.length > 1 ? parts.map(() => counted.next().value ?? item) : [item];
    });
  }
  return { sentences: measured.map((item) => item.sentence), tokens: measured.map((item) => item.tokens) };
}

interface Measured {
  readonly sentence: Sentence;
  readonly tokens: number;
}

function zip(sentences: readonly Sentence[], tokens: readonly number[]): Measured[] {
  return sentences.map((sentence, index) => ({ sentence, tokens: tokens[index] ?? 0 }));
}

/** Two parts of a sentence that is too long; the sentence alone where it fits or cannot be divided. */
function divide(text: string, item: Measured, limit: number): Sentence[] {
  const { sentence, tokens } = item;
  if (tokens <= limit || sentence.kind === 'furniture') return [sentence];
  const content = text.slice(sentence.start, sentence.end);
  // Three parts' worth of text is cut after the first third rather than in the middle.
  const parts = Math.ceil(tokens / limit);
  const aim = Math.floor((content.length * Math.floor(parts / 2)) / parts);
  const cut = cutNear(content, aim);
  if (cut === undefined) return [sentence];
  const { kind, start, end } = sentence;
  const left = content.slice(0, cut).trimEnd().length;
  const right = content.length - content.slice(cut).trimStart().length;
  return [
    { start, end: start + left, kind },
    { start: start + right, end, kind },
  ];
}

/** Where to cut `content` (without white space at its ends), as near to `aim` as its kind of cut allows. */
function cutNear(content: string, aim: number): number | undefined {
  const reach = Math.floor(content.length / 4);
  return (
    nearest(content, aim, /[,;:—–)\]]["'”’]?\s|\s[—–(]/g, reach) ??
    nearest(content, aim, /\s/g, content.length) ??
    betweenGraphemes(content, aim) ??
    betweenCodePoints(content, aim)
  );
}

/** The end of the match nearest to `aim` (its white space apart) that is at most `reach` away from it. */
function nearest(content: string, aim: number, pattern: RegExp, reach: number): number | undefined {
  let best: number | undefined;
  for (const match of content.matchAll(pattern)) {
    // A cut before an opening bracket or dash falls on the white space, one after punctuation behind it.
    const cut = /^\s/.test(match[0]) ? match.index : match.index + match[0].length;
    if (cut <= 0 || cut >= content.length) continue;
    const distance = Math.abs(cut - aim);
    if (distance <= reach && (best === undefined || distance < Math.abs(best - aim))) best = cut;
    if (cut > aim + reach) break;
  }
  return best;
}

/** No grapheme that people write is longer than this many code units. */
const GRAPHEME_WINDOW = 64;

function betweenGraphemes(content: string, aim: number): number | undefined {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const from = codePointStart(content, Math.max(0, aim - GRAPHEME_WINDOW));
  const window = content.slice(
    from,
    codePointStart(content, Math.min(content.length, aim + GRAPHEME_WINDOW)),
  );
  let best: number | undefined;
  for (const { index, segment } of segmenter.segment(window)) {
    const cut = from + index;
    // What begins the window may be the rest of a grapheme, and what ends it the beginning of one.
    if (index === 0 || cut >= content.length || segment.length === 0) continue;
    if (best === undefined || Math.abs(cut - aim) < Math.abs(best - aim)) best = cut;
  }
  return best;
}

function betweenCodePoints(content: string, aim: number): number | undefined {
  const cut = codePointStart(content, Math.max(1, aim));
  if (cut > 0) return cut < content.length ? cut : undefined;
  return content.length > 2 ? 2 : undefined;
}

/** `offset`, moved back by one where it stands inside a surrogate pair. */
function codePointStart(content: string, offset: number): number {
  const low = content.charCodeAt(offset);
  const high = content.charCodeAt(offset - 1);
  return low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff ? offset - 1 : offset;
}
