import type { Span } from '../../corpus/types.ts';
import type { Embedder } from '../../embedding/embedder.ts';
import type { Index, IndexedPassage } from '../../index/types.ts';
import type { Reader } from '../../reading/reader.ts';
import type { QuestionProfile } from '../profile.ts';
import { type RankedPassage, type Ranking, readPassages } from '../rank.ts';
import { type Candidate, retrieve } from '../retrieve.ts';
import { compareValues } from '../values/value.ts';
import { claimsOf, comparable } from './find.ts';
import { type Claim, claimsIn } from './readings.ts';
import { aboutTheSame, countTheSame } from './same-thing.ts';

/** Other documents that are asked what they say; each costs a reading. */
const OTHER_DOCUMENTS = 3;
/** Candidates that are looked at for a value of the same thing before any is read. */
const LOOKED_AT = 60;
/** Characters on each side of the value that are searched with; a whole sentence speaks of more than the value. */
const AROUND = 60;

/**
 * Looks in other documents for what they say on the figure or date that the first passage gives. A question rarely
 * finds them all, since its words fit one source best; the sentence that answers does: what says the same of another
 * number is near it. Only what holds a value of the same thing is read.
 *
 * @returns the passages with those of other documents added, in the order of their scores; the same ranking when
 *   the question asks for neither a figure nor a date, or the first passages do not answer it.
 */
export async function seekOtherVoices(
  ranking: Ranking,
  profile: QuestionProfile,
  {
    index,
    embedder,
    reader,
  }: { readonly index: Index; readonly embedder: Embedder; readonly reader: Reader },
): Promise<Ranking> {
  const first = ranking.passages[0];
  const claim = first === undefined ? undefined : claimsOf(first, profile)[0];
  if (claim === undefined) return ranking;
  const { document } = claim.passage.indexed;
  const statement = around(document.text, claim.sentence, claim.sentence.span);
  const [vector] = await embedder.embed([statement], 'question');
  if (vector === undefined) return ranking;

  const speaks = (passage: RankedPassage) =>
    claimsOf(passage, profile).some((other) => comparable(other, claim, profile.text));
  const heard = new Set(ranking.passages.filter(speaks).map(({ indexed }) => indexed.document.id));
  const known = new Set(
    ranking.passages.filter(({ reading }) => reading !== null).map(({ candidate }) => candidate.number),
  );
  const candidates: Candidate[] = [];
  const near = together(ranking.candidates, await retrieve(index, statement, vector)).slice(0, LOOKED_AT);
  const stating = near.map((candidate) => {
    const indexed = index.passages[candidate.number];
    const unheard = indexed !== undefined && !heard.has(indexed.document.id) && !known.has(candidate.number);
    return { candidate, states: unheard ? mayState(indexed, claim.claim, profile.text) : null };
  });
  // What names the same things is asked first, then what leaves open what it counts.
  const asked = [
    ...stating.filter(({ states }) => states === 'same'),
    ...stating.filter(({ states }) => states === 'open'),
  ];
  for (const { candidate } of asked) {
    const id = index.passages[candidate.number]?.document.id;
    if (candidates.length === OTHER_DOCUMENTS) break;
    if (id === undefined || heard.has(id)) continue;
    heard.add(id);
    candidates.push(candidate);
  }
  const found = await readPassages(index, candidates, profile, reader);
  const speaking = found.filter(speaks);
  const numbers = new Set(speaking.map(({ candidate }) => candidate.number));
  const kept = ranking.passages.filter(({ candidate }) => !numbers.has(candidate.number));
  return { ...ranking, passages: [...kept, ...belowFirst(speaking, first)] };
}

/**
 * Whether a sentence of the passage holds a value that could be one of the same thing, whoever reads it: `same` where
 * its words say so, `open` where they do not say otherwise, null where none does.
 */
function mayState(
  { document, passage }: IndexedPassage,
  anchor: Claim,
  question: string,
): 'same' | 'open' | null {
  let open = false;
  for (const { start, end, kind } of document.sentences.slice(passage.firstSentence, passage.endSentence)) {
    if (kind !== 'prose') continue;
    for (const claim of claimsIn(document.text.slice(start, end), anchor, question)) {
      if (compareValues(claim.value, anchor.value) === 'incomparable') continue;
      if (!aboutTheSame(claim, anchor, question)) continue;
      if (countTheSame(claim, anchor)) return 'same';
      open = true;
    }
  }
  return open ? 'open' : null;
}

/** What is near the question and near its first answer, by the sum of the two fused scores, best first. */
function together(question: readonly Candidate[], statement: readonly Candidate[]): Candidate[] {
  const scores = new Map(question.map(({ number, fused }) => [number, fused]));
  for (const { number, fused } of statement) scores.set(number, (scores.get(number) ?? 0) + fused);
  const all = new Map([...statement, ...question].map((candidate) => [candidate.number, candidate]));
  const score = ({ number }: Candidate) => scores.get(number) ?? 0;
  return [...all.values()].sort((a, b) => score(b) - score(a) || a.number - b.number);
}

/** The words around the value, cut at white space and at the sentence's ends. */
function around(text: string, sentence: Span, value: Span | null): string {
  if (value === null) return text.slice(sentence.start, sentence.end);
  const start = Math.max(sentence.start, value.start - AROUND);
  const end = Math.min(sentence.end, value.end + AROUND);
  const head =
    start > sentence.start
      ? text.slice(start, value.start).replace(/^\S+\s/u, '')
      : text.slice(start, value.start);
  const tail =
    end < sentence.end ? text.slice(value.end, end).replace(/\s\S+$/u, '') : text.slice(value.end, end);
  return head + text.slice(value.start, value.end) + tail;
}

/** Scores of another search do not compare; what it found comes after the best of the question's own. */
function belowFirst(found: readonly RankedPassage[], first: RankedPassage | undefined): RankedPassage[] {
  const ceiling = first?.score ?? 0;
  return found.map((passage) => ({ ...passage, score: Math.min(passage.score, ceiling) }));
}
