import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { PartedText, TextRole } from './embedder.ts';
import {
  defaultEmbeddingSettings,
  type EmbeddingSettings,
  knownEmbeddingSettings,
  type Pooling,
} from './model-table.ts';
import { loadNetwork, type Network, type NetworkSource } from './network.ts';
import { NO_TOKENS, type TokenRange, tokensOfParts } from './part-tokens.ts';
import { pool } from './pooling.ts';

/** To be raised when the same files and settings start to give other vectors. */
const vectorVersion = 1;
/** BERT's positions; a tokenizer without a limit of its own states an absurdly large one. */
const longestInput = 512;

/** The tokens of a text, prefix and special ones included, cut to length, and where its parts are among them. */
export interface TokenizedText {
  readonly ids: readonly number[];
  readonly parts: readonly TokenRange[];
}

/** The embedding model inside the worker. */
export interface Encoder {
  readonly fingerprint: string;
  readonly dimensions: number;
  readonly maxTokens: number;
  readonly warnings: readonly string[];
  readonly network: Network;
  readonly pooling: Pooling;
  embed(text: string, role: TextRole): Promise<Float32Array>;
  /** As `Embedder.embedPassages`, for one. */
  embedPassage(passage: PartedText): Promise<Float32Array>;
  /** A passage as `embedPassage` gives it to the network. */
  tokensOf(passage: PartedText): TokenizedText;
  /** Tokens of a passage, prefix and special ones included, before anything is cut off. */
  countTokens(passage: string): number;
}

/** @throws UserError as `loadNetwork`, and `damaged-model` for a model that gives no usable vectors. */
export async function loadEncoder(source: NetworkSource): Promise<Encoder> {
  const known = knownEmbeddingSettings(source.model);
  const settings = known ?? defaultEmbeddingSettings;
  const network = await loadNetwork(source);
  const ownLimit = Math.min(Number(network.tokenizer.model_max_length) || longestInput, longestInput);
  const maxTokens = settings.maxTokens ?? ownLimit;
  const encode = (text: string, role: TextRole) => tokenIds(network, settings, text, role);
  const tokensOf = ({ text, parts }: PartedText): TokenizedText => {
    const ids = cutToLength(encode(text, 'passage'), maxTokens);
    const { passagePrefix: prefix } = settings;
    const shifted = parts.map(({ start, end }) => ({
      start: start + prefix.length,
      end: end + prefix.length,
    }));
    const prefixed = { text: prefix + text, parts: shifted };
    // Where one token stands for the whole text, the others stand for nothing.
    const isPooled = settings.pooling === 'mean';
    return {
      ids,
      parts: isPooled
        ? tokensOfParts(ids, prefixed, (piece) => network.tokenizer.encode(piece))
        : parts.map(() => NO_TOKENS),
    };
  };
  const embedTokens = async ({ ids, parts }: TokenizedText) => {
    const outputs = await network.run(ids, new Array<number>(ids.length).fill(0));
    const hidden = outputs['last_hidden_state'] ?? outputs['token_embeddings'];
    const dimensions = hidden?.dims.at(-1);
    if (hidden === undefined || dimensions === undefined) {
      throw new UserError(
        'damaged-model',
        `The model ${source.model} does not give token vectors. Choose an embedding model in EMBEDDING_MODEL.`,
      );
    }
    return pool(hidden.data, dimensions, settings.pooling, parts);
  };
  const embed = (text: string, role: TextRole) =>
    embedTokens({ ids: cutToLength(encode(text, role), maxTokens), parts: [] });
  // The first run allocates memory, so it is not left to the first question.
  const dimensions = (await embed('warm-up', 'passage')).length;
  return {
    fingerprint: fingerprint(network, settings, maxTokens),
    dimensions,
    maxTokens,
    warnings: known === null ? [unknownModel(source.model)] : [],
    network,
    pooling: settings.pooling,
    embed,
    embedPassage: (passage) => embedTokens(tokensOf(passage)),
    tokensOf,
    countTokens: (passage) => encode(passage, 'passage').length,
  };
}

/** The first `limit` ids, of which the last stays the closing special token. */
export function cutToLength(ids: readonly number[], limit: number): readonly number[] {
  if (ids.length <= limit) return ids;
  return [...ids.slice(0, limit - 1), ...ids.slice(-1)];
}

function tokenIds(network: Network, settings: EmbeddingSettings, text: string, role: TextRole): number[] {
  const prefix = role === 'question' ? settings.questionPrefix : settings.passagePrefix;
  return network.tokenizer.encode(prefix + text);
}

function fingerprint(network: Network, settings: EmbeddingSettings, maxTokens: number): string {
  const { pooling, questionPrefix, passagePrefix } = settings;
  const { networkSha256, tokenizerSha256 } = network.files;
  const parts = [
    vectorVersion,
    networkSha256,
    tokenizerSha256,
    pooling,
    questionPrefix,
    passagePrefix,
    maxTokens,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function unknownModel(model: string): string {
  return `The embedding model ${model} is not in src/embedding/model-table.ts, so it runs with mean pooling and no prefixes; add its line there if its card says otherwise.`;
}
