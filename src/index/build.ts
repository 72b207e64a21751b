import { mkdir, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { loadCorpus } from '../corpus/load.ts';
import type { PassageSettings } from '../corpus/passages.ts';
import type { CorpusProblem, Document } from '../corpus/types.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { UserError } from '../errors.ts';
import { corpusState } from './corpus-state.ts';
import { embedPassages } from './embed-passages.ts';
import { ensureFolder, isStorageFailure, sha256, storageError, syncFolder } from './files.ts';
import { type Generation, type GenerationContent, writeGeneration } from './generation.ts';
import {
  generationFolder,
  generationsFolder,
  LOCK_FILE,
  nextGenerationName,
  PARTIAL_ENDING,
} from './layout.ts';
import { buildLexicalIndex } from './lexical.ts';
import { withBuildLock } from './lock.ts';
import { FORMAT_VERSION, type Pointer } from './manifest.ts';
import { openGeneration } from './open.ts';
import { partedPassage } from './passage-text.ts';
import { documentKey, splitDocument } from './plan.ts';
import { publishPointer, readPointer } from './pointer.ts';
import { type Previous, readPrevious } from './previous.ts';
import { prune } from './prune.ts';
import type { DocumentRecord } from './records.ts';
import { defaultPassageSettings } from './settings.ts';

type Sources = ReadonlyMap<string, Document>;

/** `split` counts documents, `embed` counts passages, the others have one step. */
export type BuildStage = 'read' | 'split' | 'embed' | 'write' | 'check' | 'publish';

export interface BuildProgress {
  readonly stage: BuildStage;
  readonly done: number;
  readonly total: number;
}

export interface BuildOptions {
  readonly corpusDir: string;
  /** Created when missing. */
  readonly indexDir: string;
  readonly embedder: Embedder;
  readonly passageSettings?: PassageSettings;
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Told of each problem of the corpus as soon as it is known, also when the build fails later. */
  readonly onProblem?: (problem: CorpusProblem) => void;
  /** Stops the build between two steps; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

export interface BuildReport {
  /** The generation in use after the build. */
  readonly generation: string;
  /** False when the index was up to date and no new generation was published. */
  readonly changed: boolean;
  readonly documents: number;
  readonly passages: number;
  /** Passages whose vector was taken over, and those that the model had to read. */
  readonly reused: number;
  readonly embedded: number;
  /** Documents of the last generation that are gone. */
  readonly removed: number;
  /** Files and lines that could not be read; the other documents are indexed all the same. */
  readonly problems: readonly CorpusProblem[];
  /** Files of formats that are not known, which are left out. */
  readonly ignored: readonly string[];
  /** Why nothing of an existing index could be reused; null when there was none, or it could. */
  readonly startedAfresh: string | null;
  readonly seconds: number;
}

/**
 * Brings the index up to date with the corpus. What did not change is taken over; the rest is split and embedded.
 * A new generation is written beside the one in use, opened and checked, then published by one rename, so that
 * whenever the process ends, readers find the old index or the new one, whole.
 *
 * @throws UserError `build-running`, `empty-corpus`, `disk-full`, `index-not-writable`, or what reading the corpus
 * and the model throw. The index in use stays as it was.
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  const { indexDir } = options;
  try {
    await ensureFolder(generationsFolder(indexDir));
    return await withBuildLock(path.join(indexDir, LOCK_FILE), () => build(options));
  } catch (cause) {
    throw isStorageFailure(cause) ? storageError(indexDir, cause) : cause;
  }
}

async function build(options: BuildOptions): Promise<BuildReport> {
  const { corpusDir, indexDir, embedder, signal, now = () => performance.now() } = options;
  const settings = options.passageSettings ?? defaultPassageSettings(embedder.maxTokens);
  const report = (stage: BuildStage, done: number, total: number) => {
    signal?.throwIfAborted();
    options.onProgress?.({ stage, done, total });
  };
  const started = now();

  report('read', 0, 1);
  const previous = await readPrevious(indexDir, embedder.fingerprint);
  await prune(indexDir, previous.pointer);
  // Taken before the files are read: a file that changes in between is then seen as changed the next time.
  const state = await corpusState(corpusDir);
  const corpus = await loadCorpus(corpusDir);
  for (const problem of corpus.problems) options.onProblem?.(problem);
  if (corpus.documents.length === 0) throw emptyCorpus(corpusDir, corpus.problems);
  const keys = corpus.documents.map((document) => documentKey(document, settings, embedder.fingerprint));
  const contentHash = sha256(keys.join('\n'));
  const sources: Sources = new Map(corpus.documents.map((document) => [document.id, document]));
  report('read', 1, 1);

  const finish = (generation: string, counts: Counts): BuildReport => ({
    generation,
    documents: corpus.documents.length,
    removed: countRemoved(previous.generation, corpus.documents),
    problems: corpus.problems,
    ignored: corpus.ignored,
    startedAfresh: previous.unusable,
    seconds: (now() - started) / 1000,
    ...counts,
  });

  const { pointer, generation: last } = previous;
  if (
    pointer !== null &&
    last?.manifest.contentHash === contentHash &&
    last.records.every((record) => holdsText(record, sources))
  ) {
    if (pointer.corpusState !== state) await publishPointer(indexDir, { ...pointer, corpusState: state });
    const { passages } = last.manifest;
    return finish(pointer.generation, { changed: false, passages, reused: passages, embedded: 0 });
  }

  const known = new Map(
    last?.records.filter((record) => holdsText(record, sources)).map((record) => [record.key, record]),
  );
  const records: DocumentRecord[] = [];
  for (const [i, document] of corpus.documents.entries()) {
    report('split', i, corpus.documents.length);
    const key = keys[i] ?? '';
    records.push(known.get(key) ?? (await splitDocument(document, key, settings, embedder)));
  }
  report('split', corpus.documents.length, corpus.documents.length);

  const texts = records.flatMap(({ document, passages }) => passages.map((p) => partedPassage(document, p)));
  const showEmbedded = (done: number, total: number) => options.onProgress?.({ stage: 'embed', done, total });
  const vectors = await embedPassages(texts, last, embedder, showEmbedded, signal);

  const content: GenerationContent = {
    manifest: {
      formatVersion: FORMAT_VERSION,
      fingerprint: embedder.fingerprint,
      model: embedder.model,
      dimensions: embedder.dimensions,
      passageSettings: settings,
      documents: records.length,
      passages: texts.length,
      sentences: vectors.sentenceVectors.length,
      contentHash,
    },
    records,
    vectors: vectors.vectors,
    sentenceVectors: vectors.sentenceVectors,
    words: buildLexicalIndex(texts.map(({ text }) => text)),
  };
  const generation = await publish(indexDir, content, previous, state, report);
  const { reused, embedded } = vectors;
  return finish(generation, { changed: true, passages: texts.length, reused, embedded });
}

type Counts = Pick<BuildReport, 'changed' | 'passages' | 'reused' | 'embedded'>;

/** Writes, checks and publishes a generation. What it wrote is removed again when a step fails. */
async function publish(
  indexDir: string,
  content: GenerationContent,
  previous: Previous,
  state: string,
  report: (stage: BuildStage, done: number, total: number) => void,
): Promise<string> {
  const name = nextGenerationName(await readdir(generationsFolder(indexDir)), content.manifest.contentHash);
  const folder = generationFolder(indexDir, name);
  const partial = folder + PARTIAL_ENDING;
  try {
    report('write', 0, 1);
    await mkdir(partial);
    const manifestSha256 = await writeGeneration(partial, content);
    await rename(partial, folder);
    await syncFolder(generationsFolder(indexDir));
    const pointer: Pointer = {
      formatVersion: FORMAT_VERSION,
      generation: name,
      manifestSha256,
      previous: previous.pointer?.generation ?? null,
      corpusState: state,
    };
    report('check', 0, 1);
    await openGeneration(indexDir, pointer, content.manifest);
    report('publish', 0, 1);
    await publishPointer(indexDir, pointer);
    await prune(indexDir, pointer);
  } catch (error) {
    // What cannot be removed now is removed by the next build; the failure itself is what matters here.
    await removeUnpublished(indexDir).catch(() => undefined);
    throw error;
  }
  return name;
}

/** Asks the pointer on disk: it may name the new generation already when a step after its rename failed. */
async function removeUnpublished(indexDir: string): Promise<void> {
  await prune(indexDir, await readPointer(indexDir));
}

function countRemoved(last: Generation | null, documents: readonly Document[]): number {
  const present = new Set(documents.map(({ id }) => id));
  return last?.records.filter(({ document }) => !present.has(document.id)).length ?? 0;
}

function emptyCorpus(corpusDir: string, problems: readonly CorpusProblem[]): UserError {
  const why = problems.length === 0 ? 'No documents were found' : 'None of the documents could be read';
  return new UserError(
    'empty-corpus',
    `${why} in ${corpusDir}, so the index stays as it is. Put .txt, .md or .jsonl files there, or set CORPUS_DIR to another folder.`,
  );
}

/**
 * Whether a record of the index holds the very text of its document, letter by letter. Hashes alone do not prove it:
 * whoever edits the index can edit them too.
 */
function holdsText({ document: { id, text, sha256: hash } }: DocumentRecord, sources: Sources): boolean {
  const source = sources.get(id);
  return source !== undefined && source.text === text && source.sha256 === hash;
}
