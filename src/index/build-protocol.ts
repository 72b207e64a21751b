import type { Embedder, PartedText } from '../embedding/embedder.ts';
import { describeError, UserError } from '../errors.ts';
import type { BuildProgress, BuildReport } from './build.ts';

/** What the process that builds has to know of the embedder, which stays in the one that started it. */
export type EmbedderFacts = Pick<Embedder, 'fingerprint' | 'model' | 'dimensions' | 'maxTokens'>;

export interface BuildOrder {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly facts: EmbedderFacts;
}

/** What a build asks of the embedder; the result is that of its own method. */
export type EmbedderRequest = { readonly id: number } & AskedOfEmbedder;

export type AskedOfEmbedder =
  | { readonly method: 'embedPassages'; readonly passages: readonly PartedText[] }
  | { readonly method: 'countTokens'; readonly texts: readonly string[] };

/** An error without what only its own process can hold. */
export interface SentError {
  readonly message: string;
  /** What was behind it, for the log. */
  readonly cause?: string;
  /** Those of a UserError; absent for any other. */
  readonly identifier?: string;
  readonly inPublic?: string;
}

export type ToBuild =
  | { readonly order: BuildOrder }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: SentError }
  | { readonly stop: true };

export type FromBuild =
  | { readonly ready: true }
  | { readonly request: EmbedderRequest }
  | { readonly progress: BuildProgress }
  | { readonly report: BuildReport }
  | { readonly failure: SentError };

export function toSent(error: unknown): SentError {
  const behind = error instanceof Error ? error.cause : undefined;
  const sent = {
    message: describeError(error),
    ...(behind !== undefined && { cause: describeError(behind) }),
  };
  return error instanceof UserError
    ? { ...sent, identifier: error.identifier, inPublic: error.inPublic }
    : sent;
}

export function fromSent({ message, cause: behind, identifier, inPublic = message }: SentError): Error {
  const cause = behind === undefined ? {} : { cause: new Error(behind) };
  return identifier === undefined
    ? new Error(message, cause)
    : new UserError(identifier, message, { ...cause, inPublic });
}
