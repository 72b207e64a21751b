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
  #looking: Promise<void> | null = null;
  #next: Promise<void> | null = null;

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
   * Moves over to the published generation when it is another one. The caller decides when to look; what was
   * published before the call is seen by it, so a call during a look waits for the next one, which all such calls share.
   *
   * @returns whether another generation came into use since the call.
   * @throws UserError as `openIndex` does; `current()` then stays as it was.
   */
  async refresh(): Promise<boolean> {
    const { generation } = this.#current;
    await this.#look();
    return this.#current.generation !== generation;
  }

  /** A look that begins now, or the next one when one is under way. */
  #look(): Promise<void> {
    if (this.#looking === null) {
      this.#looking = this.#moveOver().finally(() => {
        this.#looking = null;
      });
      return this.#looking;
    }
    const again = () => {
      this.#next = null;
      return this.#look();
    };
    this.#next ??= this.#looking.then(again, again);
    return this.#next;
  }

  async #moveOver(): Promise<void> {
    const pointer = await readPointer(this.#indexDir);
    if (pointer?.generation === this.#current.generation) {
      if (pointer.corpusState !== this.#current.corpusState) {
        this.#current = this.#current.withCorpusState(pointer.corpusState);
      }
      return;
    }
    this.#current = await openIndex(this.#indexDir, this.#options);
  }
}
