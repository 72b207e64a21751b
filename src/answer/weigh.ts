import { asks } from '../corpus/asked.ts';
import { namesColumns, rowNameOf } from '../corpus/columns.ts';
import { textsOver } from '../corpus/heading-path.ts';
import type { Sentence, Span } from '../corpus/types.ts';
import { comparedSentences } from '../index/passage-text.ts';
import { termsOf } from '../index/terms.ts';
import type { Index, IndexedDocument, IndexedPassage } from '../index/types.ts';
import { bestSpan } from '../reading/reader.ts';
import { holdsKind } from './expectation.ts';
import { termsOfPassage } from './passage-terms.ts';
import { coverage, type QuestionProfile } from './profile.ts';
import type { Candidate } from './retrieve.ts';
import { findDates } from './values/dates.ts';
import { dottedNumbers, isSameVersion, versionsIn } from './versions.ts';
import type { WindowReading } from './windows.ts';

/** A sentence of a passage, weighed as an answer to the question. */
export interface WeighedSentence extends Span {
  /** Place among the document's sentences. */
  readonly place: number;
  /** Share of the question's terms (by rarity) in the sentence, 0 to 1. */
  readonly coverage: number;
  /** How far it holds something of the kind that the question asks for, 0 to 1. */
  readonly kindFit: number;
  /** Whether it names versions, and neither it nor a heading above it one of those that the question names. */
  readonly otherVersion: boolean;
  /** The reader's best answer inside it, in the document's offsets; null where the reader did not read. */
  readonly span: Span | null;
  /** How sure the reader is of that span: its score less the no-answer score; null where it did not read. */
  readonly margin: number | null;
  /** Higher answers better; comparable within one passage. */
  readonly score: number;
}

/** A candidate passage and how much of the question it holds. */
export interface CoveredPassage {
  readonly candidate: Candidate;
  readonly indexed: IndexedPassage;
  /** Share of the question's terms (by rarity) in the passage, its heading and its title, 0 to 1. */
  readonly coverage: number;
  /** The question's terms that occur there. */
  readonly terms: ReadonlySet<string>;
}

/** A candidate passage with its sentences weighed. */
export interface WeighedPassage extends CoveredPassage {
  /** In the order of the text; at least one. */
  readonly sentences: readonly WeighedSentence[];
  /** The sentence that answers best; the first of equals. */
  readonly best: WeighedSentence;
  /** What the reader made of the window that holds the passage; null where it did not read. */
  readonly reading: WindowReading | null;
  /**
   * The highest margin of the reader's answers inside the passage itself, those in sentences that ask left out;
   * null where it did not read.
   */
  readonly margin: number | null;
}

/**
 * How much each sign counts beside the words (which count 1), chosen on clapnq_a and the three articles of
 * squad2_dev_half that the reader had not seen; docs/quality.md has the trials.
 */
const KIND_WEIGHT = 0.1;
/** For the cosine of question and sentence. */
const NEARNESS_WEIGHT = 1;
/** For each unit of the reader's logits. */
const READER_WEIGHT = 0.1;
/** Margin of what lay beyond what the reader could take in. */
const NOT_SEEN = -8;
/** Texts tend to say the main thing first. */
const FIRST_WEIGHT = 0.1;
/** The row of a table whose first cell the question names in full is the one that is asked for. */
const ROW_WEIGHT = 0.6;
/** What names another version than the question does says nothing of that one. */
const OTHER_VERSION_PENALTY = 1;
/** A sentence that asks does not answer; in a list of questions and answers it is the next one that does. */
const ASKING_PENALTY = 1.5;

/** How much of the question a candidate passage holds. */
export function coverPassage(
  index: Pick<Index, 'passages'>,
  candidate: Candidate,
  profile: QuestionProfile,
): CoveredPassage {
  const indexed = index.passages[candidate.number];
  if (indexed === undefined) throw new RangeError(`The index has no passage ${candidate.number}.`);
  const { text, context } = termsOfPassage(indexed);
  const terms = new Set([...profile.weights.keys()].filter((term) => text.has(term) || context.has(term)));
  return { candidate, indexed, coverage: coverage(profile, terms), terms };
}

/** A sentence, its place in the passage and how much of the question it holds. */
interface Covered extends Sentence {
  readonly at: number;
  readonly covered: number;
}

/**
 * Weighs the sentences of a passage. A heading is the sentence that answers only where it holds the day that is asked
 * for ("2.4.0 (11 May 2024)" above a list of changes), or where nothing else is there.
 */
export function weighPassage(
  covered: CoveredPassage,
  profile: QuestionProfile,
  reading: WindowReading | null = null,
): WeighedPassage {
  const { document, passage } = covered.indexed;
  const terms = termsOfPassage(covered.indexed).sentences;
  const all: readonly Covered[] = document.sentences
    .slice(passage.firstSentence, passage.endSentence)
    .map((sentence, at) => ({ ...sentence, at, covered: coverage(profile, terms[at] ?? new Set()) }));
  const asked = versionsIn(profile.text).length > 0 ? dottedNumbers(profile.text) : [];
  const versions = isUnderVersion(covered.indexed, asked) ? [] : asked;
  const tells = ({ start, end, covered: share }: Covered) =>
    profile.kind === 'time' && share > 0 && holdsDay(document.text.slice(start, end));
  const answering = all.filter(
    (sentence) => (sentence.kind === 'prose' && !namesColumns(document, sentence)) || tells(sentence),
  );
  const firstProse = answering.find(({ kind }) => kind === 'prose') ?? all[0];
  const nearness = nearnessByStart(covered);
  const weigh = (sentence: Covered) => {
    const { start, end, at, covered: share } = sentence;
    const text = document.text.slice(start, end);
    const kindFit = holdsKind(text, profile.kind);
    const otherVersion = namesOtherVersion(text, sentence.kind, versions);
    const answer = reading === null ? null : answerWithin(reading, { start, end });
    const margin = answer?.margin ?? null;
    const score =
      share +
      NEARNESS_WEIGHT * (nearness.get(start) ?? covered.candidate.dense) +
      KIND_WEIGHT * kindFit +
      READER_WEIGHT * (margin ?? (reading === null ? 0 : NOT_SEEN)) +
      (sentence === firstProse ? FIRST_WEIGHT : 0) +
      (isAskedRow(document, sentence, profile) ? ROW_WEIGHT : 0) -
      (otherVersion ? OTHER_VERSION_PENALTY : 0) -
      (asks(text) ? ASKING_PENALTY : 0);
    const place = passage.firstSentence + at;
    const span = answer?.span ?? null;
    return { start, end, place, coverage: share, kindFit, otherVersion, span, margin, score };
  };
  const sentences = (answering.length > 0 ? answering : all).map(weigh);
  return {
    ...covered,
    sentences,
    best: sentences.reduce((best, sentence) => (sentence.score > best.score ? sentence : best)),
    reading,
    margin: reading === null ? null : marginOf(passage, sentences, reading, document.text),
  };
}

/** Cosine of the question with each of the passage's sentences that has one, by where the sentence begins. */
function nearnessByStart({
  candidate,
  indexed: { document, passage },
}: CoveredPassage): ReadonlyMap<number, number> {
  const compared = comparedSentences(document, passage);
  return new Map(compared.map(({ start }, at) => [start, candidate.sentences[at] ?? candidate.dense]));
}

/** Whether a text tells a day or a month of a year; a year alone may be part of a name ("World Cup 2022"). */
function holdsDay(text: string): boolean {
  return findDates(text).some(({ year, month, day }) => month !== null && (year !== null || day !== null));
}

/** Whether one of the headings above a passage names a version that is asked for. */
function isUnderVersion(
  { document, passage: { heading } }: IndexedPassage,
  versions: readonly string[],
): boolean {
  if (heading === null || versions.length === 0) return false;
  const above = [...textsOver(document, heading), document.text.slice(heading.start, heading.end)];
  return above.some((text) => namesAny(text, versions));
}

/** Whether a sentence names versions, and none of those that the question names; a heading needs no "version" for it. */
function namesOtherVersion(text: string, kind: Sentence['kind'], versions: readonly string[]): boolean {
  if (versions.length === 0 || namesAny(text, versions)) return false;
  return (kind === 'heading' ? dottedNumbers(text) : versionsIn(text)).length > 0;
}

function namesAny(text: string, versions: readonly string[]): boolean {
  return dottedNumbers(text).some((number) => versions.some((version) => isSameVersion(number, version)));
}

function isAskedRow(document: IndexedDocument, row: Span, { weights }: QuestionProfile): boolean {
  const name = rowNameOf(document, row);
  const terms = name === null ? [] : termsOf(name);
  return terms.length > 0 && terms.every((term) => weights.has(term));
}

/** The reader's best margin inside the passage, but not for an answer that it sees in a question of the text. */
function marginOf(
  passage: Span,
  sentences: readonly WeighedSentence[],
  reading: WindowReading,
  text: string,
): number {
  const stating = sentences.filter(({ start, end }) => !asks(text.slice(start, end)));
  if (stating.length === 0 || stating.length === sentences.length) {
    return answerWithin(reading, passage)?.margin ?? NOT_SEEN;
  }
  return Math.max(...stating.map(({ margin }) => margin ?? NOT_SEEN));
}

/** The reader's best answer inside a stretch of the document. What the reader did not get to see has none. */
function answerWithin(
  { window, reading }: WindowReading,
  stretch: Span,
): { span: Span; margin: number } | null {
  const offset = window.start;
  const within = { start: stretch.start - offset, end: stretch.end - offset };
  const span = bestSpan(reading.tokens, within);
  if (span === null) return null;
  return {
    span: { start: span.start + offset, end: span.end + offset },
    margin: span.score - reading.noAnswer,
  };
}
