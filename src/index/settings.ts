import type { PassageSettings } from '../corpus/passages.ts';

/** Tokens of a passage. */
const MAX_TOKENS = 130;
/** Longer sentences are divided; they are rare, and a quote should be a whole sentence where it can be. */
const MAX_SENTENCE_TOKENS = 200;
/** Tokens left free for the title and the heading, which the model reads before the passage. */
const CONTEXT_TOKENS = 54;
/** The first and the last token of the model's input, which no text has. */
export const SPECIAL_TOKENS = 2;

/**
 * Passages of up to 130 tokens, three to five sentences: on the questions over the shipped articles they rank better
 * than longer ones, and the reader reads more of them in the same time (docs/quality.md). A model that reads less
 * gets shorter ones.
 *
 * @param modelTokens the model's longest input, its special tokens included.
 */
export function defaultPassageSettings(modelTokens: number): PassageSettings {
  const room = Math.max(16, modelTokens - SPECIAL_TOKENS - CONTEXT_TOKENS);
  const maxTokens = Math.min(MAX_TOKENS, room);
  return {
    maxTokens,
    targetTokens: Math.ceil(maxTokens * 0.8),
    maxSentenceTokens: Math.min(MAX_SENTENCE_TOKENS, room),
  };
}
