import type { Hit } from './types.ts';

/** Passages from `start` inclusive to `end` exclusive; a document's passages stand together. */
export interface PassageRange {
  readonly start: number;
  readonly end: number;
}

/** The `limit` best of the hits offered, in whatever order: a heap whose root is the worst one kept. */
export class BestHits {
  readonly #limit: number;
  readonly #heap: Hit[] = [];

  constructor(limit: number) {
    this.#limit = Math.max(0, Math.floor(limit));
  }

  offer(number: number, score: number): void {
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push({ number, score });
      this.#siftUp(heap.length - 1);
      return;
    }
    const worst = heap[0];
    if (worst === undefined || !isBetter(score, number, worst)) return;
    heap[0] = { number, score };
    this.#siftDown();
  }

  /** Best first, ties by number. */
  sorted(): Hit[] {
    return [...this.#heap].sort((a, b) => b.score - a.score || a.number - b.number);
  }

  #siftUp(from: number): void {
    const heap = this.#heap;
    for (let child = from; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!swapIfWorse(heap, child, parent)) return;
      child = parent;
    }
  }

  #siftDown(): void {
    const heap = this.#heap;
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      const right = left + 1;
      const worse = right < heap.length && isWorse(heap, right, left) ? right : left;
      if (worse >= heap.length || !swapIfWorse(heap, worse, parent)) return;
      parent = worse;
    }
  }
}

function isBetter(score: number, number: number, than: Hit): boolean {
  return score > than.score || (score === than.score && number < than.number);
}

function isWorse(heap: readonly Hit[], a: number, b: number): boolean {
  const first = heap[a];
  const second = heap[b];
  return first !== undefined && second !== undefined && isBetter(second.score, second.number, first);
}

function swapIfWorse(heap: Hit[], child: number, parent: number): boolean {
  const low = heap[child];
  const high = heap[parent];
  if (low === undefined || high === undefined || !isWorse(heap, child, parent)) return false;
  heap[child] = high;
  heap[parent] = low;
  return true;
}
