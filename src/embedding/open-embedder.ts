import { UserError } from '../errors.ts';
import { readerOn } from '../reading/model-reader.ts';
import type { Reader } from '../reading/reader.ts';
import type { Embedder, PartedText } from './embedder.ts';
import { ModelThread, startModelWorker } from './model-thread.ts';
import { OwnedModels } from './owned-models.ts';
import { PassageProcess } from './passage-process.ts';
import { PassageProcesses, type ProcessPlan } from './passage-processes.ts';
import type { ModelFacts } from './protocol.ts';
import { rank } from './rank.ts';
import { shareOut } from './share-out.ts';

const defaultHubUrl = 'https://huggingface.co/';
const defaultMaxQueuedQuestions = 256;
/** Passages in one call that are worth starting processes for: these take a third of a second to load the model. */
const worthProcesses = 48;
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
  /**
   * Processes that embed the passages of large calls, one text at a time each (default: none). They start with the
   * first such call and end with `close`.
   */
  readonly passageProcesses?: ProcessPlan;
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
    const { count, threads } = options.passageProcesses ?? { count: 0, threads: 1 };
    const processes = new PassageProcesses({
      count,
      onWarning,
      start: () => new PassageProcess({ ...facts.network, threads }),
    });
    const close = async () => {
      try {
        await Promise.all([models.close(), processes.close()]);
      } finally {
        stopListening();
      }
    };
    const limit = options.maxQueuedQuestions ?? defaultMaxQueuedQuestions;
    return {
      embedder: embedderOn(models, facts, { model: embeddingModel, limit, processes, close }),
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
  options: { model: string; limit: number; processes: PassageProcesses; close: () => Promise<void> },
): Embedder {
  const { model, limit, processes, close } = options;
  const embedPassages: Embedder['embedPassages'] = async (passages, onEmbedded = () => {}) => {
    const embedHere = (passage: PartedText) => models.run({ kind: 'embed-passage', passage }, rank.passage);
    const helpers = passages.length >= worthProcesses || processes.isOpen ? processes.helpers() : [];
    if (helpers.length === 0) return all(passages.map(embedHere), onEmbedded);
    const tokenized = await models.run({ kind: 'tokenize', passages }, rank.passage);
    const items = passages.map((passage, at) => ({ passage, tokens: tokenized[at] ?? UNTOKENIZED }));
    return shareOut(items, ({ passage }) => embedHere(passage), helpers, onEmbedded);
  };
  return {
    ...facts.embedder,
    model,
    embed: async (texts, role, onEmbedded = () => {}) => {
      if (role === 'passage') return embedPassages(texts.map(whole), onEmbedded);
      if (role === 'question' && models.waiting(rank.question) >= limit) throw tooBusy();
      return all(
        texts.map((text) => models.run({ kind: 'embed', text, role }, rank[role])),
        onEmbedded,
      );
    },
    embedPassages,
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

const UNTOKENIZED = { ids: [], parts: [] };

function whole(text: string): PartedText {
  return { text, parts: [] };
}

/** Waits for all, and tells of each. */
function all<Result>(running: readonly Promise<Result>[], onDone: () => void): Promise<Result[]> {
  for (const one of running) one.then(onDone, () => {});
  return Promise.all(running);
}

function tooBusy(): UserError {
  return new UserError('busy', 'Too many questions are waiting at once; try again in a few seconds.');
}
