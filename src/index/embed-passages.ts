import type { Embedder } from '../embedding/embedder.ts';
import type { Generation } from './generation.ts';
import { passageText } from './passage-text.ts';
import { documentKey } from './plan.ts';

/** Texts handed to the embedder at once, a second or two's work: between two calls a build can be stopped. */
const TEXTS_PER_CALL = 64;

export interface EmbeddedPassages {
  /** One for each text, in order. */
  readonly vectors: readonly Float32Array[];
  readonly reused: number;
  readonly embedded: number;
}

/**
 * The vectors of the texts. A text that a passage of the last generation had takes that passage's vector over, so
 * that one edited paragraph does not cost its whole document.
 *
 * @param last a generation of the same model, or null.
 * @param onProgress in texts that the model has to read; must not throw.
 * @param signal stops between two calls of the embedder, with its reason.
 */
export async function embedPassages(
  texts: readonly string[],
  last: Generation | null,
  embedder: Embedder,
  onProgress: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<EmbeddedPassages> {
  const vectors = last === null ? new Map<string, Float32Array>() : vectorsByText(last);
  const reused = texts.filter((text) => vectors.has(text)).length;
  // The longest first, so that at the end of a call no process waits long for another.
  const fresh = [...new Set(texts.filter((text) => !vectors.has(text)))].sort((a, b) => b.length - a.length);
  onProgress(0, fresh.length);
  for (let start = 0; start < fresh.length; start += TEXTS_PER_CALL) {
    signal?.throwIfAborted();
    const chunk = fresh.slice(start, start + TEXTS_PER_CALL);
    let done = start;
    const embedded = await embedder.embed(chunk, 'passage', () => onProgress(++done, fresh.length));
    for (const [i, text] of chunk.entries()) vectors.set(text, vectorAt(embedded, i));
  }
  return {
    vectors: texts.map((text) => vectorAt([vectors.get(text)], 0)),
    reused,
    embedded: texts.length - reused,
  };
}

/** A generation's vectors by the text they were made from. */
function vectorsByText({ records, manifest, vectors }: Generation): Map<string, Float32Array> {
  const byText = new Map<string, Float32Array>();
  let row = 0;
  for (const { key, document, passages } of records) {
    // What another version of the program read of a passage is not what this one would.
    const current = key === documentKey(document, manifest.passageSettings, manifest.fingerprint);
    for (const passage of passages) {
      const vector = vectors.row(row++);
      if (current && vector !== undefined) byText.set(passageText(document, passage), vector);
    }
  }
  return byText;
}

function vectorAt(vectors: readonly (Float32Array | undefined)[], index: number): Float32Array {
  const vector = vectors[index];
  if (vector === undefined) throw new Error('the embedder returned fewer vectors than it was given texts');
  return vector;
}
