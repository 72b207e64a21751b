import type { Span } from '../corpus/types.ts';

/** Milliseconds since 1970, UTC. */
export type Instant = number;

/** A vector and the fingerprint of the embedder that made it; vectors of two fingerprints are never compared. */
export interface Embedding {
  readonly fingerprint: string;
  /** Unit length. */
  readonly vector: Float32Array;
}

/** The part of a document that a moderator vouches for, as it was when they did. Offsets as in `Document`. */
export interface PinnedExcerpt extends Span {
  readonly documentId: string;
  /** SHA-256 of the document's text that the offsets refer to. */
  readonly sha256: string;
  readonly quote: string;
  /** Inside the excerpt, in the document's offsets; first the sentence that answers best. */
  readonly highlights: readonly Span[];
}

/**
 * `intended`: written down, Discord not yet asked or not yet known to have agreed. `pinned`: pinned in Discord
 * and served. `stale`: pinned in Discord but its evidence changed, so not served. `removed`: neither.
 */
export type PinState = 'intended' | 'pinned' | 'stale' | 'removed';

/** Why a pin is stale or removed. */
export type PinReason =
  | 'document-gone'
  | 'quote-gone'
  | 'unpinned-by-moderator'
  | 'unpinned-in-discord'
  | 'message-gone'
  | 'never-pinned';

/** What a moderator asks for. The bot's message already exists; it is pinned after this is written down. */
export interface NewPin {
  readonly guildId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly question: string;
  /** The moderator's user id. */
  readonly pinnedBy: string;
  /** The line that the moderator adds in their own name; null for none. */
  readonly note: string | null;
  /** 1 to 5, best first. */
  readonly excerpts: readonly PinnedExcerpt[];
  /** Of the question, for reuse by meaning; null when it could not be made (it is then made later). */
  readonly embedding: Embedding | null;
  /** The open question that this pin answers, which is settled in the moment in which the pin is confirmed. */
  readonly answers: string | null;
}

export interface Pin {
  /** Opaque and unguessable: 22 characters of base64url. */
  readonly id: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly question: string;
  /** Null once the moderator asked to be forgotten. */
  readonly pinnedBy: string | null;
  readonly pinnedAt: Instant;
  readonly note: string | null;
  readonly excerpts: readonly PinnedExcerpt[];
  readonly state: PinState;
  /** Null while intended or pinned. */
  readonly reason: PinReason | null;
  /** When the state, the note or the evidence last changed. */
  readonly changedAt: Instant;
  /** Grows with every change of the pin; passed back to change only what was read. */
  readonly revision: number;
}

/** A page of a list and the length of the whole list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface PinQuery {
  /** Left out by export and upkeep, which go through every guild. */
  readonly guildId?: string;
  readonly channelId?: string;
  readonly states?: readonly PinState[];
  /** Every word must occur in the question, the moderator's line or a quote; case and accents do not count. */
  readonly search?: string;
  /** From 0. */
  readonly offset?: number;
  readonly limit: number;
}

/** Something whose question resembles the one asked; `similarity` is a cosine, -1 to 1. */
export interface Resembling {
  readonly id: string;
  readonly question: string;
  readonly similarity: number;
}

/** Why a question is open: nothing was found, or what was found did not help. */
export type OpenReason = 'not-found' | 'unhelpful';

/** A question as it was asked. */
export interface AskedQuestion {
  readonly question: string;
  /** For putting it with those that mean the same; null when it could not be made (it is then made later). */
  readonly embedding: Embedding | null;
}

export type QuestionState = 'open' | 'dismissed' | 'answered';

/** Questions of one guild that mean the same. Nothing in it says who asked. */
export interface QuestionGroup {
  readonly id: string;
  readonly guildId: string;
  /** The wording that stands for the group. */
  readonly question: string;
  readonly state: QuestionState;
  /** How often it was asked, within the retention period. */
  readonly asked: number;
  readonly lastAsked: Instant;
  /** The pin that answers it, or that is about to. */
  readonly pinId: string | null;
}

/** One wording of a group's question and how often it was used. */
export interface Wording {
  readonly text: string;
  readonly asked: number;
  readonly notFound: number;
  readonly unhelpful: number;
}

export interface Vote {
  readonly guildId: string;
  /** The bot's message that holds the answer. */
  readonly messageId: string;
  /** Kept only as a keyed hash, so that one person counts once and can be forgotten. */
  readonly userId: string;
  readonly helpful: boolean;
}

export interface Tally {
  readonly helpful: number;
  readonly unhelpful: number;
}

/** What `/status` counts, a day at a time. */
export type ActivityName = 'answered' | 'not-found' | 'rejected' | 'reused-pin' | 'failed';
export type ActivityCounts = Readonly<Record<ActivityName, number>>;
