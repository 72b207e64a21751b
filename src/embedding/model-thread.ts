import { Worker } from 'node:worker_threads';
import { describeError, UserError } from '../errors.ts';
import type { Failure, Task, TaskResults, WorkerFacts, WorkerMessage, WorkerSetup } from './protocol.ts';
import { RankedQueue } from './task-queue.ts';

/** Three deaths within a minute are no accident: starting the models again would not help. */
const deathsToGiveUp = 3;
const quickDeathMs = 60_000;

export interface ModelThreadOptions {
  readonly setup: WorkerSetup;
  /** Called with what an operator should know: the worker stopped, a library printed something. */
  readonly onWarning: (message: string) => void;
  /** Starts the thread; the default runs `model-worker.ts`. */
  readonly start?: (setup: WorkerSetup) => Worker;
  /** Milliseconds, from any point in the past. */
  readonly now?: () => number;
}

interface Job {
  readonly task: Task;
  resolve(result: TaskResults[Task['kind']]): void;
  reject(error: Error): void;
}

/**
 * The worker thread as the main thread sees it: tasks go in one at a time, by rank, and a thread that dies is
 * started again for the next task. It keeps the process alive only while it has something to do.
 */
export class ModelThread {
  readonly #options: ModelThreadOptions;
  readonly #queue = new RankedQueue<Job>();
  readonly #deaths: number[] = [];
  #worker: Worker | null = null;
  #loaded = false;
  #facts: WorkerFacts | null = null;
  #running: Job | null = null;
  #end: UserError | null = null;
  #whenLoaded: { resolve(facts: WorkerFacts): void; reject(error: Error): void } | null = null;

  constructor(options: ModelThreadOptions) {
    this.#options = options;
  }

  /**
   * Starts the thread and loads the models.
   *
   * @throws UserError when a model cannot be loaded; nothing keeps running then.
   */
  load(): Promise<WorkerFacts> {
    return new Promise((resolve, reject) => {
      this.#whenLoaded = { resolve, reject };
      this.#startWorker();
    });
  }

  /** Tasks of this rank that wait for their turn. */
  waiting(rank: number): number {
    return this.#queue.waiting(rank);
  }

  /**
   * Queues a task; lower ranks are run first.
   *
   * @throws UserError `models-closed`, `models-stopped`, or what the task itself failed with.
   */
  run<K extends Task['kind']>(task: Extract<Task, { kind: K }>, rank: number): Promise<TaskResults[K]> {
    if (this.#end !== null) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#queue.add({ task, resolve: (result) => resolve(result as TaskResults[K]), reject }, rank);
      this.#next();
    });
  }

  /** Ends the thread; what waits or runs is rejected. */
  async close(): Promise<void> {
    this.#finish(
      new UserError('models-closed', 'The models are closed because the program is shutting down.'),
    );
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #next(): void {
    if (this.#running !== null || this.#end !== null) return;
    if (this.#worker === null) {
      if (!this.#queue.isEmpty) this.#startWorker();
      return;
    }
    if (!this.#loaded) return;
    const job = this.#queue.take();
    if (job === undefined) {
      this.#worker.unref();
      return;
    }
    this.#running = job;
    this.#worker.ref();
    this.#worker.postMessage(job.task);
  }

  #startWorker(): void {
    const worker = (this.#options.start ?? startModelWorker)(this.#options.setup);
    let reason = 'it ended by itself';
    this.#worker = worker;
    this.#loaded = false;
    worker.on('message', (message: WorkerMessage) => {
      if (worker === this.#worker) this.#receive(message);
    });
    worker.on('error', (error) => {
      reason = describeError(error);
    });
    worker.on('exit', () => {
      if (worker === this.#worker) this.#died(reason);
    });
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.on('data', (data: Buffer) => this.#options.onWarning(data.toString('utf8').trim()));
    }
  }

  #receive(message: WorkerMessage): void {
    switch (message.type) {
      case 'ready':
        this.#ready(message.facts);
        break;
      case 'not-ready': {
        const error = toError(message.failure);
        this.#finish(error);
        break;
      }
      case 'done':
      case 'failed': {
        const job = this.#running;
        this.#running = null;
        if (message.type === 'done') job?.resolve(message.result);
        else job?.reject(toError(message.failure));
        this.#next();
        break;
      }
    }
  }

  #ready(facts: WorkerFacts): void {
    const before = this.#facts;
    if (before !== null && JSON.stringify(before) !== JSON.stringify(facts)) {
      this.#finish(
        new UserError(
          'models-changed',
          'The model files changed while the program was running; start it again to use them.',
        ),
      );
      return;
    }
    this.#facts = facts;
    this.#loaded = true;
    this.#whenLoaded?.resolve(facts);
    this.#whenLoaded = null;
    this.#next();
  }

  #died(reason: string): void {
    this.#worker = null;
    const now = (this.#options.now ?? (() => performance.now()))();
    this.#deaths.push(now);
    const recent = this.#deaths.filter((death) => now - death < quickDeathMs);
    const cause = new Error(`the model thread stopped: ${reason}`);
    if (recent.length >= deathsToGiveUp || this.#facts === null) {
      this.#finish(
        new UserError(
          'models-stopped',
          `The models stopped ${recent.length} times within a minute (${reason}). Check that enough memory is free, then start the program again.`,
          { cause },
        ),
      );
      return;
    }
    this.#options.onWarning(`The models stopped unexpectedly (${reason}) and are started again.`);
    const job = this.#running;
    this.#running = null;
    job?.reject(
      new UserError(
        'models-stopped',
        'The models stopped while working on this; try again in a few seconds.',
        {
          cause,
        },
      ),
    );
    this.#next();
  }

  /** No more tasks: everything that waits or runs is rejected, and so is what comes later. */
  #finish(error: UserError): void {
    if (this.#end !== null) return;
    this.#end = error;
    this.#whenLoaded?.reject(error);
    this.#whenLoaded = null;
    this.#running?.reject(error);
    this.#running = null;
    for (const job of this.#queue.drain()) job.reject(error);
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
  }
}

function startModelWorker(setup: WorkerSetup): Worker {
  const script = new URL('./start-model-worker.mjs', import.meta.url);
  return new Worker(script, { workerData: setup, execArgv: [], stdout: true, stderr: true });
}

function toError(failure: Failure): UserError {
  const cause = failure.cause === null ? undefined : new Error(failure.cause);
  return failure.identifier === null
    ? new UserError(
        'model-failed',
        `The model could not work on this (${failure.message}). Try other words.`,
        {
          cause: cause ?? new Error(failure.message),
        },
      )
    : new UserError(failure.identifier, failure.message, { cause });
}
