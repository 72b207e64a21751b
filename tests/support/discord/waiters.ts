import { setTimeout as sleep } from 'node:timers/promises';

/** How often a condition is looked at that hangs on something outside of this server. */
const lookAgainMs = 20;

/**
 * Waiting for a state. Whatever changes the server's state calls `changed`, and every condition that somebody
 * waits for is looked at again at once; besides, it is looked at now and then, for what the server cannot know.
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
    const again = setInterval(look, lookAgainMs);
    try {
      await sleep(timeoutMs, undefined, { signal: AbortSignal.any([done.signal, this.#stop.signal]) });
    } catch (error) {
      if (!done.signal.aborted && !this.#stop.signal.aborted) throw error;
    } finally {
      clearInterval(again);
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
