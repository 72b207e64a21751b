import type { Reply } from './core.ts';
import type { Ledger, RequestRecord } from './ledger.ts';

interface Block {
  readonly imposedAt: number;
  readonly until: number;
  readonly global: boolean;
}

/** Requests that were on their way when the 429 was sent are no fault of the bot. */
const inFlightMs = 100;

/**
 * The rate limits that a test imposed, and whether the bot waits as long as it was told. They run in real time,
 * since that is what the bot waits in, whatever the test does with the server's clock.
 */
export class RateLimits {
  readonly #blocks = new Map<string, Block>();

  /** @param retryAfter in seconds, as Discord says it. */
  impose(record: RequestRecord, retryAfter: number, global: boolean): Reply {
    const imposedAt = performance.now();
    const key = global ? 'global' : bucketOf(record);
    this.#blocks.set(key, { imposedAt, until: imposedAt + retryAfter * 1_000, global });
    return refusal(retryAfter, global);
  }

  /** The 429 for a request that comes before its time, or null. It is a violation, once the bot must know. */
  check(record: RequestRecord, ledger: Ledger): Reply | null {
    const now = performance.now();
    for (const key of ['global', bucketOf(record)]) {
      const block = this.#blocks.get(key);
      if (block === undefined) continue;
      if (now >= block.until) {
        this.#blocks.delete(key);
        continue;
      }
      if (now - block.imposedAt > inFlightMs) {
        const early = Math.ceil(block.until - now);
        ledger.violate('ignored-retry-after', `sent ${early} ms before the time that the 429 gave`, record);
      }
      return refusal((block.until - now) / 1_000, block.global);
    }
    return null;
  }

  headers(record: RequestRecord): Record<string, string> {
    const block = this.#blocks.get('global') ?? this.#blocks.get(bucketOf(record));
    if (record.status !== 429 || block === undefined) return {};
    const seconds = String(Math.max(0, (block.until - performance.now()) / 1_000));
    const scope = block.global ? 'global' : 'user';
    const common = { 'retry-after': seconds, 'x-ratelimit-scope': scope, via: '1.1 google' };
    return block.global ? { ...common, 'x-ratelimit-global': 'true' } : common;
  }
}

function refusal(retryAfter: number, global: boolean): Reply {
  return { status: 429, body: { message: 'You are being rate limited.', retry_after: retryAfter, global } };
}

/** Discord's buckets are per route and major parameter; a path is finer, which only makes the check milder. */
function bucketOf(record: RequestRecord): string {
  return `${record.method} ${record.path}`;
}
