import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeError } from '../errors.ts';
import { type FoundFile, findFiles } from './files.ts';
import { mergeMetadata, type PartialMetadata } from './metadata.ts';
import { decodeText } from './readers/decode.ts';
import { readerFor } from './readers/index.ts';
import { type ReadDocument, type ReadResult, unreadable } from './readers/reader.ts';
import { SPLITTER_VERSION } from './sentences.ts';
import { parseSources, SOURCES_FILE, type Sources, unknownSources, withoutSources } from './sources.ts';
import type { Corpus, CorpusProblem, Document } from './types.ts';

const MEGABYTE = 1024 * 1024;

/** Largest file that is read, in bytes: far above any book, far below what would exhaust the memory. */
export const MAX_FILE_BYTES = 50 * MEGABYTE;

/**
 * Reads every document under `dir`. What is wrong with a file, or a line of one, is a problem in the result;
 * the others load all the same. The result depends on the folder's content alone.
 *
 * @throws UserError `corpus-missing` or `corpus-unreadable` when the folder itself cannot be listed.
 */
export async function loadCorpus(dir: string): Promise<Corpus> {
  const found = await findFiles(dir);
  const problems: CorpusProblem[] = [...found.problems];
  const sources = await loadSources(found.files);
  problems.push(...sources.problems);
  const ignored: string[] = [];
  const documents = new Map<string, Document>();
  const files = new Set<string>();
  const places = new Map<string, string>();
  for (const file of found.files) {
    if (isSources(file)) continue;
    if (readerFor(file.path) === undefined) {
      ignored.push(file.path);
      continue;
    }
    files.add(file.path);
    const result = await readDocuments(file);
    for (const problem of result.problems) problems.push(problem);
    for (const read of result.documents) {
      const document = complete(file, read, sources.entries.get(file.path)?.metadata ?? {});
      const place = read.line === undefined ? file.path : `${file.path} line ${read.line}`;
      const first = places.get(document.id);
      if (first === undefined) {
        documents.set(document.id, document);
        places.set(document.id, place);
      } else problems.push(duplicate(document, place, first));
    }
  }
  problems.push(...unknownSources(sources, files));
  const ordered = [...documents.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { documents: ordered, problems, ignored };
}

/**
 * A hash of what `loadCorpus` would read: the path and content of every document and `sources.json`, and the
 * version of the splitter. It reads and hashes each file once and parses nothing.
 *
 * @returns 64 hexadecimal digits.
 * @throws UserError as `loadCorpus` does.
 */
export async function corpusHash(dir: string): Promise<string> {
  const { files, problems } = await findFiles(dir);
  const state = createHash('sha256').update(JSON.stringify(['splitter', SPLITTER_VERSION]));
  for (const { file } of problems) state.update(JSON.stringify(['problem', file]));
  for (const file of files) {
    if (!isSources(file) && readerFor(file.path) === undefined) continue;
    state.update(JSON.stringify([file.path, file.size, await contentHash(file)]));
  }
  return state.digest('hex');
}

async function contentHash(file: FoundFile): Promise<string> {
  // A file over the limit is not read by `loadCorpus` either: its content changes nothing.
  if (file.size > sizeLimit(file)) return 'too large';
  try {
    return createHash('sha256')
      .update(await readFile(file.absolute))
      .digest('hex');
  } catch (cause) {
    // `loadCorpus` reports it; here it only has to differ from a readable file.
    return `unreadable: ${describeError(cause)}`;
  }
}

function isSources({ path: file }: FoundFile): boolean {
  return path.posix.basename(file) === SOURCES_FILE;
}

/** What every `sources.json` says of the files beside and below it; the one nearest to a file wins. */
async function loadSources(files: readonly FoundFile[]): Promise<Sources> {
  const found = files.filter(isSources).sort((a, b) => depth(a) - depth(b));
  const parsed = await Promise.all(
    found.map(async (file): Promise<Sources> => {
      const read = await readBytes(file);
      if (!read.ok) return { entries: new Map(), problems: read.result.problems };
      const decoded = decodeText({ path: file.path, bytes: read.bytes });
      return decoded.ok
        ? parseSources(file.path, decoded.text)
        : withoutSources(file.path, decoded.fault, decoded.cause);
    }),
  );
  return {
    entries: new Map(parsed.flatMap(({ entries }) => [...entries])),
    problems: parsed.flatMap(({ problems }) => problems),
  };
}

function depth({ path: file }: FoundFile): number {
  return file.split('/').length;
}

async function readDocuments(file: FoundFile): Promise<ReadResult> {
  const read = await readBytes(file);
  if (!read.ok) return read.result;
  const reader = readerFor(file.path);
  if (reader === undefined) return { documents: [], problems: [] };
  try {
    return await reader.read({ path: file.path, bytes: read.bytes });
  } catch (cause) {
    return unreadable(
      file.path,
      `could not be understood (${describeError(cause)}); simplify or remove it.`,
      cause,
    );
  }
}

type Bytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly result: ReadResult };

async function readBytes(file: FoundFile): Promise<Bytes> {
  const refuse = (fault: string, cause?: unknown): Bytes => ({
    ok: false,
    result: unreadable(file.path, fault, cause),
  });
  const limit = sizeLimit(file);
  if (file.size > limit) {
    const size = Math.ceil(file.size / MEGABYTE);
    return refuse(
      `has ${size} MB, more than the ${limit / MEGABYTE} MB a ${path.extname(file.path)} file may have; divide it.`,
    );
  }
  if (file.size === 0) return refuse('is empty; add its text or remove the file.');
  try {
    return { ok: true, bytes: await readFile(file.absolute) };
  } catch (cause) {
    return refuse(`cannot be read (${describeError(cause)}); check its permissions.`, cause);
  }
}

function sizeLimit(file: FoundFile): number {
  return readerFor(file.path)?.maxBytes ?? MAX_FILE_BYTES;
}

function complete(file: FoundFile, read: ReadDocument, fromSources: PartialMetadata): Document {
  return {
    id: read.id ?? file.path,
    file: file.path,
    text: read.text,
    sha256: createHash('sha256').update(read.text, 'utf8').digest('hex'),
    metadata: mergeMetadata(read.metadata, fromSources, { title: read.fallbackTitle }),
    blocks: read.blocks,
    linesFollowText: read.linesFollowText,
  };
}

function duplicate({ id, file }: Document, place: string, first: string): CorpusProblem {
  const message = `${place} has the id ${JSON.stringify(id)}, which ${first} has already; give one of them another id.`;
  return { file, message };
}
