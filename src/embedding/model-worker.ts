import { parentPort, workerData } from 'node:worker_threads';
import { describeError, UserError } from '../errors.ts';
import { loadSpanModel, type SpanModel } from '../reading/span-model.ts';
import { type Encoder, loadEncoder } from './encoder.ts';
import type { Failure, Task, TaskResults, WorkerMessage, WorkerSetup } from './protocol.ts';

/** The thread that runs the models: loads them, says so, then answers one task after another. */

const port = parentPort;
if (port === null) throw new Error('model-worker.ts runs in a worker thread only');
const setup = workerData as WorkerSetup;
const say = (message: WorkerMessage) => port.postMessage(message);

try {
  const { modelDir, hubUrl } = setup;
  const encoder = await loadEncoder({ modelDir, hubUrl, model: setup.embeddingModel });
  const reader =
    setup.readerModel === null
      ? null
      : await loadSpanModel({ modelDir, hubUrl, model: setup.readerModel, sibling: encoder.network });
  port.on('message', (task: Task) => {
    work(task, encoder, reader).then(
      (result) => say({ type: 'done', result }),
      (error: unknown) => say({ type: 'failed', failure: toFailure(error) }),
    );
  });
  const { fingerprint, dimensions, maxTokens, warnings } = encoder;
  say({
    type: 'ready',
    facts: {
      embedder: { fingerprint, dimensions, maxTokens },
      reader: reader === null ? null : { fingerprint: reader.fingerprint },
      warnings,
    },
  });
} catch (error) {
  say({ type: 'not-ready', failure: toFailure(error) });
}

async function work(
  task: Task,
  encoder: Encoder,
  reader: SpanModel | null,
): Promise<TaskResults[Task['kind']]> {
  switch (task.kind) {
    case 'embed':
      return encoder.embed(task.text, task.role);
    case 'count':
      return task.texts.map((text) => encoder.countTokens(text));
    case 'read':
      if (reader === null) throw new Error('a window was sent for reading, but no reader is loaded');
      return reader.read(task.question, task.window);
  }
}

function toFailure(error: unknown): Failure {
  return {
    identifier: error instanceof UserError ? error.identifier : null,
    message: describeError(error),
    cause: error instanceof Error && error.cause !== undefined ? describeError(error.cause) : null,
  };
}
