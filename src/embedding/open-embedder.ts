import { UserError } from '../errors.ts';
import { readerOn } from '../reading/model-reader.ts';
import type { Reader } from '../reading/reader.ts';
import type { Embedder } from './embedder.ts';
import { ModelThread, startModelWorker } from './model-thread.ts';
import { OwnedModels } from './owned-models.ts';
import type { ModelFacts } from './protocol.ts';
import { rank } from './rank.ts';

const defaultHubUrl = 'https://huggingface.co/';
const defaultMaxQueuedQuestions = 256;
/** Texts counted in one go: some 20 ms of work, so that a question need not wait long. */
const textsPerCount = 128;

/**
 * ONNX Runtime 1.14 can be loaded by one thread of a process and only once: a second thread fails with "Module
 * did not self-register", and so does a thread that is started again. So every caller shares this one.
 */
const thread = new ModelThread(startModelWorker);
let owners = 0;

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
}

export interface Models {
  readonly embedder: Embedder;
  /** Null when none was asked for. */
  readonly reader: Reader | null;
  /** Unloads the models once the task under way has ended; what waits is rejected as `models-closed`. */
  close(): Promise<void>;
}

/**
 * Loads the embedding model and, if asked, the reader in the worker thread (about a second in all). Call
 * `close` when done; forgetting it does not keep the program from ending.
 *
 * @throws UserError `missing-model`, `damaged-model`, `model-download` or `unsuitable-reader`, naming the file
 * or model and the next step; `models-stopped` when the thread has died.
 */
export async function openModels(options: ModelOptions): Promise<Models> {
  const { modelDir, embeddingModel, readerModel, hubUrl = defaultHubUrl } = options;
  const onWarning = options.onWarning ?? ((message) => process.emitWarning(message));
  const stopListening = thread.onWarning(onWarning);
  owners += 1;
  const models = new OwnedModels(thread, owners);
  try {
    const setup = { modelDir, embeddingModel, readerModel, hubUrl };
    const facts = await models.run({ kind: 'open', setup }, rank.open);
    for (const warning of facts.warnings) onWarning(warning);
    const close = async () => {
      await models.close();
      stopListening();
    };
    const limit = options.maxQueuedQuestions ?? defaultMaxQueuedQuestions;
    return {
      embedder: embedderOn(models, facts, { model: embeddingModel, limit, close }),
      reader:
        facts.reader === null || readerModel === null
          ? null
          : readerOn(models, readerModel, facts.reader.fingerprint),
      close,
    };
  } catch (error) {
    stopListening();
    throw error;
  }
}

function embedderOn(
  models: OwnedModels,
  facts: ModelFacts,
  { model, limit, close }: { model: string; limit: number; close: () => Promise<void> },
): Embedder {
  return {
    ...facts.embedder,
    model,
    embed: async (texts, role) => {
      if (role === 'question' && models.waiting(rank.question) >= limit) throw tooBusy();
      return Promise.all(texts.map((text) => models.run({ kind: 'embed', text, role }, rank[role])));
    },
    countTokens: async (texts, role = 'passage') => {
      const parts: Promise<readonly number[]>[] = [];
      for (let from = 0; from < texts.length; from += textsPerCount) {
        const part = texts.slice(from, from + textsPerCount);
        parts.push(models.run({ kind: 'count', texts: part }, role === 'passage' ? rank.count : rank[role]));
      }
      return (await Promise.all(parts)).flat();
    },
    close,
  };
}

function tooBusy(): UserError {
  return new UserError('busy', 'Too many questions are waiting at once; try again in a few seconds.');
}
