import { asks, opensAnswer } from '../corpus/asked.ts';
import type { Span } from '../corpus/types.ts';
import type { IndexedDocument } from '../index/types.ts';
import { beginsItem, leadInOf } from './lead-in.ts';
import type { RankedPassage } from './rank.ts';
import { placeOf } from './source-place.ts';
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
 * The run of sentences to quote: the smallest one that reads on its own and holds, as far as there is room, the
 * sentences which may answer. What the answering sentence needs comes first. The run does not end at the passage's
 * edge, which is only where the retrieval happened to cut, but at headings, furniture, what is taken and
 * `EXCERPT_CHARACTERS`.
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
  const start = (at: number) => sentences[at]?.start ?? 0;
  const end = (at: number) => sentences[at]?.end ?? 0;
  const textOf = (at: number) => text.slice(start(at), end(at));
  let run = { first: place, last: place };
  const isFree = (at: number) =>
    sentences[at]?.kind === 'prose' && !taken.some((span) => start(at) < span.end && span.start < end(at));
  /** Whether the run may grow to hold the sentence; what stands above a heading belongs to another section. */
  const reaches = (at: number) => {
    const [first, last] = [Math.min(at, run.first), Math.max(at, run.last)];
    if (sentences[at] === undefined || end(last) - start(first) > EXCERPT_CHARACTERS) return false;
    if (at < run.first && sentences[run.first]?.kind !== 'prose') return false;
    for (let each = first; each <= last; each++) {
      const added = each < run.first || each > run.last;
      // What stands before a question of a page of questions answers another one.
      if (each > first && opensAnswer(document, each) && (added || each === run.first)) return false;
      if (added && !isFree(each)) return false;
    }
    return true;
  };
  const growTo = (at: number) => {
    run = { first: Math.min(at, run.first), last: Math.max(at, run.last) };
  };
  const addLeadIn = (item: number) => {
    const leadIn = leadInOf(document, item);
    if (leadIn !== null && reaches(leadIn)) growTo(leadIn);
  };
  const addWhatIsNeeded = () => {
    for (;;) {
      const quoted = text.slice(start(run.first), end(run.last));
      const [before, after] = [run.first - 1, run.last + 1];
      const isItem = beginsItem(document, run.first);
      if (reaches(before) && needsBefore(quoted, textOf(before), isItem)) {
        growTo(before);
        addLeadIn(before);
      } else if (reaches(after) && needsAfter(quoted, textOf(after))) growTo(after);
      else return;
    }
  };

  addLeadIn(place);
  addWhatIsNeeded();
  // What goes on about the answering sentence with a pronoun belongs to it ("They demand …").
  if (run.last === place && reaches(place + 1) && takesUp(textOf(place + 1))) growTo(place + 1);
  // Beyond any other question of the text stands what answers that one.
  const isAsked = (from: number, to: number) =>
    sentences.slice(from, to + 1).some((sentence) => asks(text.slice(sentence.start, sentence.end)));
  for (const other of others.toSorted((a, b) => Math.abs(a - place) - Math.abs(b - place))) {
    const asked = other < run.first ? isAsked(other, run.first) : isAsked(run.last + 1, other);
    if (!asked && reaches(other)) growTo(other);
  }
  addWhatIsNeeded();
  return { start: start(run.first), end: end(run.last) };
}

/** The excerpt around the answering sentence of a passage (or another one of its sentences). */
export function makeExcerpt(
  passage: RankedPassage,
  citation: number,
  answering: WeighedSentence = passage.best,
  taken: readonly Span[] = [],
): Excerpt {
  const { document } = passage.indexed;
  // A side of a disagreement is what its sentence says, whatever else might answer.
  const mayAnswer = answering === passage.best ? passage.sentences : [];
  const others = mayAnswer
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
    source: placeOf(document, start, answering.start),
  };
}

/** Six decimals are more than the arithmetic vouches for and keep the JSON readable. */
export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
