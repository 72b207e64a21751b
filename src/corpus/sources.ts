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
export const sourcesSchema = z.record(
  z.string(),
  z.strictObject(
    metadataFields,
    'must be an object with title, author, publisher, published, url and nothing else',
  ),
  'must be an object from file name to metadata',
);

export interface Sources {
  readonly entries: ReadonlyMap<string, PartialMetadata>;
  readonly problems: readonly CorpusProblem[];
}

/** Parses `sources.json`. A damaged file is one problem and no entries: the documents load without it. */
export function parseSources(content: string): Sources {
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (cause) {
    return damaged(`is not valid JSON (${describeError(cause)})`, cause);
  }
  const parsed = sourcesSchema.safeParse(json);
  if (!parsed.success) return damaged(`is wrong: ${describeFaults(parsed.error)}`, parsed.error);
  return { entries: new Map(Object.entries(parsed.data)), problems: [] };
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

function damaged(fault: string, cause: unknown): Sources {
  const message = `${SOURCES_FILE} ${fault}; correct it. Until then the documents have no metadata from it.`;
  return { entries: new Map(), problems: [{ file: SOURCES_FILE, message, cause }] };
}
