import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import { BestHits, type PassageRange } from './hits.ts';
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
  /** The whole as JSON, for `readLexicalIndex`. */
  serialize(): string;
}

interface Entry {
  readonly id: number;
  readonly text: string;
}

interface Stored {
  /** In how many passages each term occurs. */
  readonly frequencies: Record<string, number>;
  readonly index: AsPlainObject;
}

/**
 * MiniSearch counts a passage's length in distinct tokens, BM25 in all of them. Numbering the tokens makes all of
 * them distinct while they are counted; `processTerm` takes the number off before they are indexed.
 */
const options: Options<Entry> = {
  fields: ['text'],
  tokenize: (text) => termsOf(text).map((term, i) => `${i} ${term}`),
  processTerm: (token) => token.slice(token.indexOf(' ') + 1),
};

/** Indexes the texts; the number of each is its place in the list. */
export function buildLexicalIndex(texts: readonly string[]): LexicalIndex {
  const engine = new MiniSearch<Entry>(options);
  const frequencies = new Map<string, number>();
  for (const [id, text] of texts.entries()) {
    engine.add({ id, text });
    for (const term of new Set(termsOf(text))) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  return new MiniSearchIndex(engine, frequencies);
}

/** Reads what `serialize` wrote. Throws when it is not that. */
export function readLexicalIndex(json: string): LexicalIndex {
  const { frequencies, index } = JSON.parse(json) as Stored;
  return new MiniSearchIndex(MiniSearch.loadJS<Entry>(index, options), new Map(Object.entries(frequencies)));
}

class MiniSearchIndex implements LexicalIndex {
  readonly #engine: MiniSearch<Entry>;
  readonly #frequencies: ReadonlyMap<string, number>;

  constructor(engine: MiniSearch<Entry>, frequencies: ReadonlyMap<string, number>) {
    this.#engine = engine;
    this.#frequencies = frequencies;
  }

  search(question: string, limit: number, range?: PassageRange): Hit[] {
    const terms = [...new Set(questionTerms(question).map((term) => this.resolve(term)))];
    const found = this.#engine.search(question, {
      tokenize: () => terms,
      processTerm: (term) => term,
      bm25: { k: K1, b: B, d: 0 },
      ...(range && { boostDocument: (id: number) => (id >= range.start && id < range.end ? 1 : 0) }),
    });
    const best = new BestHits(limit);
    // MiniSearch multiplies the sum by the number of terms that matched, which BM25 does not.
    for (const { id, score, queryTerms } of found) best.offer(id, score / queryTerms.length);
    return best.sorted();
  }

  rarity(term: string): number {
    const having = this.#frequencies.get(term) ?? 0;
    return Math.log(1 + (this.#engine.documentCount - having + 0.5) / (having + 0.5));
  }

  resolve(term: string): string {
    return this.#frequencies.has(term) ? term : (nearestTerm(term, this.#frequencies) ?? term);
  }

  serialize(): string {
    const stored: Stored = {
      frequencies: Object.fromEntries(this.#frequencies),
      index: this.#engine.toJSON(),
    };
    return JSON.stringify(stored);
  }
}
