import type { CommunityStore } from './store.ts';
import type { ActivityCounts, ActivityName, Instant } from './types.ts';

/** Median and 95th percentile of answering times in milliseconds; null before the first answer. */
export interface Latency {
  readonly answers: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

/*
 * Times fall into buckets whose bounds grow by the eighth root of two, so a percentile is right to within 5 %
 * whatever its size, in the memory of 192 numbers: from 0.1 ms to 0.1 * 2^24 ms, half an hour.
 */
const SMALLEST_MS = 0.1;
const BUCKETS_PER_DOUBLING = 8;
const BUCKETS = 192;

/** Counts answering times since the start of the process, in bounded memory. */
export class LatencyHistogram {
  readonly #counts = new Array<number>(BUCKETS).fill(0);
  #answers = 0;

  /** @param ms a duration; what is out of range falls into the first or last bucket. */
  add(ms: number): void {
    const bucket = Math.floor(Math.log2(Math.max(ms, SMALLEST_MS) / SMALLEST_MS) * BUCKETS_PER_DOUBLING);
    const place = Math.min(bucket, BUCKETS - 1);
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#answers += 1;
  }

  /** The middle (geometric) of the bucket in which the share lies: `share` 0.5 is the median. */
  percentile(share: number): number | null {
    if (this.#answers === 0) return null;
    const rank = Math.max(1, Math.ceil(share * this.#answers));
    let seen = 0;
    const bucket = this.#counts.findIndex((count) => {
      seen += count;
      return seen >= rank;
    });
    return SMALLEST_MS * 2 ** ((bucket + 0.5) / BUCKETS_PER_DOUBLING);
  }

  read(): Latency {
    return { answers: this.#answers, medianMs: this.percentile(0.5), p95Ms: this.percentile(0.95) };
  }
}

/**
 * Counts what the bot does, for `/status`, without a write for every question: call `flush` once a minute and
 * before closing. A process that is killed loses the counts since the last flush, and nothing else.
 */
export class ActivityRecorder {
  readonly #latency = new LatencyHistogram();
  #pending: Partial<Record<ActivityName, number>> = {};

  /** @param ms how long the answer took; left out for what is not an answer. */
  record(name: ActivityName, ms?: number): void {
    this.#pending[name] = (this.#pending[name] ?? 0) + 1;
    if (ms !== undefined) this.#latency.add(ms);
  }

  latency(): Latency {
    return this.#latency.read();
  }

  /** Counts that are not in the store yet; all there is when there is no store. */
  pending(): Partial<ActivityCounts> {
    return { ...this.#pending };
  }

  /** Writes the counts. When that fails they are kept for the next time and the error goes on. */
  async flush(store: Pick<CommunityStore, 'addActivity'>, now: Instant): Promise<void> {
    const counts = this.#pending;
    this.#pending = {};
    try {
      await store.addActivity(now, counts);
    } catch (error) {
      for (const name of Object.keys(counts) as ActivityName[]) {
        this.#pending[name] = (this.#pending[name] ?? 0) + (counts[name] ?? 0);
      }
      throw error;
    }
  }
}
