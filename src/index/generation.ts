import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode, UserError } from '../errors.ts';
import { sha256, syncFolder, writeDurably } from './files.ts';
import { DOCUMENTS_FILE, MANIFEST_FILE, SENTENCES_FILE, WORDS_FILE } from './layout.ts';
import { type LexicalIndex, readLexicalIndex } from './lexical.ts';
import { type Manifest, type ManifestFile, parseManifest } from './manifest.ts';
import { comparedSentences } from './passage-text.ts';
import { damagedIndex, unreadableIndex } from './pointer.ts';
import { type DocumentRecord, decodeRecord, encodeRecord } from './records.ts';
import { DirectionTable, encodeDirections } from './vectors/direction-table.ts';
import type { VectorStore, VectorTable } from './vectors/vector-store.ts';
import { vectraStore } from './vectors/vectra-store.ts';

/** Every store that a generation may have been written with; the first one is used for new generations. */
const STORES: readonly [VectorStore, ...VectorStore[]] = [vectraStore];

/** What a build hands over to be written. */
export interface GenerationContent {
  readonly manifest: Omit<Manifest, 'files' | 'vectorStore'>;
  readonly records: readonly DocumentRecord[];
  /** One for each passage of the records, in order. */
  readonly vectors: readonly Float32Array[];
  /** One for each of their `comparedSentences`, in order; zeros where a sentence has none. */
  readonly sentenceVectors: readonly Float32Array[];
  readonly words: LexicalIndex;
}

/** A generation read from disk. */
export interface Generation {
  readonly manifest: Manifest;
  readonly records: readonly DocumentRecord[];
  /** A row for each passage, in order. */
  readonly vectors: VectorTable;
  /** A row for each of their `comparedSentences`, in order. */
  readonly sentences: DirectionTable;
  readonly words: LexicalIndex;
}

/**
 * Writes the files of a generation into an empty folder and waits until they are on the disk.
 *
 * @returns the hash of its manifest.
 */
export async function writeGeneration(folder: string, content: GenerationContent): Promise<string> {
  const [store] = STORES;
  const files: ManifestFile[] = [];
  const add = async (name: string, data: Uint8Array | string) => {
    await writeDurably(path.join(folder, name), data);
    files.push({ name, bytes: Buffer.byteLength(data), sha256: sha256(data) });
  };
  await add(DOCUMENTS_FILE, content.records.map((record) => `${encodeRecord(record)}\n`).join(''));
  await add(WORDS_FILE, content.words.serialize());
  const { dimensions } = content.manifest;
  await add(SENTENCES_FILE, encodeDirections(content.sentenceVectors, dimensions));
  for (const { name, bytes } of store.write(content.vectors, dimensions)) await add(name, bytes);
  const manifest: Manifest = { ...content.manifest, vectorStore: store.name, files };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeDurably(path.join(folder, MANIFEST_FILE), text);
  await syncFolder(folder);
  return sha256(text);
}

/**
 * Reads the manifest of a generation.
 *
 * @throws UserError `damaged-index` or `unreadable-index`.
 */
export async function readManifest(folder: string, manifestSha256: string): Promise<Manifest> {
  const file = path.join(folder, MANIFEST_FILE);
  const bytes = await readChecked(file, manifestSha256);
  try {
    return parseManifest(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw damagedIndex(file, cause);
  }
}

/**
 * Reads a generation whole, checking every file against its hash (some 0.1 s for 20,000 passages).
 *
 * @throws UserError `damaged-index` or `unreadable-index`, naming the file.
 */
export async function readGeneration(folder: string, manifest: Manifest): Promise<Generation> {
  const store = STORES.find(({ name }) => name === manifest.vectorStore);
  if (store === undefined) {
    throw damagedIndex(path.join(folder, MANIFEST_FILE), new Error(`unknown store ${manifest.vectorStore}`));
  }
  const [documentsFile, wordsFile, sentencesFile, ...vectorFiles] = manifest.files;
  const documents = await readNamed(folder, documentsFile, DOCUMENTS_FILE);
  const words = await readNamed(folder, wordsFile, WORDS_FILE);
  const sentences = await readNamed(folder, sentencesFile, SENTENCES_FILE);
  return {
    manifest,
    records: await decode(folder, DOCUMENTS_FILE, () => decodeRecords(documents.toString('utf8'), manifest)),
    words: await decode(folder, WORDS_FILE, () => readLexicalIndex(words.toString('utf8'))),
    sentences: await decode(
      folder,
      SENTENCES_FILE,
      () => new DirectionTable(sentences, manifest.sentences, manifest.dimensions),
    ),
    vectors: await decode(folder, 'vectors', () =>
      store.read(readAll(folder, vectorFiles), manifest.passages, manifest.dimensions),
    ),
  };
}

async function* readAll(folder: string, files: readonly ManifestFile[]): AsyncGenerator<Uint8Array> {
  for (const { name, sha256 } of files) yield await readChecked(path.join(folder, name), sha256);
}

async function readNamed(folder: string, file: ManifestFile | undefined, name: string): Promise<Buffer> {
  if (file?.name !== name) {
    throw damagedIndex(path.join(folder, MANIFEST_FILE), new Error(`${name} is not where it should be`));
  }
  return readChecked(path.join(folder, name), file.sha256);
}

async function readChecked(file: string, expected: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw errorCode(cause) === 'ENOENT' ? damagedIndex(file, cause) : unreadableIndex(file, cause);
  }
  if (sha256(bytes) !== expected)
    throw damagedIndex(file, new Error('its SHA-256 differs from the recorded one'));
  return bytes;
}

async function decode<Result>(
  folder: string,
  name: string,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw damagedIndex(path.join(folder, name), cause);
  }
}

function decodeRecords(lines: string, manifest: Manifest): DocumentRecord[] {
  const records = lines.split('\n').slice(0, -1).map(decodeRecord);
  const passages = records.reduce((sum, record) => sum + record.passages.length, 0);
  const sentences = records.reduce((sum, record) => sum + countSentences(record), 0);
  if (
    records.length !== manifest.documents ||
    passages !== manifest.passages ||
    sentences !== manifest.sentences
  ) {
    throw new Error(
      `${records.length} documents, ${passages} passages and ${sentences} sentences, unlike the manifest`,
    );
  }
  return records;
}

function countSentences({ document, passages }: DocumentRecord): number {
  return passages.reduce((sum, passage) => sum + comparedSentences(document, passage).length, 0);
}
