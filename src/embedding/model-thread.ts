import { Worker } from 'node:worker_threads';
import { describeError, UserError } from '../errors.ts';
import type { Failure, Task, TaskResults, WorkerFacts, WorkerMessage, WorkerSetup } from './protocol.ts';
import { RankedQueue } from './ranked-queue.ts';

/** Three deaths within a minute are no accident: starting the models again would not help. */
const deathsToGiveUp = 3;
const quickDeathMs = 60_000;

export interface ModelThreadOptions {
  readonly setup: WorkerSetup;
  /** Called with what an operator should know: the thread stopped, a library printed something. */
  readonly onWarning: (message: string) => void;
  /** Starts the thread; the default runs `model-worker.ts`. */
  readonly start?: (setup: WorkerSetup) => Worker;
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number;
}

interface Job {
  readonly task: Task;
  resolve(result: TaskResults[Task['kind']]): void;
  reject(error: Error): void;
}

/**
 * The worker thread as the main thread sees it: tasks go in one at a time, by rank, and a thread that dies is
 * started again for the next task. It keeps the process alive only while there is something to do.
 */
export class ModelThread {
  readonly #options: ModelThreadOptions;
  readonly #now: () => number;
  readonly #queue = new RankedQueue<Job>();
  #deaths: number[] = [];
  #worker: Worker | null = null;
  /** Whether the present worker has loaded its models. */
  #loaded = false;
  /** What the first worker found; every later one must find the same. */
  #facts: WorkerFacts | null = null;
  #running: Job | null = null;
  /** Why nothing is taken any more. */
  #end: UserError | null = null;
  #opening: { resolve(facts: WorkerFacts): void; reject(error: Error): void } | null = null;

  constructor(options: ModelThreadOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /**
   * Starts the thread and loads the models. To be called once, before any task.
   *
   * @throws UserError when a model cannot be loaded; nothing keeps running then.
   */
  open(): Promise<WorkerFacts> {
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
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
   * @throws UserError `models-closed`, `models-stopped`, `models-changed` or `model-failed`.
   */
  run<K extends Task['kind']>(task: Extract<Task, { kind: K }>, rank: number): Promise<TaskResults[K]> {
    if (this.#end !== null) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#queue.add({ task, resolve: (result) => resolve(result as TaskResults[K]), reject }, rank);
      this.#next();
    });
  }

  /** Ends the thread; what waits or runs is rejected. Calling it again changes nothing. */
  async close(): Promise<void> {
    const reason = 'The models are closed, because the program is shutting down.';
    await this.#finish(new UserError('models-closed', reason));
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
    this.#worker = worker;
    this.#loaded = false;
    let reason = '';
    worker.on('message', (message: WorkerMessage) => {
      if (worker === this.#worker) this.#receive(message);
    });
    worker.on('error', (error) => {
      reason = describeError(error);
    });
    worker.on('exit', (code) => {
      if (worker === this.#worker) this.#died(reason || `it ended with code ${code}`);
    });
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#options.onWarning(`The model library says: ${text.trim()}`);
      });
    }
  }

  #receive(message: WorkerMessage): void {
    if (message.type === 'ready') {
      this.#ready(message.facts);
    } else if (message.type === 'not-ready') {
      void this.#finish(toError(message.failure));
    } else {
      const job = this.#running;
      this.#running = null;
      if (message.type === 'done') job?.resolve(message.result);
      else job?.reject(toError(message.failure));
      this.#next();
    }
  }

  #ready(facts: WorkerFacts): void {
    if (this.#facts !== null && JSON.stringify(this.#facts) !== JSON.stringify(facts)) {
      const reason = 'The model files changed while the program was running; start it again to use them.';
      void this.#finish(new UserError('models-changed', reason));
      return;
    }
    this.#facts = facts;
    this.#loaded = true;
    this.#opening?.resolve(facts);
    this.#opening = null;
    this.#next();
  }

  #died(reason: string): void {
    this.#worker = null;
    const cause = new Error(`the model thread stopped: ${reason}`);
    const now = this.#now();
    this.#deaths = [...this.#deaths.filter((death) => now - death < quickDeathMs), now];
    if (this.#facts === null) {
      void this.#finish(stopped('The models could not be started', reason, cause));
    } else if (this.#deaths.length >= deathsToGiveUp) {
      void this.#finish(stopped(`The models stopped ${deathsToGiveUp} times in a minute`, reason, cause));
    } else {
      this.#options.onWarning(
        `The models stopped unexpectedly (${reason}); they are started again when needed.`,
      );
      const job = this.#running;
      this.#running = null;
      const apology = 'The models stopped while they worked on this; try again in a few seconds.';
      job?.reject(new UserError('models-stopped', apology, { cause }));
      this.#next();
    }
  }

  /** No more tasks: everything that waits or runs is rejected, and so is what comes later. */
  async #finish(error: UserError): Promise<void> {
    const worker = this.#worker;
    this.#end ??= error;
    this.#worker = null;
    this.#opening?.reject(error);
    this.#opening = null;
    this.#running?.reject(error);
    this.#running = null;
    for (const job of this.#queue.drain()) job.reject(error);
    await worker?.terminate();
  }
}

/** `execArgv` is empty, since the flags that tsx gives the main thread do harm in a worker. */
function startModelWorker(setup: WorkerSetup): Worker {
  const script = new URL('./start-model-worker.mjs', import.meta.url);
  return new Worker(script, { workerData: setup, execArgv: [], stdout: true, stderr: true });
}

function stopped(what: string, reason: string, cause: Error): UserError {
  const advice =
    'Check with `npm run doctor` and see that enough memory is free, then start the program again.';
  return new UserError('models-stopped', `${what} (${reason}). ${advice}`, { cause });
}

function toError({ identifier, message, cause }: Failure): UserError {
  if (identifier !== null) {
    return new UserError(identifier, message, { cause: cause === null ? undefined : new Error(cause) });
  }
  const text = `The model could not work on this (${message}). Try again with other words.`;
  return new UserError('model-failed', text, { cause: new Error(message) });
}
