import { z } from 'zod';

/**
 * Raised when the files of an index folder change their form; an index of another version is built anew.
 */
export const FORMAT_VERSION = 4;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const manifestSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Of the embedder whose vectors it holds. */
  fingerprint: z.string().min(1),
  model: z.string(),
  dimensions: z.int().min(1),
  passageSettings: z.object({
    maxTokens: z.int().min(1),
    targetTokens: z.int().min(1),
    maxSentenceTokens: z.int().min(1).optional(),
  }),
  vectorStore: z.string(),
  documents: count,
  passages: count,
  /** Sentences that have a vector of their own. */
  sentences: count,
  /** Hash over the keys of all documents: two generations of the same content have the same. */
  contentHash: hash,
  /** The other files of the generation, in the order in which they are read. */
  files: z.array(z.object({ name: z.string().regex(/^[\w.-]+$/), bytes: count, sha256: hash })),
});

/** What a generation is made of. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];

/** Checks the form of a manifest of this version. Throws when it is not one. */
export function parseManifest(manifest: unknown): Manifest {
  return manifestSchema.parse(manifest);
}

const pointerSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  generation: z.string().regex(/^[\w-]+$/),
  /** Hash of the generation's manifest.json, which holds the hashes of the other files. */
  manifestSha256: hash,
  /** The generation before it, kept for readers that are opening it; null for the first one. */
  previous: z.string().nullable(),
  /** State of the corpus folder when it was read; it may change without any document changing. */
  corpusState: z.string(),
});

/** The content of `current.json`: the one file that changes. */
export type Pointer = z.infer<typeof pointerSchema>;

/** The format version that a pointer of any version claims. Throws when it claims none. */
export function pointerVersion(pointer: unknown): number {
  return z.object({ formatVersion: z.int() }).parse(pointer).formatVersion;
}

/** Checks the form of a pointer of this version. Throws when it is not one. */
export function parsePointer(pointer: unknown): Pointer {
  return pointerSchema.parse(pointer);
}
