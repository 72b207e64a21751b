import { disagreementOf, type MeaningThreshold } from './reuse.ts';
import type { Resembling } from './types.ts';

/**
 * For putting open questions together. A wrong group is seen by a moderator at once, while questions left apart
 * make the list long, so this asks for less than reuse does.
 */
export const GROUPING_THRESHOLD: MeaningThreshold = {
  similarity: 0.8,
  similarityOfReworded: 0.84,
  similarityOfSwapped: 0.9,
};

/**
 * The group that a question belongs to: of those that mean the same the most similar one; of equals the one
 * with the smallest id. Null when it starts its own.
 */
export function chooseGroup<T extends Resembling>(question: string, groups: readonly T[]): T | null {
  let best: T | null = null;
  for (const group of groups) {
    const better =
      best === null ||
      group.similarity > best.similarity ||
      (group.similarity === best.similarity && group.id < best.id);
    if (!better) continue;
    const same =
      group.question === question ||
      disagreementOf(question, group.question, group.similarity, GROUPING_THRESHOLD) === null;
    if (same) best = group;
  }
  return best;
}
