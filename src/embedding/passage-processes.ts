import { describeError } from '../errors.ts';
import type { PassageProcess } from './passage-process.ts';
import type { Helper } from './share-out.ts';

/** Each takes some 150 MB. */
const MOST_PROCESSES = 4;

export interface ProcessPlan {
  readonly count: number;
  /** Threads that one run of the model is spread over in each of them. */
  readonly threads: number;
}

export interface PassageProcessesOptions {
  readonly count: number;
  readonly onWarning: (message: string) => void;
  readonly start: () => PassageProcess;
  /** Embeds a text with the network of a process. */
  readonly embed: (text: string, process: PassageProcess) => Promise<Float32Array>;
}

/** What uses so many cores best; on one core another process would gain nothing. */
export function planProcesses(cores: number): ProcessPlan {
  const count = cores < 2 ? 0 : Math.min(cores, MOST_PROCESSES);
  return { count, threads: Math.max(1, Math.floor(cores / MOST_PROCESSES)) };
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
  readonly #embed: (text: string, process: PassageProcess) => Promise<Float32Array>;
  #running: readonly PassageProcess[] | null = null;

  constructor({ count, onWarning, start, embed }: PassageProcessesOptions) {
    this.#count = count;
    this.#onWarning = onWarning;
    this.#start = start;
    this.#embed = embed;
  }

  /** Whether one has loaded the model, so that a text can go there at once. */
  get isOpen(): boolean {
    return this.#running?.some((process) => process.isOpen) ?? false;
  }

  /** Those that run, as takers of texts. One that drops out is reported as a warning and not replaced. */
  helpers(): Helper<string, Float32Array>[] {
    this.#running ??= Array.from({ length: this.#count }, this.#start);
    return this.#running.map((process) => ({
      opened: process.opened,
      run: (text) => this.#embed(text, process),
      onLost: (why) => this.#lose(process, why),
    }));
  }

  /** Ends them and waits until they are gone; none is started again. */
  async close(): Promise<void> {
    const running = this.#running ?? [];
    this.#running = [];
    await Promise.all(running.map((process) => process.close()));
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
