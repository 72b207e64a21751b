import type { PassageSettings } from '../corpus/passages.ts';

/** Tokens left free for the title and the heading, which the model reads before the passage. */
const CONTEXT_TOKENS = 54;
/** The first and the last token of the model's input, which no text has. */
export const SPECIAL_TOKENS = 2;

/**
 * Passages of up to 200 tokens, a paragraph or two: long enough to be understood alone, short enough for one
 * vector. A model that reads less than 256 tokens gets shorter ones.
 *
 * @param modelTokens the model's longest input, its special tokens included.
 */
export function defaultPassageSettings(modelTokens: number): PassageSettings {
  const maxTokens = Math.max(16, Math.min(200, modelTokens - SPECIAL_TOKENS - CONTEXT_TOKENS));
  return { maxTokens, targetTokens: Math.ceil(maxTokens * 0.8) };
}
