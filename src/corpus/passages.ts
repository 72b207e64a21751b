import { type Asking, opensAnswer } from './asked.ts';
import type { Document, Passage, Sentence, Span } from './types.ts';

export interface PassageSettings {
  /** Most tokens of a passage: the sum over its sentences, without special tokens. */
  readonly maxTokens: number;
  /** Size that passages aim at; a run of sentences is divided into that many parts of about equal size. */
  readonly targetTokens: number;
  /** A sentence of more tokens is divided (default: `maxTokens`). One of more than `maxTokens` stands alone. */
  readonly maxSentenceTokens?: number | undefined;
}

/** A cut inside a paragraph costs as much as a passage that is this share off its ideal size. */
const CUT_INSIDE_PARAGRAPH = 0.5;

/**
 * Divides a document into passages: consecutive sentences of one section, at most `maxTokens` each (a single
 * sentence that is longer is a passage of its own; `splitLongSentences` prevents it).
 *
 * - Furniture is in no passage and ends the one before it. Every prose sentence is in exactly one.
 * - Headings begin the passage of the text below them. A heading that furniture (or a lack of room) parts from
 *   its text is in no passage, but the passages below still name it in `heading`. A heading with no text below
 *   it is a passage by itself, so that nothing is lost.
 * - Each question of a page of questions begins a passage, so that questions and answers are found each by itself.
 * - A section's passages are of about equal size and end at paragraphs where that is possible: among all
 *   divisions the one with the least sum of squared deviations from the ideal size, plus a charge for each cut
 *   inside a paragraph.
 *
 * @param tokens Tokens of each sentence, without special ones.
 */
export function buildPassages(
  document: Document,
  sentences: readonly Sentence[],
  tokens: readonly number[],
  settings: PassageSettings,
): Passage[] {
  const size = (index: number) => Math.max(1, tokens[index] ?? 1);
  const paragraph = paragraphNumbers(document, sentences);
  const passages: Passage[] = [];
  const add = (first: number, end: number, heading: Span | null) => {
    const start = sentences[first]?.start ?? 0;
    passages.push({
      start,
      end: sentences[end - 1]?.end ?? start,
      firstSentence: first,
      endSentence: end,
      heading,
    });
  };
  for (const run of runsOf({ ...document, sentences })) {
    const { firstHeading, first, end, heading } = run;
    if (first === end) {
      for (let i = firstHeading; i < first; i++) add(i, i + 1, spanOf(sentences[i]));
      continue;
    }
    const begin = firstThatFits(firstHeading, first, size, settings.maxTokens);
    // `heading` names the last one, so only those above it would be lost.
    for (let i = firstHeading; i < Math.min(begin, first - 1); i++) add(i, i + 1, spanOf(sentences[i]));
    // The headings and the first sentence stay together.
    let cutFrom = begin;
    for (const cut of divide({ first: begin, end, keep: first, size, paragraph }, settings)) {
      add(cutFrom, cut, heading);
      cutFrom = cut;
    }
  }
  return passages;
}

/** Consecutive sentences without furniture: headings (possibly none), then prose (possibly none). */
interface Run {
  readonly firstHeading: number;
  readonly first: number;
  readonly end: number;
  /** The nearest heading above the prose, also beyond furniture. */
  readonly heading: Span | null;
}

function runsOf(document: Asking): Run[] {
  const { sentences } = document;
  const runs: Run[] = [];
  const kind = (index: number) => sentences[index]?.kind;
  let heading: Span | null = null;
  /** Headings that furniture parts from what follows, still without text of their own. */
  let waiting: Run | null = null;
  for (let i = 0; i < sentences.length; ) {
    if (kind(i) === 'furniture') {
      i++;
      continue;
    }
    const firstHeading = i;
    while (kind(i) === 'heading') i++;
    const first = i;
    while (kind(i) === 'prose' && (i === first || !opensAnswer(document, i))) i++;
    if (first > firstHeading) {
      if (waiting !== null) runs.push(waiting);
      waiting = null;
      heading = spanOf(sentences[first - 1]);
    }
    const run: Run = { firstHeading, first, end: i, heading };
    if (i === first) waiting = run;
    else {
      if (waiting !== null) runs.push(...withoutLast(waiting));
      waiting = null;
      runs.push(run);
    }
  }
  if (waiting !== null) runs.push(waiting);
  return runs;
}

/** Of headings that wait beyond furniture, the last heads the text below; the others are on their own. */
function withoutLast(waiting: Run): Run[] {
  const last = waiting.first - 1;
  return last > waiting.firstHeading ? [{ ...waiting, first: last, end: last }] : [];
}

function spanOf(sentence: Sentence | undefined): Span | null {
  return sentence === undefined ? null : { start: sentence.start, end: sentence.end };
}

/** The first of the headings from which on they fit into one passage with the first sentence below them. */
function firstThatFits(from: number, first: number, size: (index: number) => number, max: number): number {
  let begin = first;
  for (let sum = size(first); begin > from && sum + size(begin - 1) <= max; begin--) sum += size(begin - 1);
  return begin;
}

/** The block of each sentence, as a number that changes where a paragraph begins. */
function paragraphNumbers(document: Document, sentences: readonly Sentence[]): number[] {
  let block = 0;
  return sentences.map((sentence) => {
    while ((document.blocks[block]?.end ?? Number.POSITIVE_INFINITY) <= sentence.start) block++;
    return block;
  });
}

interface Division {
  readonly first: number;
  readonly end: number;
  /** No cut at or before this sentence: it stays with the headings above it. */
  readonly keep: number;
  readonly size: (index: number) => number;
  readonly paragraph: readonly number[];
}

/** Where the passages of a run end, found by dynamic programming over the cheapest division up to each sentence. */
function divide(run: Division, settings: PassageSettings): number[] {
  const { first, end, keep, size, paragraph } = run;
  let total = 0;
  for (let i = first; i < end; i++) total += size(i);
  const { maxTokens, targetTokens } = settings;
  const parts = Math.max(
    1,
    Math.round(total / Math.min(targetTokens, maxTokens)),
    Math.ceil(total / maxTokens),
  );
  const ideal = total / parts;
  const best: { cost: number; from: number }[] = [{ cost: 0, from: first }];
  for (let to = first + 1; to <= end; to++) {
    let choice = { cost: Number.POSITIVE_INFINITY, from: to - 1 };
    let sum = 0;
    for (let from = to - 1; from >= first; from--) {
      sum += size(from);
      if (sum > maxTokens && from < to - 1) break;
      if (from > first && from <= keep) continue;
      const before = best[from - first]?.cost ?? Number.POSITIVE_INFINITY;
      const inside = from > first && paragraph[from] === paragraph[from - 1] ? CUT_INSIDE_PARAGRAPH ** 2 : 0;
      const cost = before + ((sum - ideal) / ideal) ** 2 + inside;
      if (cost < choice.cost) choice = { cost, from };
    }
    best.push(choice);
  }
  const cuts: number[] = [];
  for (let to = end; to > first; to = best[to - first]?.from ?? first) cuts.push(to);
  return cuts.reverse();
}
