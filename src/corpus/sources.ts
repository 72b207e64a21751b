import path from 'node:path';
import { z } from 'zod';
import { describeError } from '../errors.ts';
import { describeFaults, metadataFields, type PartialMetadata, withoutWrongFields } from './metadata.ts';
import type { CorpusProblem } from './types.ts';

/** The file beside the documents that says where they come from. */
export const SOURCES_FILE = 'sources.json';

/**
 * `sources.json`: from a file's path (relative to the corpus folder, with `/`) to what is known of its origin.
 * Every field is optional; null says that it is not known.
 */
const sourceSchema = z.strictObject(metadataFields, {
  error: (issue) =>
    issue.code === 'unrecognized_keys'
      ? `${issue.keys?.map((key) => JSON.stringify(key)).join(', ')} is not one of title, author, publisher, published, url`
      : 'must be an object with title, author, publisher, published, url and nothing else',
});

export interface Sources {
  /** By path relative to the corpus folder. */
  readonly entries: ReadonlyMap<string, Stated>;
  readonly problems: readonly CorpusProblem[];
}

/** What a `sources.json` says of one file, and which one says it. */
export interface Stated {
  readonly metadata: PartialMetadata;
  readonly by: string;
  /** The file as it is named there. */
  readonly name: string;
}

/**
 * Parses one `sources.json`. A file that is not JSON is one problem and no entries; a wrong entry is a problem of its
 * own, of which the fields hold that are right, as the other entries do.
 *
 * @param file its path relative to the corpus folder, with `/`; it names files relative to its own folder.
 */
export function parseSources(file: string, content: string): Sources {
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (cause) {
    return damaged(file, `is not valid JSON (${describeError(cause)})`, cause);
  }
  const table = z
    .record(z.string(), z.unknown(), 'must be an object from file name to metadata')
    .safeParse(json);
  if (!table.success) return damaged(file, `is wrong: ${describeFaults(table.error)}`, table.error);
  const entries = new Map<string, Stated>();
  const problems: CorpusProblem[] = [];
  const folder = path.posix.dirname(file);
  for (const [name, value] of Object.entries(table.data)) {
    const parsed = sourceSchema.safeParse(value);
    if (!parsed.success) problems.push(badEntry(file, name, parsed.error));
    const metadata = parsed.success ? parsed.data : rightFields(value, parsed.error);
    if (metadata !== null) entries.set(path.posix.join(folder, name), { metadata, by: file, name });
  }
  return { entries, problems };
}

/** One problem for each entry that names a file which is not among the corpus's documents. */
export function unknownSources(sources: Sources, files: ReadonlySet<string>): CorpusProblem[] {
  return [...sources.entries]
    .filter(([target]) => !files.has(target))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { by, name }]) => ({
      file: by,
      message: `${by} names ${JSON.stringify(name)}, which is not a document of the corpus; correct the name or remove the entry.`,
    }));
}

/** What is right of a wrong entry; null when that is nothing, so that another `sources.json` may know more. */
function rightFields(value: unknown, error: z.ZodError): PartialMetadata | null {
  if (typeof value !== 'object' || value === null) return null;
  const { data } = sourceSchema.safeParse(withoutWrongFields(value, error));
  return Object.values(data ?? {}).some((known) => typeof known === 'string') ? (data ?? null) : null;
}

function badEntry(file: string, name: string, error: z.ZodError): CorpusProblem {
  const message = `${file} is wrong at ${JSON.stringify(name)}: ${describeFaults(error)}; correct it. Until then what is wrong there is not known.`;
  return { file, message, cause: error };
}

function damaged(file: string, fault: string, cause: unknown): Sources {
  return withoutSources(file, `${fault}; correct it.`, cause);
}

/** A `sources.json` that cannot be used. @param fault what is wrong and the next step, as the rest of a sentence. */
export function withoutSources(file: string, fault: string, cause?: unknown): Sources {
  const message = `${file} ${fault} Until then the documents have no metadata from it.`;
  return { entries: new Map(), problems: [{ file, message, cause }] };
}
