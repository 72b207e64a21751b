import type { Embedder, PartedText } from '../embedding/embedder.ts';
import type { Generation } from './generation.ts';
import { partedPassage } from './passage-text.ts';
import { documentKey } from './plan.ts';
import { rowsOf } from './vectors/flat-table.ts';

/** Texts handed to the embedder at once, a second or two's work: between two calls a build can be stopped. */
const TEXTS_PER_CALL = 64;

export interface EmbeddedPassages {
  /** One for each passage, in order. */
  readonly vectors: readonly Float32Array[];
  /** One for each part of each passage, in order; only its direction counts. */
  readonly sentenceVectors: readonly Float32Array[];
  readonly reused: number;
  readonly embedded: number;
}

/**
 * The vectors of the passages and of their sentences. A text that a passage of the last generation had takes that
 * passage's vectors over, so that one edited paragraph does not cost its whole document.
 *
 * @param last a generation of the same model, or null.
 * @param onProgress in texts that the model has to read; must not throw.
 * @param signal stops between two calls of the embedder, with its reason.
 */
export async function embedPassages(
  passages: readonly PartedText[],
  last: Generation | null,
  embedder: Embedder,
  onProgress: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<EmbeddedPassages> {
  const known = last === null ? new Map<string, Float32Array[]>() : vectorsByText(last);
  const keys = passages.map(keyOf);
  const reused = keys.filter((key) => known.has(key)).length;
  const keyed = passages.map((passage, at) => [keys[at] ?? '', passage] as const);
  const fresh = new Map(keyed.filter(([key]) => !known.has(key)));
  // The longest first, so that at the end of a call no process waits long for another.
  const waiting = [...fresh].sort(([, a], [, b]) => b.text.length - a.text.length);
  onProgress(0, waiting.length);
  for (let start = 0; start < waiting.length; start += TEXTS_PER_CALL) {
    signal?.throwIfAborted();
    const chunk = waiting.slice(start, start + TEXTS_PER_CALL);
    let done = start;
    const embedded = await embedder.embedPassages(
      chunk.map(([, passage]) => passage),
      () => onProgress(++done, waiting.length),
    );
    for (const [at, [key, { parts }]] of chunk.entries()) {
      const rows = rowsOf(embedded[at] ?? new Float32Array(), embedder.dimensions);
      if (rows.length !== 1 + parts.length) {
        throw new Error(`the embedder gave ${rows.length} vectors for a text with ${parts.length} parts`);
      }
      known.set(key, rows);
    }
  }
  const rows = keys.map((key) => known.get(key) ?? []);
  return {
    vectors: rows.flatMap((own) => own.slice(0, 1)),
    sentenceVectors: rows.flatMap((own) => own.slice(1)),
    reused,
    embedded: passages.length - reused,
  };
}

/** What decides the vectors of a passage: the same text can be taken apart otherwise in another format. */
function keyOf({ text, parts }: PartedText): string {
  return `${parts.map(({ start, end }) => `${start}-${end}`).join()}\n${text}`;
}

/** A generation's vectors, of each passage and of its sentences, by the text they were made from. */
function vectorsByText({ records, manifest, vectors, sentences }: Generation): Map<string, Float32Array[]> {
  const byText = new Map<string, Float32Array[]>();
  let row = 0;
  let sentence = 0;
  for (const { key, document, passages } of records) {
    // What another version of the program read of a passage is not what this one would.
    const current = key === documentKey(document, manifest.passageSettings, manifest.fingerprint);
    for (const passage of passages) {
      const parted = partedPassage(document, passage);
      const own = [vectors.row(row++), ...parted.parts.map(() => sentences.row(sentence++))];
      if (current) byText.set(keyOf(parted), own);
    }
  }
  return byText;
}
