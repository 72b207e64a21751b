import type { Generation } from './generation.ts';
import type { PassageRange } from './hits.ts';
import type { Manifest } from './manifest.ts';
import { comparedSentences } from './passage-text.ts';
import type { Hit, Index, IndexedDocument, IndexedPassage, SearchFilter } from './types.ts';
import { cosine } from './vectors/flat-table.ts';

const NOTHING: PassageRange = { start: 0, end: 0 };

/** A generation in memory, ready to be searched. It needs none of its files any more. */
export class GenerationIndex implements Index {
  readonly generation: string;
  readonly corpusState: string;
  readonly manifest: Manifest;
  readonly documents: ReadonlyMap<string, IndexedDocument>;
  readonly passages: readonly IndexedPassage[];
  readonly #content: Generation;
  readonly #ranges: ReadonlyMap<string, PassageRange>;
  /** For each passage the row of its first sentence; one more for the end of the last. */
  readonly #sentenceRows: Uint32Array;

  constructor(name: string, content: Generation, corpusState: string) {
    const documents = new Map<string, IndexedDocument>();
    const ranges = new Map<string, PassageRange>();
    const passages: IndexedPassage[] = [];
    for (const { document, passages: own } of content.records) {
      documents.set(document.id, document);
      ranges.set(document.id, { start: passages.length, end: passages.length + own.length });
      for (const passage of own) passages.push({ number: passages.length, document, passage });
    }
    this.#sentenceRows = new Uint32Array(passages.length + 1);
    let row = 0;
    for (const { number, document, passage } of passages) {
      this.#sentenceRows[number] = row;
      row += comparedSentences(document, passage).length;
    }
    this.#sentenceRows[passages.length] = row;
    this.generation = name;
    this.corpusState = corpusState;
    this.manifest = content.manifest;
    this.documents = documents;
    this.passages = passages;
    this.#content = content;
    this.#ranges = ranges;
  }

  get fingerprint(): string {
    return this.manifest.fingerprint;
  }

  async searchVectors(vector: Float32Array, limit: number, filter?: SearchFilter): Promise<Hit[]> {
    return this.#content.vectors.search(vector, limit, this.#rangeOf(filter));
  }

  searchWords(question: string, limit: number, filter?: SearchFilter): Hit[] {
    return this.#content.words.search(question, limit, this.#rangeOf(filter));
  }

  similarity(vector: Float32Array, passageNumber: number): number {
    return cosine(vector, this.#content.vectors.row(passageNumber));
  }

  sentenceSimilarities(vector: Float32Array, passageNumber: number): (number | null)[] {
    const start = this.#sentenceRows[passageNumber] ?? 0;
    const end = this.#sentenceRows[passageNumber + 1] ?? start;
    return this.#content.sentences.cosines(vector, { start, end });
  }

  rarity(term: string): number {
    return this.#content.words.rarity(term);
  }

  resolveTerm(term: string): string {
    return this.#content.words.resolve(term);
  }

  passagesWith(term: string, limit: number): number[] {
    return this.#content.words.holding(term, limit);
  }

  /** The same generation, known to hold the content of another state of the corpus folder too. */
  withCorpusState(corpusState: string): GenerationIndex {
    return new GenerationIndex(this.generation, this.#content, corpusState);
  }

  #rangeOf(filter: SearchFilter | undefined): PassageRange {
    if (filter?.documentId === undefined) return { start: 0, end: this.passages.length };
    return this.#ranges.get(filter.documentId) ?? NOTHING;
  }
}
