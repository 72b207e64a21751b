/** Faults on demand: what can go wrong between a bot and Discord, at the moment a test wants it. */

export interface FaultOptions {
  readonly method?: string;
  /** Part of the decoded path, or a pattern for it; left out, every path. */
  readonly path?: string | RegExp;
  /** How many requests it hits; 1 unless said, `Infinity` until `remove()`. */
  readonly times?: number;
  /** Answer with this status instead of doing anything; 400 is a body that Discord does not take. */
  readonly status?: 400 | 429 | 500 | 502 | 503 | 504;
  /** Seconds, for a 429; 0.05 unless said. */
  readonly retryAfter?: number;
  /** Whether a 429 is for every route of the bot. */
  readonly global?: boolean;
  /** Break the connection: before anything is done, or after it is done and before the answer. */
  readonly drop?: 'before' | 'after';
  /** Break it by a reset, which discord.js takes for a reason to retry; else it is closed, and is not retried. */
  readonly reset?: boolean;
  /** Wait this long, then go on. */
  readonly delayMs?: number;
  /** Wait for `release()`, then go on. */
  readonly hold?: boolean;
}

/** A fault that is set. */
export class Fault {
  readonly options: FaultOptions;
  /** How many requests it has hit. */
  hits = 0;
  readonly #released: Promise<void>;
  #release: () => void = () => {};

  constructor(options: FaultOptions) {
    this.options = options;
    this.#released = new Promise((resolve) => {
      this.#release = resolve;
    });
    if (options.hold !== true) this.#release();
  }

  matches(method: string, path: string): boolean {
    const { options } = this;
    if (this.hits >= (options.times ?? 1)) return false;
    if (options.method !== undefined && options.method.toUpperCase() !== method) return false;
    if (options.path === undefined) return true;
    return typeof options.path === 'string' ? path.includes(options.path) : options.path.test(path);
  }

  /** Lets the requests go on that it holds, and those to come. */
  release(): void {
    this.#release();
  }

  released(): Promise<void> {
    return this.#released;
  }
}

export class Faults {
  readonly #all: Fault[] = [];

  add(options: FaultOptions): Fault {
    const fault = new Fault(options);
    this.#all.push(fault);
    return fault;
  }

  remove(fault: Fault): void {
    fault.release();
    const index = this.#all.indexOf(fault);
    if (index >= 0) this.#all.splice(index, 1);
  }

  /** The fault that hits this request, counted. The oldest wins. */
  take(method: string, path: string): Fault | null {
    const fault = this.#all.find((candidate) => candidate.matches(method, path));
    if (fault === undefined) return null;
    fault.hits += 1;
    return fault;
  }

  clear(): void {
    for (const fault of this.#all.splice(0)) fault.release();
  }
}
