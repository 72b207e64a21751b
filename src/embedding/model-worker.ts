import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { describeError, UserError } from '../errors.ts';
import { loadSpanModel, type SpanModel } from '../reading/span-model.ts';
import { type Encoder, loadEncoder } from './encoder.ts';
import type { Failure, ModelFacts, ModelSetup, Reply, Task, ThreadData, WorkResult } from './protocol.ts';

/** The thread that holds the models and does one task after another. */

interface Opened {
  readonly encoder: Encoder;
  readonly reader: SpanModel | null;
}

const port = parentPort;
if (port === null) throw new Error('model-worker.ts runs in a worker thread only');
const { busy } = workerData as ThreadData;
const say = (reply: Reply) => port.postMessage(reply);
const openedBy = new Map<number, Opened>();

// Standard output belongs to the program's answers; what a library prints goes to the main thread instead.
const printed = new Writable({
  write(chunk: Buffer, _encoding, done) {
    say({ type: 'printed', text: chunk.toString('utf8').trim() });
    done();
  },
});
globalThis.console = new Console(printed, printed);

port.on('message', async (task: Task) => {
  const reply = await answer(task).then(
    (result): Reply => ({ type: 'done', result }),
    (error: unknown): Reply => ({ type: 'failed', failure: toFailure(error) }),
  );
  Atomics.store(busy, 0, 0);
  Atomics.notify(busy, 0);
  say(reply);
});

async function answer({ owner, work }: Task): Promise<WorkResult> {
  switch (work.kind) {
    case 'open':
      return open(owner, work.setup);
    case 'embed':
      return modelsOf(owner).encoder.embed(work.text, work.role);
    case 'embed-passage':
      return modelsOf(owner).encoder.embedPassage(work.passage);
    case 'tokenize': {
      const { encoder } = modelsOf(owner);
      return work.passages.map((passage) => encoder.tokensOf(passage));
    }
    case 'count': {
      const { encoder } = modelsOf(owner);
      return work.texts.map((text) => encoder.countTokens(text));
    }
    case 'read': {
      const { reader } = modelsOf(owner);
      if (reader === null) throw new Error('a window was sent for reading, but no reader is open');
      return reader.read(work.question, work.window);
    }
    case 'close':
      openedBy.delete(owner);
      return null;
  }
}

async function open(owner: number, setup: ModelSetup): Promise<ModelFacts> {
  const { modelDir, hubUrl, embeddingModel, readerModel } = setup;
  const source = { modelDir, hubUrl, model: embeddingModel };
  const withReader = readerModel !== null;
  // A question is short: on one thread it is embedded nearly as fast, and the reader's runs take half as long.
  const encoder = await loadEncoder(withReader ? { ...source, threads: 1 } : source);
  const reader = withReader
    ? await loadSpanModel({ modelDir, hubUrl, model: readerModel, sibling: encoder.network })
    : null;
  openedBy.set(owner, { encoder, reader });
  const { fingerprint, dimensions, maxTokens, warnings, pooling } = encoder;
  const { network: file, networkSha256 } = encoder.network.files;
  return {
    embedder: { fingerprint, dimensions, maxTokens },
    reader: reader === null ? null : { fingerprint: reader.fingerprint },
    network: { file, sha256: networkSha256, pooling },
    warnings,
  };
}

function modelsOf(owner: number): Opened {
  const opened = openedBy.get(owner);
  if (opened === undefined) throw new Error(`no models are open under the number ${owner}`);
  return opened;
}

function toFailure(error: unknown): Failure {
  return {
    identifier: error instanceof UserError ? error.identifier : null,
    message: describeError(error),
    cause: error instanceof Error && error.cause !== undefined ? describeError(error.cause) : null,
  };
}
