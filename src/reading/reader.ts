import type { Span } from '../corpus/types.ts';

/** One token of a window and how well an answer would start or end there. */
export interface ReaderToken extends Span {
  readonly startLogit: number;
  readonly endLogit: number;
}

/** A stretch of a window, scored by the logits of its first and last token together. */
export interface ScoredSpan extends Span {
  readonly score: number;
}

/** What the reader makes of one window. Offsets are UTF-16 code units into the window's text. */
export interface ReaderSpan extends ScoredSpan {
  /** `score` less `noAnswer`: how sure the reader is that this window answers. Not a probability. */
  readonly margin: number;
  readonly noAnswer: number;
  /** Every token of the window that was read, in order, to score other stretches with `bestSpan`. */
  readonly tokens: readonly ReaderToken[];
  /** Whether question and window were too long together, so that the window's end was not read. */
  readonly truncated: boolean;
}

/** Finds where in a window a question is answered, and how sure that is. */
export interface Reader {
  readonly model: string;
  /** Hash of the model file, tokenizer and settings that decide the spans. */
  readonly fingerprint: string;
  /** One reading for each window, in order; each window is read on its own. */
  read(question: string, windows: readonly string[]): Promise<ReaderSpan[]>;
}

/**
 * How many logits below the best an answer still counts in `softMargin`. From 1 to 2 it told answerable questions from
 * others better than the best answer alone on all three sets that were tried; docs/quality.md has the figures.
 */
const softness = 1.5;

/** An answer has fewer tokens than this from first to last (as the bundled reader was measured). */
export const longestAnswer = 30;

/**
 * The best answer of a window: the highest `startLogit` + `endLogit` over all pairs of tokens with
 * start <= end < start + 30, the first of equals.
 *
 * @param within Only answers whose tokens lie inside this range of the window's text.
 * @returns null when no token lies inside.
 */
export function bestSpan(tokens: readonly ReaderToken[], within?: Span): ScoredSpan | null {
  const inside = within
    ? tokens.filter((token) => token.start >= within.start && token.end <= within.end)
    : tokens;
  let best: ScoredSpan | null = null;
  for (const [index, first] of inside.entries()) {
    for (const last of inside.slice(index, index + longestAnswer)) {
      const score = first.startLogit + last.endLogit;
      if (best === null || score > best.score) best = { start: first.start, end: last.end, score };
    }
  }
  return best;
}

/** Lower than any margin that the model gives; finite, so that what is computed from it stays a number. */
const HOPELESS_MARGIN = -40;

/** What the reader makes of these tokens; where there are none, an empty span at the start that is no answer. */
export function toReaderSpan({
  tokens,
  noAnswer,
  truncated,
}: Pick<ReaderSpan, 'tokens' | 'noAnswer' | 'truncated'>): ReaderSpan {
  const best = bestSpan(tokens) ?? { start: 0, end: 0, score: noAnswer + HOPELESS_MARGIN };
  return { ...best, margin: best.score - noAnswer, noAnswer, tokens, truncated };
}

/**
 * How sure the reader is that the window answers somewhere: the soft maximum of all its answers less the no-answer
 * score, T ln(sum of e^(score / T)) - noAnswer with T = 1.5. The margin looks at the best answer only, and is low where
 * a window answers in several ways, as a whole sentence or as a part of it, that share the certainty among them.
 *
 * @returns logits, never less than the margin; the margin itself when the window has no tokens.
 */
export function softMargin({ tokens, noAnswer, margin }: Omit<ReaderSpan, keyof ScoredSpan>): number {
  if (tokens.length === 0) return margin;
  const highest = (logits: readonly number[]) => logits.reduce((most, logit) => Math.max(most, logit));
  const start = highest(tokens.map(({ startLogit }) => startLogit));
  const end = highest(tokens.map(({ endLogit }) => endLogit));
  const ends = tokens.map(({ endLogit }) => Math.exp((endLogit - end) / softness));
  let sum = 0;
  for (const [index, { startLogit }] of tokens.entries()) {
    const reachable = ends.slice(index, index + longestAnswer).reduce((total, term) => total + term, 0);
    sum += Math.exp((startLogit - start) / softness) * reachable;
  }
  return start + end + softness * Math.log(sum) - noAnswer;
}
