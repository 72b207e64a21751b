import type { OpenReason, PinReason, PinState, QuestionState } from '../types.ts';

/** Rows as both databases return them; the migrations are the definition. Instants in milliseconds. */
export interface Schema {
  revision: { name: string; value: number };
  pin: PinTable;
  pin_excerpt: ExcerptTable;
  question: QuestionTable;
  asking: AskingTable;
  vote: VoteTable;
  /** `day` is YYYY-MM-DD, UTC. */
  activity: { day: string; name: string; count: number };
  secret: { name: string; value: Blob };
}

/** SQLite gives an ArrayBuffer, PostgreSQL a Buffer; both take a Uint8Array. */
export type Blob = Uint8Array | ArrayBuffer;

interface PinTable {
  id: string;
  guild_id: string;
  channel_id: string;
  message_id: string;
  question: string;
  note: string | null;
  state: PinState;
  reason: PinReason | null;
  pinned_by: string | null;
  pinned_at: number;
  changed_at: number;
  /** Question, note and quotes, folded: see `fold`. */
  search_text: string;
  fingerprint: string | null;
  vector: Blob | null;
  revision: number;
}

interface ExcerptTable {
  pin_id: string;
  ordinal: number;
  document_id: string;
  sha256: string;
  start_offset: number;
  end_offset: number;
  quote: string;
  /** JSON: `[[start, end], …]`. */
  highlights: string;
}

interface QuestionTable {
  id: string;
  guild_id: string;
  question: string;
  state: QuestionState;
  pin_id: string | null;
  /** Number of rows in `asking`, kept here so that the list needs no count. */
  asked: number;
  last_asked: number;
  fingerprint: string | null;
  vector: Blob | null;
  revision: number;
}

interface AskingTable {
  id: string;
  question_id: string;
  wording: string;
  reason: OpenReason;
  asked_at: number;
}

interface VoteTable {
  message_id: string;
  /** HMAC-SHA-256 of the user's id under the database's secret, base64url. */
  voter: string;
  guild_id: string;
  helpful: 0 | 1;
  /** Whether this person ever said unhelpful on this answer. */
  was_unhelpful: 0 | 1;
  voted_at: number;
}
