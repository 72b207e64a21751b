import type { Embedder } from '../embedding/embedder.ts';
import type { IndexedPassage } from '../index/types.ts';
import { windowAround } from './windows.ts';

/** Windows whose vectors are kept: 1.5 kB each. The same passages answer again and again. */
const KEPT = 2_000;

let known = new WeakMap<IndexedPassage, Float32Array>();
let count = 0;

/**
 * The vector of the window around a passage. It costs as much as reading the window, and depends on nothing but the
 * passage and the model that its index was built with, so it is remembered as long as the index is open.
 */
export async function windowVector(
  indexed: IndexedPassage,
  embedder: Pick<Embedder, 'embed'>,
): Promise<Float32Array> {
  const remembered = known.get(indexed);
  if (remembered !== undefined) return remembered;
  const { start, end } = windowAround(indexed);
  const [vector] = await embedder.embed([indexed.document.text.slice(start, end)], 'window');
  if (vector === undefined) throw new Error('The embedder returned no vector for the window.');
  if (count >= KEPT) {
    known = new WeakMap();
    count = 0;
  }
  known.set(indexed, vector);
  count++;
  return vector;
}
