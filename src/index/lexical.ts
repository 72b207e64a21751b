import { BestHits, type PassageRange } from './hits.ts';
import { PEOPLES_COUNTRY } from './peoples.ts';
import { nearestTerm } from './spelling.ts';
import { questionTerms, termsOf } from './terms.ts';
import type { Hit } from './types.ts';

/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) with the idf of
 * Lucene, which is never negative: ln(1 + (N - n + 0.5) / (n + 0.5)).
 *
 * k1 and b are those of the Anserini toolkit (https://github.com/castorini/anserini), which suit short passages
 * better than Lucene's 1.2 and .75.
 */
export const K1 = 0.9;
export const B = 0.4;

/** The inverted index over a generation's passages. Immutable once built. */
export interface LexicalIndex {
  /** Passages that share a term with the question, best first, ties by number; only within `range` if given. */
  search(question: string, limit: number, range?: PassageRange): Hit[];
  /** The idf of a term as `termsOf` gives it; highest for a term that no passage has. */
  rarity(term: string): number;
  /** The term itself when a passage has it, else the one that it most likely is a misspelling of, else itself. */
  resolve(term: string): string;
  /** Numbers of the first passages, at most `limit`, that hold the term. */
  holding(term: string, limit: number): number[];
  /** The whole as JSON, for `readLexicalIndex`. */
  serialize(): string;
}

/** As it is written: the lists are little-endian 32-bit numbers in base64, which JSON reads a hundred times faster. */
interface Stored {
  readonly terms: readonly string[];
  /** For each term, where its postings start; one more for the end of the last. */
  readonly starts: string;
  /** Passage numbers, rising within a term. */
  readonly passages: string;
  /** How often the term occurs in each of them. */
  readonly counts: string;
  /** Length of each passage in terms. */
  readonly lengths: string;
}

/** Indexes the texts; the number of each is its place in the list. */
export function buildLexicalIndex(texts: readonly string[]): LexicalIndex {
  const postings = new Map<string, number[]>();
  const lengths = new Uint32Array(texts.length);
  for (const [number, text] of texts.entries()) {
    const counts = new Map<string, number>();
    const terms = termsOf(text);
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    lengths[number] = terms.length;
    for (const [term, count] of counts) {
      const list = postings.get(term);
      if (list === undefined) postings.set(term, [number, count]);
      else list.push(number, count);
    }
  }
  const starts = new Uint32Array(postings.size + 1);
  const total = [...postings.values()].reduce((sum, list) => sum + list.length / 2, 0);
  const passages = new Uint32Array(total);
  const counts = new Uint32Array(total);
  let place = 0;
  for (const [at, list] of [...postings.values()].entries()) {
    for (let i = 0; i < list.length; i += 2, place++) {
      passages[place] = list[i] ?? 0;
      counts[place] = list[i + 1] ?? 0;
    }
    starts[at + 1] = place;
  }
  return new PostingLists([...postings.keys()], starts, passages, counts, lengths);
}

/** Reads what `serialize` wrote. Throws when it is not that. */
export function readLexicalIndex(json: string): LexicalIndex {
  const { terms, starts, passages, counts, lengths } = JSON.parse(json) as Stored;
  const lists = [starts, passages, counts, lengths].map(decode);
  const [first, second, third, fourth] = lists;
  if (!Array.isArray(terms) || !first || !second || !third || !fourth) throw new Error('parts are missing');
  if (first.length !== terms.length + 1 || second.length !== third.length)
    throw new Error('parts do not fit');
  return new PostingLists(terms, first, second, third, fourth);
}

/** Looking a term up among all that are known takes up to a millisecond. */
const RESOLVED_KEPT = 5_000;

class PostingLists implements LexicalIndex {
  readonly #terms: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #starts: Uint32Array;
  readonly #passages: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #lengths: Uint32Array;
  /** k1 times the length's share of the formula, for each passage. */
  readonly #dampings: Float64Array;
  /** Forms of peoples whose country the passages speak of, with its term: they are no terms of their own. */
  readonly #peoples: ReadonlyMap<string, string>;
  /** What a misspelled word may stand for: the terms and those forms. */
  #spellings: readonly string[] | null = null;
  /** Terms that no passage has, resolved before: several steps of an answer ask for the same ones. */
  readonly #resolved = new Map<string, string>();
  /** Scores of the search under way; all zero between two searches. */
  readonly #scores: Float64Array;

  constructor(
    terms: readonly string[],
    starts: Uint32Array,
    passages: Uint32Array,
    counts: Uint32Array,
    lengths: Uint32Array,
  ) {
    this.#terms = terms;
    this.#places = new Map(terms.map((term, at) => [term, at]));
    this.#peoples = new Map(
      [...PEOPLES_COUNTRY.keys()].flatMap((form) => {
        const [country = ''] = termsOf(form);
        return this.#places.has(country) && country !== form ? [[form, country] as const] : [];
      }),
    );
    this.#starts = starts;
    this.#passages = passages;
    this.#counts = counts;
    this.#lengths = lengths;
    this.#scores = new Float64Array(lengths.length);
    let total = 0;
    for (const length of lengths) total += length;
    // Without a single word any length will do: nothing is ever found.
    const average = total > 0 ? total / lengths.length : 1;
    this.#dampings = Float64Array.from(lengths, (length) => K1 * (1 - B + (B * length) / average));
  }

  search(question: string, limit: number, range?: PassageRange): Hit[] {
    const terms = new Set(questionTerms(question));
    const scores = this.#scores;
    const touched: number[] = [];
    for (const term of terms) {
      const { from, to } = this.#postingsOf(term);
      const idf = this.rarity(term);
      for (let at = from; at < to; at++) {
        const passage = this.#passages[at] ?? 0;
        if (range !== undefined && (passage < range.start || passage >= range.end)) continue;
        const count = this.#counts[at] ?? 0;
        const before = scores[passage] ?? 0;
        if (before === 0) touched.push(passage);
        scores[passage] = before + (idf * count * (K1 + 1)) / (count + (this.#dampings[passage] ?? 0));
      }
    }
    const best = new BestHits(limit);
    for (const passage of touched) {
      best.offer(passage, scores[passage] ?? 0);
      scores[passage] = 0;
    }
    return best.sorted();
  }

  rarity(term: string): number {
    const { from, to } = this.#postingsOf(term);
    return Math.log(1 + (this.#lengths.length - (to - from) + 0.5) / (to - from + 0.5));
  }

  resolve(term: string): string {
    if (this.#places.has(term)) return term;
    const known = this.#resolved.get(term);
    if (known !== undefined) return known;
    this.#spellings ??= [...this.#terms, ...this.#peoples.keys()];
    const spellings = this.#spellings;
    const termAt = (at: number) => this.#peoples.get(spellings[at] ?? '') ?? spellings[at] ?? '';
    const frequency = (at: number) => {
      const { from, to } = this.#postingsOf(termAt(at));
      return to - from;
    };
    const nearest = nearestTerm(term, spellings, frequency) ?? term;
    const resolved = this.#peoples.get(nearest) ?? nearest;
    if (this.#resolved.size >= RESOLVED_KEPT) this.#resolved.clear();
    this.#resolved.set(term, resolved);
    return resolved;
  }

  holding(term: string, limit: number): number[] {
    const { from, to } = this.#postingsOf(term);
    return [...this.#passages.subarray(from, Math.min(to, from + limit))];
  }

  serialize(): string {
    const stored: Stored = {
      terms: this.#terms,
      starts: encode(this.#starts),
      passages: encode(this.#passages),
      counts: encode(this.#counts),
      lengths: encode(this.#lengths),
    };
    return JSON.stringify(stored);
  }

  #postingsOf(term: string): { from: number; to: number } {
    const at = this.#places.get(term);
    if (at === undefined) return { from: 0, to: 0 };
    return { from: this.#starts[at] ?? 0, to: this.#starts[at + 1] ?? 0 };
  }
}

function encode(numbers: Uint32Array): string {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [at, number] of numbers.entries()) bytes.writeUInt32LE(number, at * 4);
  return bytes.toString('base64');
}

function decode(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'base64');
  const numbers = new Uint32Array(Math.floor(bytes.length / 4));
  for (let at = 0; at < numbers.length; at++) numbers[at] = bytes.readUInt32LE(at * 4);
  return numbers;
}
