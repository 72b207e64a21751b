import type { Span } from '../corpus/types.ts';

/**
 * A question and a passage may need different prefixes, depending on the model. A window is a stretch of a document
 * that a question is waiting for: the prefix of a passage, ahead of the passages of a build.
 */
export type TextRole = 'question' | 'window' | 'passage';

/** A text, and the stretches of it that get a vector of their own beside that of the whole, in order and apart. */
export interface PartedText {
  readonly text: string;
  readonly parts: readonly Span[];
}

/** Turns text into vectors of unit length. The one implementation runs the model in a worker thread. */
export interface Embedder {
  /** Hash of the model file, tokenizer and settings that decide the vectors; vectors of two never mix. */
  readonly fingerprint: string;
  readonly model: string;
  readonly dimensions: number;
  /** Longest input in tokens, the two special ones included; what goes beyond is cut off by the model. */
  readonly maxTokens: number;
  /**
   * One vector of length `dimensions` for each text, in order. Questions overtake passages in the queue.
   * @param onEmbedded called after each text, in no order; must not throw.
   */
  embed(texts: readonly string[], role: TextRole, onEmbedded?: () => void): Promise<Float32Array[]>;
  /**
   * As `embed` with the role of a passage. For each text its vector and, after it in one array, one of each part: the
   * mean of what the model made of the part's tokens in the light of the whole text ("late chunking", Günther et al.
   * 2024, arXiv:2409.04701), at no further run of the model. A part has zeros where that is not to be had: a model that
   * looks at one token alone, a tokenizer that takes the part for something else by itself, a part that was cut off.
   */
  embedPassages(passages: readonly PartedText[], onEmbedded?: () => void): Promise<Float32Array[]>;
  /**
   * Tokens of each text as the model would see it, the two special ones included.
   * @param role `question` goes ahead of what a build counts (default `passage`).
   */
  countTokens(texts: readonly string[], role?: TextRole): Promise<number[]>;
  close(): Promise<void>;
}
