/** How the vectors of a text's tokens become one vector. */
export type Pooling = 'mean' | 'cls';

/** What must be known of an embedding model besides its files. */
export interface EmbeddingSettings {
  readonly pooling: Pooling;
  /** Put before a question (a passage) as the model was trained with it; '' for none. */
  readonly questionPrefix: string;
  readonly passagePrefix: string;
  /** Longest input in tokens, the special ones included; null takes the tokenizer's own limit, 512 at most. */
  readonly maxTokens: number | null;
}

const mean = (maxTokens: number): EmbeddingSettings => ({
  pooling: 'mean',
  questionPrefix: '',
  passagePrefix: '',
  maxTokens,
});
const clsWithInstruction: EmbeddingSettings = {
  pooling: 'cls',
  questionPrefix: 'Represent this sentence for searching relevant passages: ',
  passagePrefix: '',
  maxTokens: 512,
};
const e5: EmbeddingSettings = {
  pooling: 'mean',
  questionPrefix: 'query: ',
  passagePrefix: 'passage: ',
  maxTokens: 512,
};

/**
 * Settings by model id, from each model's card on the hub. To support another model, add its line here; one
 * that is not listed runs with mean pooling and no prefixes, and a warning.
 */
const embeddingModels: Readonly<Record<string, EmbeddingSettings>> = {
  'Xenova/all-MiniLM-L6-v2': mean(256),
  'Xenova/all-MiniLM-L12-v2': mean(128),
  'Xenova/paraphrase-multilingual-MiniLM-L12-v2': mean(128),
  'Xenova/multi-qa-MiniLM-L6-cos-v1': mean(512),
  'Xenova/bge-small-en-v1.5': clsWithInstruction,
  'Xenova/bge-base-en-v1.5': clsWithInstruction,
  'Xenova/gte-small': mean(512),
  'Xenova/gte-base': mean(512),
  'Xenova/e5-small-v2': e5,
  'Xenova/e5-base-v2': e5,
  'Xenova/multilingual-e5-small': e5,
  'Xenova/multilingual-e5-base': e5,
  'Snowflake/snowflake-arctic-embed-xs': clsWithInstruction,
  'Snowflake/snowflake-arctic-embed-s': clsWithInstruction,
};

/** The model's settings, or null when the table does not know it. */
export function knownEmbeddingSettings(model: string): EmbeddingSettings | null {
  return Object.hasOwn(embeddingModels, model) ? (embeddingModels[model] ?? null) : null;
}

/** What a model gets that is not in the table. */
export const defaultEmbeddingSettings: EmbeddingSettings = {
  pooling: 'mean',
  questionPrefix: '',
  passagePrefix: '',
  maxTokens: null,
};

/**
 * SHA-256 of `onnx/model_quantized.onnx` of the models that come with the project. The hub serves another
 * file under the first name, so these are never downloaded, and a file that differs counts as damaged.
 */
export const bundledModels: Readonly<Record<string, string>> = {
  'Xenova/all-MiniLM-L6-v2': '0efc78a96b716e6d83501d06617805d090d260dde64d66d9dc12453aa224e892',
  'Verbatim/minilm-l6-reader': '22bfb2563bceed06d9c462c0f9dfb76efc86fe247c98fa1968817a6ef75b2a32',
};
