import { UserError } from '../errors.ts';
import type { Reader } from '../reading/reader.ts';
import { readerOn } from '../reading/thread-reader.ts';
import type { Embedder } from './embedder.ts';
import { ModelThread, type ModelThreadOptions } from './model-thread.ts';
import type { WorkerFacts } from './protocol.ts';
import { rank } from './rank.ts';

const defaultHubUrl = 'https://huggingface.co/';
const defaultMaxQueuedQuestions = 256;
/** Texts counted in one go: some 20 ms of work, so that a question need not wait long. */
const textsPerCount = 128;

export interface ModelOptions {
  /** Absolute path; a model lies in the folder of its id below it. */
  readonly modelDir: string;
  readonly embeddingModel: string;
  /** Null to do without, as building an index does. */
  readonly readerModel: string | null;
  /** What an operator should know, one sentence at a time; the default emits a process warning. */
  readonly onWarning?: (message: string) => void;
  /** Questions that may wait at a time (default 256); while there are as many, more are refused as `busy`. */
  readonly maxQueuedQuestions?: number;
  /** Where models are downloaded from that are not in `modelDir` (default https://huggingface.co/). */
  readonly hubUrl?: string;
  /** How the worker thread is started, for tests of its death. */
  readonly startThread?: ModelThreadOptions['start'];
}

export interface Models {
  readonly embedder: Embedder;
  /** Null when none was asked for. */
  readonly reader: Reader | null;
  /** Ends the worker thread; calls that wait are rejected with `models-closed`. */
  close(): Promise<void>;
}

/**
 * Loads the embedding model and, if asked, the reader into one worker thread (about half a second). Call
 * `close` when done.
 *
 * @throws UserError `missing-model`, `damaged-model`, `model-download` or `unsuitable-reader`, naming the file
 * or model and the next step.
 */
export async function openModels(options: ModelOptions): Promise<Models> {
  const { modelDir, embeddingModel, readerModel, hubUrl = defaultHubUrl } = options;
  const onWarning = options.onWarning ?? ((message) => process.emitWarning(message));
  const thread = new ModelThread({
    setup: { modelDir, embeddingModel, readerModel, hubUrl },
    onWarning,
    ...(options.startThread === undefined ? {} : { start: options.startThread }),
  });
  const facts = await thread.open();
  for (const warning of facts.warnings) onWarning(warning);
  const limit = options.maxQueuedQuestions ?? defaultMaxQueuedQuestions;
  return {
    embedder: embedderOn(thread, facts, embeddingModel, limit),
    reader:
      facts.reader === null || readerModel === null
        ? null
        : readerOn(thread, readerModel, facts.reader.fingerprint),
    close: () => thread.close(),
  };
}

function embedderOn(thread: ModelThread, facts: WorkerFacts, model: string, limit: number): Embedder {
  return {
    ...facts.embedder,
    model,
    embed: async (texts, role) => {
      if (role === 'question' && thread.waiting(rank.question) >= limit) throw tooBusy();
      return Promise.all(texts.map((text) => thread.run({ kind: 'embed', text, role }, rank[role])));
    },
    countTokens: async (texts) => {
      const parts: Promise<readonly number[]>[] = [];
      for (let from = 0; from < texts.length; from += textsPerCount) {
        const part = texts.slice(from, from + textsPerCount);
        parts.push(thread.run({ kind: 'count', texts: part }, rank.count));
      }
      return (await Promise.all(parts)).flat();
    },
    close: () => thread.close(),
  };
}

function tooBusy(): UserError {
  return new UserError('busy', 'Too many questions are waiting at once; try again in a few seconds.');
}
