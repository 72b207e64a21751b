/**
 * A question and a passage may need different prefixes, depending on the model. A window is a stretch of a document
 * that a question is waiting for: the prefix of a passage, ahead of the passages of a build.
 */
export type TextRole = 'question' | 'window' | 'passage';

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
   * Tokens of each text as the model would see it, the two special ones included.
   * @param role `question` goes ahead of what a build counts (default `passage`).
   */
  countTokens(texts: readonly string[], role?: TextRole): Promise<number[]>;
  close(): Promise<void>;
}
