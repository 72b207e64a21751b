import { z } from 'zod';
import { describeError } from '../errors.ts';
import { describeFaults, metadataFields, type PartialMetadata } from './metadata.ts';
import type { CorpusProblem } from './types.ts';

/** The file beside the documents that says where they come from. */
export const SOURCES_FILE = 'sources.json';

/**
 * `sources.json`: from a file's path (relative to the corpus folder, with `/`) to what is known of its origin.
 * Every field is optional; null says that it is not known.
 */
const sourceSchema = z.strictObject(
  metadataFields,
  'must be an object with title, author, publisher, published, url and nothing else',
);

export interface Sources {
  readonly entries: ReadonlyMap<string, PartialMetadata>;
  readonly problems: readonly CorpusProblem[];
}

/**
 * Parses `sources.json`. A file that is not JSON is one problem and no entries; a wrong entry is a problem of its own,
 * and the others hold.
 */
export function parseSources(content: string): Sources {
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (cause) {
    return damaged(`is not valid JSON (${describeError(cause)})`, cause);
  }
  const table = z
    .record(z.string(), z.unknown(), 'must be an object from file name to metadata')
    .safeParse(json);
  if (!table.success) return damaged(`is wrong: ${describeFaults(table.error)}`, table.error);
  const entries = new Map<string, PartialMetadata>();
  const problems: CorpusProblem[] = [];
  for (const [name, value] of Object.entries(table.data)) {
    const parsed = sourceSchema.safeParse(value);
    if (parsed.success) entries.set(name, parsed.data);
    else problems.push(badEntry(name, parsed.error));
  }
  return { entries, problems };
}

/** One problem for each entry that names a file which is not among the corpus's documents. */
export function unknownSources(sources: Sources, files: ReadonlySet<string>): CorpusProblem[] {
  return [...sources.entries.keys()]
    .filter((name) => !files.has(name))
    .sort()
    .map((name) => ({
      file: SOURCES_FILE,
      message: `${SOURCES_FILE} names ${JSON.stringify(name)}, which is not a document of the corpus; correct the name or remove the entry.`,
    }));
}

function badEntry(name: string, error: z.ZodError): CorpusProblem {
  const message = `${SOURCES_FILE} is wrong at ${JSON.stringify(name)}: ${describeFaults(error)}; correct it. Until then that document has no metadata from it.`;
  return { file: SOURCES_FILE, message, cause: error };
}

function damaged(fault: string, cause: unknown): Sources {
  const message = `${SOURCES_FILE} ${fault}; correct it. Until then the documents have no metadata from it.`;
  return { entries: new Map(), problems: [{ file: SOURCES_FILE, message, cause }] };
}
