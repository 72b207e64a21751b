import type { GenerationIndex } from './generation-index.ts';
import { type OpenOptions, openIndex } from './open.ts';
import { readPointer } from './pointer.ts';

/**
 * The generation in use, for a process that serves while the index is built anew. A reader takes `current()` once
 * for each question and keeps to it, so a question never sees two generations.
 */
export class LiveIndex {
  readonly #indexDir: string;
  readonly #options: OpenOptions;
  #current: GenerationIndex;
  #refreshing: Promise<boolean> | null = null;

  private constructor(indexDir: string, options: OpenOptions, current: GenerationIndex) {
    this.#indexDir = indexDir;
    this.#options = options;
    this.#current = current;
  }

  /** Opens the generation in use. Throws as `openIndex` does. */
  static async open(indexDir: string, options: OpenOptions): Promise<LiveIndex> {
    return new LiveIndex(indexDir, options, await openIndex(indexDir, options));
  }

  current(): GenerationIndex {
    return this.#current;
  }

  /**
   * Moves over to the published generation when it is another one. The caller decides when to look; calls that
   * overlap share one look.
   *
   * @returns whether another generation came into use.
   * @throws UserError as `openIndex` does; `current()` then stays as it was.
   */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#moveOver().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #moveOver(): Promise<boolean> {
    const pointer = await readPointer(this.#indexDir);
    if (pointer?.generation === this.#current.generation) {
      if (pointer.corpusState !== this.#current.corpusState) {
        this.#current = this.#current.withCorpusState(pointer.corpusState);
      }
      return false;
    }
    this.#current = await openIndex(this.#indexDir, this.#options);
    return true;
  }
}
