import { createHash } from 'node:crypto';
import { plainTextBlocks } from '../../src/corpus/blocks.ts';
import { md } from '../../src/corpus/readers/md.ts';
import type { Document, Metadata } from '../../src/corpus/types.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { embedPassages } from '../../src/index/embed-passages.ts';
import { GenerationIndex } from '../../src/index/generation-index.ts';
import { buildLexicalIndex } from '../../src/index/lexical.ts';
import { FORMAT_VERSION } from '../../src/index/manifest.ts';
import { partedPassage } from '../../src/index/passage-text.ts';
import { splitDocument } from '../../src/index/plan.ts';
import { defaultPassageSettings } from '../../src/index/settings.ts';
import { termsOf } from '../../src/index/terms.ts';
import type { Index } from '../../src/index/types.ts';
import { DirectionTable, encodeDirections } from '../../src/index/vectors/direction-table.ts';
import { FlatTable } from '../../src/index/vectors/flat-table.ts';

const unknown: Metadata = { title: null, author: null, publisher: null, published: null, url: null };

/** A document as the reader of `.txt` files would make it, with what is known of its origin. */
export function documentOf(id: string, text: string, known: Partial<Metadata> = {}): Document {
  return {
    id,
    file: id,
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
    metadata: { ...unknown, ...known },
    blocks: plainTextBlocks(text),
    linesFollowText: true,
  };
}

/** A document as the reader of `.md` files makes it. */
export async function markdownOf(markdown: string): Promise<Document> {
  const { documents } = await md.read({ path: 'page.md', bytes: Buffer.from(markdown) });
  const [page] = documents;
  if (page === undefined) throw new Error('there is no document');
  const { text, blocks, fallbackTitle = null } = page;
  return { ...documentOf('page.md', text, { title: fallbackTitle }), blocks };
}

/**
 * An index in memory over these texts by document id, split, counted and searched by the project's own parts.
 *
 * @param embedder the vectors' maker; by default a count of words, which is all that a test of the later steps needs.
 */
export async function indexOf(
  texts: Readonly<Record<string, string>> | readonly Document[],
  embedder: Embedder = wordCounter,
): Promise<Index> {
  const documents: readonly Document[] = Array.isArray(texts)
    ? texts
    : Object.entries(texts).map(([id, text]) => documentOf(id, text));
  const passageSettings = defaultPassageSettings(embedder.maxTokens);
  const records = [];
  for (const document of documents) {
    records.push(await splitDocument(document, document.id, passageSettings, embedder));
  }
  const passages = records.flatMap(({ document, passages }) =>
    passages.map((p) => partedPassage(document, p)),
  );
  const { vectors, sentenceVectors } = await embedPassages(passages, null, embedder, () => {});
  const { dimensions } = embedder;
  const directions = encodeDirections(sentenceVectors, dimensions);
  const manifest = {
    formatVersion: FORMAT_VERSION,
    fingerprint: embedder.fingerprint,
    model: embedder.model,
    dimensions,
    passageSettings,
    vectorStore: 'memory',
    documents: records.length,
    passages: passages.length,
    sentences: sentenceVectors.length,
    contentHash: '0'.repeat(64),
    files: [],
  } as const;
  const content = {
    manifest: { ...manifest, files: [] },
    records,
    vectors: new FlatTable(Float32Array.from(vectors.flatMap((vector) => [...vector])), dimensions),
    sentences: new DirectionTable(directions, sentenceVectors.length, dimensions),
    words: buildLexicalIndex(passages.map(({ text }) => text)),
  };
  return new GenerationIndex('000001-00000000', content, '');
}

/** The same index with some documents taken for others, as if they had changed after it was built. */
export function withDocuments(index: Index, changed: Iterable<readonly [string, string | null]>): Index {
  const documents = new Map(index.documents);
  for (const [id, text] of changed) {
    const document = documents.get(id);
    if (document === undefined) throw new Error(`the index has no document ${id}`);
    if (text === null) documents.delete(id);
    else documents.set(id, { ...document, text });
  }
  const passages = index.passages.map((passage) => {
    const document = documents.get(passage.document.id);
    return document === undefined ? passage : { ...passage, document };
  });
  return {
    generation: index.generation,
    fingerprint: index.fingerprint,
    corpusState: index.corpusState,
    documents,
    passages,
    searchVectors: (...args) => index.searchVectors(...args),
    searchWords: (...args) => index.searchWords(...args),
    similarity: (...args) => index.similarity(...args),
    sentenceSimilarities: (...args) => index.sentenceSimilarities(...args),
    rarity: (term) => index.rarity(term),
    resolveTerm: (term) => index.resolveTerm(term),
    passagesWith: (...args) => index.passagesWith(...args),
  };
}

const DIMENSIONS = 64;

const countWords = (text: string) => {
  const counts = new Float32Array(DIMENSIONS);
  for (const term of termsOf(text)) {
    const at = createHash('sha256').update(term).digest().readUInt32LE(0) % DIMENSIONS;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const length = Math.hypot(...counts) || 1;
  return counts.map((count) => count / length);
};

/** Texts with the same words are near each other; a token is a word. No model, no thread. */
const wordCounter: Embedder = {
  fingerprint: 'words',
  model: 'words',
  dimensions: DIMENSIONS,
  maxTokens: 256,
  embed: async (texts) => texts.map(countWords),
  embedPassages: async (passages) =>
    passages.map(({ text, parts }) => {
      const rows = [text, ...parts.map(({ start, end }) => text.slice(start, end))].map(countWords);
      return Float32Array.from(rows.flatMap((row) => [...row]));
    }),
  countTokens: async (texts) => texts.map((text) => text.split(/\s+/).filter(Boolean).length + 2),
  close: async () => {},
};
