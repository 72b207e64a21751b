import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Embedder } from '../embedding/embedder.ts';
import { describeError, UserError } from '../errors.ts';
import type { BuildOptions, BuildReport } from './build.ts';
import { type EmbedderRequest, type FromBuild, fromSent, type ToBuild, toSent } from './build-protocol.ts';

/** Characters kept of what the process printed, to say why it ended. */
const PRINTED = 2_000;

export interface ProcessBuildOptions
  extends Pick<BuildOptions, 'corpusDir' | 'indexDir' | 'embedder' | 'onProgress' | 'signal'> {
  /** Told the id of the process once it is ready. */
  readonly onStarted?: (pid: number) => void;
}

/**
 * As `buildIndex`, in a process of its own: reading and splitting documents takes long stretches of computing, in
 * which a bot would answer nobody. The embedder stays here, where questions go before passages.
 *
 * @throws UserError as `buildIndex`; `build-ended` when the process is gone before it is done. The index in use stays as
 *   it was.
 */
export async function buildInProcess({
  corpusDir,
  indexDir,
  embedder,
  onProgress,
  onStarted,
  signal,
}: ProcessBuildOptions): Promise<BuildReport> {
  signal?.throwIfAborted();
  const child = fork(fileURLToPath(new URL('./build-program.ts', import.meta.url)), [], {
    execArgv: ['--import', import.meta.resolve('tsx')],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { fingerprint, model, dimensions, maxTokens } = embedder;
  const order = { corpusDir, indexDir, facts: { fingerprint, model, dimensions, maxTokens } };
  const printed = collectPrinted(child);
  let undelivered = '';
  const send = (message: ToBuild) => {
    if (!child.connected) return;
    child.send(message, (error) => {
      // A process that waits for what cannot be sent would wait for ever; its end is reported by its exit.
      if (error === null || child.exitCode !== null) return;
      undelivered = describeError(error);
      child.kill('SIGKILL');
    });
  };
  const stop = () => send({ stop: true });
  signal?.addEventListener('abort', stop);
  try {
    return await new Promise<BuildReport>((resolve, reject) => {
      child.on('message', (message: FromBuild) => {
        if ('ready' in message) {
          if (child.pid !== undefined) onStarted?.(child.pid);
          send({ order });
        } else if ('progress' in message) onProgress?.(message.progress);
        else if ('request' in message) void serve(embedder, message.request, send);
        else if ('report' in message) resolve(message.report);
        else if ('failure' in message) reject(fromSent(message.failure));
      });
      child.once('error', reject);
      child.once('exit', (code, killedBy) =>
        reject(ended(killedBy ?? `code ${code}`, undelivered || printed())),
      );
    });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    if (child.connected) child.disconnect();
  }
}

/** Answers what a build asks of the embedder, also with why it cannot be answered. */
async function serve(
  embedder: Embedder,
  request: EmbedderRequest,
  send: (message: ToBuild) => void,
): Promise<void> {
  const { id } = request;
  try {
    const result =
      request.method === 'embedPassages'
        ? await embedder.embedPassages(request.passages)
        : await embedder.countTokens(request.texts);
    send({ id, result });
  } catch (error) {
    send({ id, failure: toSent(error) });
  }
}

function collectPrinted({ stdout, stderr }: ChildProcess): () => string {
  let printed = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(0, PRINTED);
    });
  }
  return () => printed;
}

function ended(how: string, printed: string): UserError {
  const cause = new Error(
    `the process that builds ended with ${how}: ${printed.trim() || 'it printed nothing'}`,
  );
  return new UserError(
    'build-ended',
    'The build of the index ended before it was done, so the index is as it was. Try again; the log has the reason.',
    { cause },
  );
}
