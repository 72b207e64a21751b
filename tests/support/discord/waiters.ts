import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waiting for the world to reach a state, without polling: whatever changes it calls `changed`, and every
 * condition that somebody waits for is looked at again.
 */
export class Waiters {
  readonly #checks = new Set<() => void>();
  readonly #stop = new AbortController();

  changed(): void {
    for (const check of [...this.#checks]) check();
  }

  /**
   * The first value of `check` that is neither false, null nor undefined.
   *
   * @param what names the state in the failure; a function is asked when the time is up.
   * @throws Error when `timeoutMs` of real time pass, or the server closes first.
   */
  async until<T>(
    check: () => T | false | null | undefined,
    what: string | (() => string),
    timeoutMs: number,
  ): Promise<T> {
    const first = check();
    if (first !== false && first !== null && first !== undefined) return first;
    const done = new AbortController();
    let found: T | undefined;
    const look = () => {
      const value = check();
      if (value === false || value === null || value === undefined) return;
      found = value;
      this.#checks.delete(look);
      done.abort();
    };
    this.#checks.add(look);
    try {
      await sleep(timeoutMs, undefined, { signal: AbortSignal.any([done.signal, this.#stop.signal]) });
    } catch (error) {
      if (!done.signal.aborted && !this.#stop.signal.aborted) throw error;
    } finally {
      this.#checks.delete(look);
    }
    if (found !== undefined) return found;
    const description = typeof what === 'string' ? what : what();
    const why = this.#stop.signal.aborted ? 'the Discord server was closed' : `${timeoutMs} ms passed`;
    throw new Error(`Waited for ${description}, but ${why}.`);
  }

  close(): void {
    this.#stop.abort();
  }
}
