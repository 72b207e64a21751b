import { profileQuestion } from '../../src/answer/profile.ts';
import type { RankedPassage } from '../../src/answer/rank.ts';
import { coverPassage, weighPassage } from '../../src/answer/weigh.ts';
import { comparedSentences } from '../../src/index/passage-text.ts';
import type { Index } from '../../src/index/types.ts';

/**
 * The passages of an index as the second stage hands them on, best first. Without scores each one is as good as
 * the others.
 */
export function rankedOf(index: Index, question: string, scores: readonly number[] = []): RankedPassage[] {
  const profile = profileQuestion(question, index);
  return index.passages
    .map(({ number, document, passage }) => {
      const score = scores[number] ?? 1;
      const sentences = comparedSentences(document, passage).map(() => 0);
      const candidate = { number, dense: score, sentences, lexical: score, fused: score };
      return { ...weighPassage(coverPassage(index, candidate, profile), profile), score };
    })
    .sort((a, b) => b.score - a.score);
}
