/** A queue in which lower ranks come first, and items of one rank in the order in which they came. */
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

  /** How many wait at this rank. */
  waiting(rank: number): number {
    return this.#byRank[rank]?.length ?? 0;
  }

  /** Takes out every item that fits, in order. */
  takeAll(fits: (item: T) => boolean): T[] {
    const taken = this.#byRank.flatMap((items) => items.filter(fits));
    for (const [rank, items] of this.#byRank.entries()) {
      this.#byRank[rank] = items.filter((item) => !fits(item));
    }
    return taken;
  }
}
