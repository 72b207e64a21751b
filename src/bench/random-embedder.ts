import type { Embedder } from '../embedding/embedder.ts';
import { toUnitLength } from '../embedding/pooling.ts';
import { seededRandom } from '../evaluation/bootstrap.ts';

/** As the bundled model has them. */
export const DIMENSIONS = 384;
const MAX_TOKENS = 256;
const SPECIAL_TOKENS = 2;
/** Word pieces of the bundled tokenizer for a word of `textMaker`'s text with 30,000 words, measured. */
const PIECES_PER_WORD = 1.5;

/** Gives every text a random direction, so that an index of any size is made without a model. */
export function randomEmbedder(seed: number): Embedder {
  const random = seededRandom(seed);
  return {
    fingerprint: `random-${seed}`,
    model: 'random directions',
    dimensions: DIMENSIONS,
    maxTokens: MAX_TOKENS,
    embed: async (texts) => texts.map(() => randomDirection(random)),
    embedPassages: async (passages) =>
      passages.map(({ parts }) => {
        const rows = Array.from({ length: 1 + parts.length }, () => randomDirection(random));
        return Float32Array.from(rows.flatMap((row) => [...row]));
      }),
    countTokens: async (texts) => texts.map(countTokens),
    close: async () => undefined,
  };
}

/**
 * A vector of unit length whose direction is evenly spread: its numbers are drawn from a normal distribution (Box
 * and Muller, 1958).
 */
export function randomDirection(random: () => number): Float32Array {
  const numbers = new Float64Array(DIMENSIONS);
  for (let at = 0; at < DIMENSIONS; at += 1) {
    numbers[at] = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  }
  return toUnitLength(numbers);
}

function countTokens(text: string): number {
  return SPECIAL_TOKENS + Math.ceil(text.split(/\s+/).length * PIECES_PER_WORD);
}
