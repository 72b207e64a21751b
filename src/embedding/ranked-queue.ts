/** A queue in which lower ranks come first, and tasks of one rank in the order in which they came. */
export class RankedQueue<T> {
  readonly #byRank: T[][] = [];

  add(item: T, rank: number): void {
    while (this.#byRank.length <= rank) this.#byRank.push([]);
    this.#byRank[rank]?.push(item);
  }

  /** Takes the next item out; undefined when there is none. */
  take(): T | undefined {
    return this.#byRank.find((items) => items.length > 0)?.shift();
  }

  get isEmpty(): boolean {
    return this.#byRank.every((items) => items.length === 0);
  }

  /** How many wait at this rank. */
  waiting(rank: number): number {
    return this.#byRank[rank]?.length ?? 0;
  }

  /** Takes everything out, in order. */
  drain(): T[] {
    return this.#byRank.splice(0).flat();
  }
}
