import type { Problem } from './errors.ts';
import type { Json } from './json.ts';
import type { Ping } from './rules/mentions.ts';

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: number;
}

/** One request as it came and what was answered. Filled in while it is handled. */
export interface RequestRecord {
  readonly method: string;
  /** Decoded, without `/api/v10` and the query: `/channels/1/messages`. */
  readonly path: string;
  /** The endpoint in the specification's words, or null when there is none such. */
  template: string | null;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: 'bot' | 'none' | 'wrong';
  /** The audit log reason, decoded. */
  readonly reason: string | null;
  body: Json | undefined;
  files: UploadedFile[];
  /** The server's clock, in milliseconds. */
  readonly at: number;
  /** When it arrived, by `performance.now()`; latencies count to here. */
  readonly arrived: number;
  /** Null while it is handled, and for good when the connection was dropped. */
  status: number | null;
  response: Json | undefined;
  problems: readonly Problem[];
  /** Whether a fault on demand answered it or broke it off. */
  faulted: boolean;
}

/** Something that the bot did and must not do. */
export interface Violation {
  /** Kebab-case: what tests look at. */
  readonly rule: string;
  /** The request or gateway message, the place in it, and what is wrong. */
  readonly message: string;
  readonly request: RequestRecord | null;
}

export interface PingRecord {
  readonly who: Ping;
  readonly request: RequestRecord;
}

/** Everything that was asked of the server and everything that was wrong with it. */
export class Ledger {
  readonly requests: RequestRecord[] = [];
  readonly pings: PingRecord[] = [];
  violations: Violation[] = [];

  violate(rule: string, message: string, request: RequestRecord | null): void {
    const where = request === null ? 'gateway' : `${request.method} ${request.path}`;
    this.violations.push({ rule, message: `${where}: ${message}`, request });
  }
}
