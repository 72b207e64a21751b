import { UserError } from '../errors.ts';
import type { ModelThread } from './model-thread.ts';
import type { Work, WorkResults } from './protocol.ts';
import { rank } from './rank.ts';

/** One caller's models in the thread that all callers share. */
export class OwnedModels {
  readonly #thread: ModelThread;
  readonly #owner: number;
  #closing: Promise<void> | null = null;

  /** @param owner A number that no other caller has. */
  constructor(thread: ModelThread, owner: number) {
    this.#thread = thread;
    this.#owner = owner;
  }

  /** Tasks of this rank that wait for their turn, of every caller. */
  waiting(atRank: number): number {
    return this.#thread.waiting(atRank);
  }

  /** @throws UserError `models-closed` after `close`, else as `ModelThread.run`. */
  async run<K extends Work['kind']>(
    work: Extract<Work, { kind: K }>,
    atRank: number,
  ): Promise<WorkResults[K]> {
    if (this.#closing !== null) throw closed();
    return this.#thread.run<K>(this.#owner, work, atRank);
  }

  /** Rejects what waits, lets the task under way end, and unloads. Calling it again changes nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#thread.cancel(this.#owner, closed());
    try {
      await this.#thread.run(this.#owner, { kind: 'close' }, rank.close);
    } catch (error) {
      // A thread that has died holds nothing that could be unloaded.
      if (!(error instanceof UserError && error.identifier === 'models-stopped')) throw error;
    }
  }
}

function closed(): UserError {
  return new UserError('models-closed', 'The models are closed, because the program is shutting down.');
}
