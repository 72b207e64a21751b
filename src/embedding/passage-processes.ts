import { availableParallelism, totalmem } from 'node:os';
import { describeError } from '../errors.ts';
import type { PartedText } from './embedder.ts';
import type { TokenizedText } from './encoder.ts';
import type { PassageProcess } from './passage-process.ts';
import type { Helper } from './share-out.ts';

const MOST_PROCESSES = 4;
/** Each takes some 150 MB; the rest of the machine needs some too. */
const MEMORY_OF_EACH = 512 * 2 ** 20;

export interface ProcessPlan {
  readonly count: number;
  /** Threads that one run of the model is spread over in each of them. */
  readonly threads: number;
}

export interface PassageProcessesOptions {
  readonly count: number;
  readonly onWarning: (message: string) => void;
  readonly start: () => PassageProcess;
}

/** A passage as this process embeds it, and as others do. */
export interface TokenizedPassage {
  readonly passage: PartedText;
  readonly tokens: TokenizedText;
}

/**
 * What uses a machine best; where there is not room for two, another process would gain nothing.
 *
 * @param memory bytes that the program may use.
 */
export function planProcesses(cores: number, memory: number): ProcessPlan {
  const most = Math.min(cores, MOST_PROCESSES, Math.floor(memory / MEMORY_OF_EACH));
  const count = most < 2 ? 0 : most;
  return { count, threads: count === 0 ? 1 : Math.floor(cores / count) };
}

/** The plan for this machine, or for the part of it that a container leaves. */
export function processesForThisMachine(): ProcessPlan {
  const allowed = process.constrainedMemory() ?? 0;
  const memory = allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
  return planProcesses(availableParallelism(), memory);
}

/**
 * The processes that help with the passages of a large build: as many as asked for, started when first needed. Two
 * runs of one thread each do more in the same time than one run that is spread over two threads; docs/design.md has
 * the figures.
 */
export class PassageProcesses {
  readonly #count: number;
  readonly #onWarning: (message: string) => void;
  readonly #start: () => PassageProcess;
  #running: readonly PassageProcess[] | null = null;

  constructor({ count, onWarning, start }: PassageProcessesOptions) {
    this.#count = count;
    this.#onWarning = onWarning;
    this.#start = start;
  }

  /** Whether one has loaded the model, so that a text can go there at once. */
  get isOpen(): boolean {
    return this.#running?.some((process) => process.isOpen) ?? false;
  }

  /** Those that run, as takers of texts. One that drops out is reported as a warning and not replaced. */
  helpers(): Helper<TokenizedPassage, Float32Array>[] {
    this.#running ??= this.#startAll();
    return this.#running.map((process) => ({
      opened: process.opened,
      run: ({ tokens }) => process.embed(tokens),
      onLost: (why) => this.#lose(process, why),
    }));
  }

  /** Ends them and waits until they are gone; none is started again. */
  async close(): Promise<void> {
    const running = this.#running ?? [];
    this.#running = [];
    await Promise.all(running.map((process) => process.close()));
  }

  #startAll(): PassageProcess[] {
    const started: PassageProcess[] = [];
    try {
      while (started.length < this.#count) started.push(this.#start());
    } catch (error) {
      this.#onWarning(`No further process could be started to embed passages (${describeError(error)}).`);
    }
    return started;
  }

  #lose(lost: PassageProcess, why: unknown): void {
    const running = this.#running ?? [];
    // It was let go of, or has been reported by another call.
    if (!running.includes(lost)) return;
    this.#running = running.filter((process) => process !== lost);
    const message = `A process that helped to embed passages dropped out (${describeError(why)}); the build goes on without it.`;
    this.#onWarning(message);
    lost.close().catch((error: unknown) => this.#onWarning(describeError(error)));
  }
}
