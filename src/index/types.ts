import type { Document, Passage, Sentence } from '../corpus/types.ts';

/** A passage with its place: what a search returns and what the answer is made from. */
export interface IndexedPassage {
  /** Position in the generation's list of passages, from 0; stable within one generation only. */
  readonly number: number;
  readonly document: IndexedDocument;
  readonly passage: Passage;
}

/** A document as the index keeps it: everything that quoting and citing need, without the file. */
export interface IndexedDocument extends Document {
  readonly sentences: readonly Sentence[];
}

/** A passage and how well one leg of the retrieval likes it (cosine, or a BM25 score). */
export interface Hit {
  readonly number: number;
  readonly score: number;
}

export interface SearchFilter {
  /** Only passages of this document. */
  readonly documentId?: string;
}

/** One opened generation, immutable. Searches are pure: same input, same output. */
export interface Index {
  readonly generation: string;
  /** Fingerprint of the embedder whose vectors it holds. */
  readonly fingerprint: string;
  /** Hash of the corpus folder that it was built from, as `corpusState` gives it. */
  readonly corpusState: string;
  readonly documents: ReadonlyMap<string, IndexedDocument>;
  readonly passages: readonly IndexedPassage[];
  /** The `limit` passages nearest to the vector by cosine, best first. */
  searchVectors(vector: Float32Array, limit: number, filter?: SearchFilter): Promise<Hit[]>;
  /** The `limit` best passages for the question's words by BM25, best first. */
  searchWords(question: string, limit: number, filter?: SearchFilter): Hit[];
  /** Cosine of the vector with a passage, for passages that only the words found. */
  similarity(vector: Float32Array, passageNumber: number): number;
  /** Cosine of the vector with each of a passage's `comparedSentences`, in order; null for one without a vector. */
  sentenceSimilarities(vector: Float32Array, passageNumber: number): (number | null)[];
  /** How rare a term (as `termsOf` in terms.ts gives it) is among the passages: its BM25 idf, 0 or more. */
  rarity(term: string): number;
  /** The term itself when a passage has it, else the one that it most likely is a misspelling of, else itself. */
  resolveTerm(term: string): string;
  /** Numbers of the first passages, at most `limit`, that hold a term (as `termsOf` gives it). */
  passagesWith(term: string, limit: number): number[];
}
