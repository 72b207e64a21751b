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

/** A question with its vector of unit length. */
export interface VectoredQuestion {
  readonly id: string;
  readonly question: string;
  readonly vector: Float32Array;
}

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

/**
 * Puts questions together greedily, in the given order: each joins the group whose first question it means the
 * same as, else starts one. The same list gives the same groups; the store does this one question at a time.
 */
export function groupByMeaning<T extends VectoredQuestion>(questions: readonly T[]): T[][] {
  const groups: { readonly first: T; readonly members: T[] }[] = [];
  for (const question of questions) {
    const candidates = groups.map((group) => ({
      id: group.first.id,
      question: group.first.question,
      similarity: dot(group.first.vector, question.vector),
      group,
    }));
    const chosen = chooseGroup(question.question, candidates);
    if (chosen === null) groups.push({ first: question, members: [question] });
    else chosen.group.members.push(question);
  }
  return groups.map((group) => group.members);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (const [i, value] of a.entries()) sum += value * (b[i] ?? 0);
  return sum;
}
