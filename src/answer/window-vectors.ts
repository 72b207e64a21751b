import type { Embedder } from '../embedding/embedder.ts';
import type { IndexedPassage } from '../index/types.ts';
import { PassageMemory } from './passage-memory.ts';
import { windowAround, windowText } from './windows.ts';

/** 1.5 kB each. */
const known = new PassageMemory<Float32Array>(2_000);

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
  const { text } = windowText(indexed.document, windowAround(indexed));
  const [vector] = await embedder.embed([text], 'window');
  if (vector === undefined) throw new Error('The embedder returned no vector for the window.');
  known.set(indexed, vector);
  return vector;
}
