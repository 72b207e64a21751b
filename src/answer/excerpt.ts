import { lineOf } from '../corpus/lines.ts';
import type { Span } from '../corpus/types.ts';
import type { IndexedDocument } from '../index/types.ts';
import { leadInOf } from './lead-in.ts';
import type { RankedPassage } from './rank.ts';
import { needsAfter, needsBefore, takesUp } from './stand-alone.ts';
import type { Excerpt } from './types.ts';
import type { WeighedSentence } from './weigh.ts';

/** What an excerpt needs to be read on its own is added as long as it has at most so many characters. */
export const EXCERPT_CHARACTERS = 600;

/**
 * A sentence of the passage whose score is at most this much below the answering one's may be what answers, and is
 * quoted too: the surer the choice, the shorter the quote. docs/quality.md has the trials.
 */
const MAY_ANSWER_TOO = 1;

/**
 * The run of sentences to quote: the smallest one that holds the sentences which may answer and reads on its own. It
 * does not end at the passage's edge, which is only where the retrieval happened to cut, but at headings, furniture,
 * what is taken and `EXCERPT_CHARACTERS`.
 *
 * @param place the answering sentence among the document's sentences.
 * @param others places of those that may answer too.
 * @param taken what other excerpts of the same document quote.
 */
export function chooseSpan(
  document: Pick<IndexedDocument, 'text' | 'blocks' | 'sentences'>,
  place: number,
  others: readonly number[] = [],
  taken: readonly Span[] = [],
): Span {
  const { text, sentences } = document;
  const leadIn = leadInOf(document, place);
  let first = place;
  let last = place;
  const start = (at: number) => sentences[at]?.start ?? 0;
  const end = (at: number) => sentences[at]?.end ?? 0;
  /** The text of a sentence next to the run; null where the run cannot grow to it. */
  const neighbour = (at: number) => {
    const sentence = sentences[at];
    if (sentence?.kind !== 'prose') return null;
    if (taken.some((span) => sentence.start < span.end && span.start < sentence.end)) return null;
    const length = Math.max(end(last), sentence.end) - Math.min(start(first), sentence.start);
    return length <= EXCERPT_CHARACTERS ? text.slice(sentence.start, sentence.end) : null;
  };
  const wanted = [...others];
  // A list too long to be quoted from its beginning is quoted without it.
  if (leadIn !== null && end(place) - start(leadIn) <= EXCERPT_CHARACTERS) wanted.push(leadIn);
  for (;;) {
    const run = text.slice(start(first), end(last));
    const after = neighbour(last + 1);
    // What goes on about the answering sentence with a pronoun belongs to it ("They demand …").
    const goesOn = after !== null && last === place && takesUp(after);
    if (after !== null && (goesOn || wanted.some((other) => other > last) || needsAfter(run, after))) {
      last++;
      continue;
    }
    // What stands above a heading belongs to another section.
    const before = sentences[first]?.kind === 'prose' ? neighbour(first - 1) : null;
    if (before !== null && (wanted.some((other) => other < first) || needsBefore(run, before))) {
      first--;
      continue;
    }
    return { start: start(first), end: end(last) };
  }
}

/** The excerpt around the answering sentence of a passage (or another one of its sentences). */
export function makeExcerpt(
  passage: RankedPassage,
  citation: number,
  answering: WeighedSentence = passage.best,
  taken: readonly Span[] = [],
): Excerpt {
  const { document } = passage.indexed;
  const others = passage.sentences
    .filter(({ score }) => score >= answering.score - MAY_ANSWER_TOO)
    .map(({ place }) => place);
  const { start, end } = chooseSpan(document, answering.place, others, taken);
  return {
    citation,
    document: {
      id: document.id,
      title: document.metadata.title,
      author: document.metadata.author,
      publisher: document.metadata.publisher,
      published: document.metadata.published,
      url: document.metadata.url,
      sha256: document.sha256,
    },
    quote: document.text.slice(start, end),
    start,
    end,
    highlights: [{ start: answering.start, end: answering.end }],
    score: round(passage.score),
    source: { file: document.file, line: lineOf(document, start) },
  };
}

/** Six decimals are more than the arithmetic vouches for and keep the JSON readable. */
export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
