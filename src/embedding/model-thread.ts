import { Worker } from 'node:worker_threads';
import { describeError, UserError } from '../errors.ts';
import type { Failure, Reply, Task, ThreadData, Work, WorkResult, WorkResults } from './protocol.ts';
import { RankedQueue } from './ranked-queue.ts';

/** How long the program's exit waits for the task under way; one passage takes some 30 ms. */
const exitWaitMs = 5_000;

type StartWorker = (data: ThreadData) => Worker;

interface Job {
  readonly task: Task;
  resolve(result: WorkResult): void;
  reject(error: Error): void;
}

/**
 * A worker thread as the main thread sees it: tasks go in one at a time, lower ranks first. It is started by
 * the first task and never ended, and keeps the program alive only while there is something to do.
 */
export class ModelThread {
  readonly #startWorker: StartWorker;
  readonly #queue = new RankedQueue<Job>();
  readonly #listeners = new Set<(warning: string) => void>();
  readonly #busy = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | null = null;
  #running: Job | null = null;
  /** Why nothing is taken any more. */
  #death: UserError | null = null;

  constructor(startWorker: StartWorker) {
    this.#startWorker = startWorker;
  }

  /** Hears what the thread's libraries print and how it ended. Returns the way to stop listening. */
  onWarning(listener: (message: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tasks of this rank that wait for their turn. */
  waiting(rank: number): number {
    return this.#queue.waiting(rank);
  }

  /**
   * Queues a task of the owner's.
   *
   * @throws UserError `models-stopped` when the thread has died, else what the task failed with.
   */
  run<K extends Work['kind']>(
    owner: number,
    work: Extract<Work, { kind: K }>,
    rank: number,
  ): Promise<WorkResults[K]> {
    if (this.#death !== null) return Promise.reject(this.#death);
    return new Promise((resolve, reject) => {
      const job = {
        task: { owner, work },
        resolve: (result: WorkResult) => resolve(result as WorkResults[K]),
      };
      this.#queue.add({ ...job, reject }, rank);
      this.#next();
    });
  }

  /** Rejects what waits of this owner's tasks; one that is under way is left to end. */
  cancel(owner: number, error: Error): void {
    for (const job of this.#queue.takeAll(({ task }) => task.owner === owner)) job.reject(error);
  }

  #next(): void {
    if (this.#running !== null) return;
    const job = this.#queue.take();
    if (job === undefined) {
      this.#worker?.unref();
      return;
    }
    this.#worker ??= this.#start();
    this.#running = job;
    this.#worker.ref();
    Atomics.store(this.#busy, 0, 1);
    this.#worker.postMessage(job.task);
  }

  #start(): Worker {
    const worker = this.#startWorker({ busy: this.#busy });
    let reason = '';
    worker.on('message', (reply: Reply) => this.#receive(reply));
    worker.on('error', (error) => {
      reason = describeError(error);
    });
    worker.on('exit', (code) => this.#died(reason || `it ended with code ${code}`));
    // A thread that is ended while it runs a model takes the whole program down with an abort.
    process.once('exit', () => Atomics.wait(this.#busy, 0, 1, exitWaitMs));
    return worker;
  }

  #receive(reply: Reply): void {
    if (reply.type === 'printed') {
      this.#warn(`The model library says: ${reply.text}`);
      return;
    }
    const job = this.#running;
    this.#running = null;
    if (reply.type === 'done') job?.resolve(reply.result);
    else job?.reject(toError(reply.failure));
    this.#next();
  }

  #died(reason: string): void {
    const message = `The models stopped (${reason}) and cannot be started twice in one program. Start it again; if they stop again, run \`npm run doctor\` and see that enough memory is free.`;
    const death = new UserError('models-stopped', message, { cause: new Error(reason) });
    Atomics.store(this.#busy, 0, 0);
    this.#death = death;
    this.#running?.reject(death);
    this.#running = null;
    for (const job of this.#queue.takeAll(() => true)) job.reject(death);
    this.#warn(message);
  }

  #warn(message: string): void {
    for (const listener of this.#listeners) listener(message);
  }
}

/**
 * Starts `model-worker.ts`. `execArgv` is empty, since the flags that tsx gives the main thread do harm in a
 * worker.
 */
export function startModelWorker(data: ThreadData): Worker {
  const script = new URL('./start-model-worker.mjs', import.meta.url);
  return new Worker(script, { workerData: data, execArgv: [] });
}

function toError({ identifier, message, cause }: Failure): UserError {
  if (identifier !== null) {
    return new UserError(identifier, message, { cause: cause === null ? undefined : new Error(cause) });
  }
  const text = `The model could not work on this (${message}). Try again with other words.`;
  return new UserError('model-failed', text, { cause: new Error(message) });
}
