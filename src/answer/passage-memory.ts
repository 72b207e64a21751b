import type { IndexedPassage } from '../index/types.ts';

/**
 * What was worked out for passages before, as long as their index is open: the same passages come up again and again.
 * It forgets all when it holds as many as it may.
 */
export class PassageMemory<Value> {
  readonly #most: number;
  #values = new WeakMap<IndexedPassage, Value>();
  #count = 0;

  /** @param most values that are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  get(passage: IndexedPassage): Value | undefined {
    return this.#values.get(passage);
  }

  set(passage: IndexedPassage, value: Value): void {
    if (this.#count >= this.#most) {
      this.#values = new WeakMap();
      this.#count = 0;
    }
    this.#values.set(passage, value);
    this.#count++;
  }
}
