import type {
  ActivityCounts,
  AskedQuestion,
  Embedding,
  Instant,
  NewPin,
  OpenReason,
  Page,
  Pin,
  PinnedExcerpt,
  PinQuery,
  PinReason,
  QuestionGroup,
  QuestionState,
  Resembling,
  Tally,
  Vote,
  Wording,
} from './types.ts';

/*
 * What people add, behind one interface. Every method that changes something is one transaction: it happened
 * wholly when the promise resolves, and not at all when it rejects. Any method can reject with a UserError:
 * `database-locked`, `database-read-only`, `database-full`, `database-damaged`, `database-unreachable` or
 * `database-failed`; the bot then goes on answering without it.
 */

export interface PinStore {
  /**
   * Writes down that a message is about to be pinned. Asking again for a message whose pin is still only intended
   * brings that pin up to date, so that a repeated click does not double it and the last line given counts.
   * @throws UserError `already-pinned` when the message has a pin; `question-answered` when another pin answers
   *   the question already or is about to; `unstorable-text` when a quote cannot be kept
   *   to the last character.
   */
  intend(pin: NewPin): Promise<Pin>;
  /**
   * Discord agreed: an intended pin becomes pinned, and the question that it answers is settled with it. One that is
   * pinned or stale already is returned as it is; an intention that was taken back too early is taken up again.
   * @throws UserError `pin-gone`.
   */
  confirm(id: string): Promise<Pin>;
  get(id: string): Promise<Pin | null>;
  /** The pin of a Discord message that is not removed. */
  ofMessage(messageId: string): Promise<Pin | null>;
  /** Newest first. */
  list(query: PinQuery): Promise<Page<Pin>>;
  /** Channels that have a pin which is not removed. */
  channels(): Promise<readonly string[]>;
  /**
   * @returns null, and nothing changes, as for `rebind`.
   * @throws UserError `pin-gone`.
   */
  setNote(id: string, note: string | null, revision?: number): Promise<Pin | null>;
  /**
   * Binds the pin to new evidence and serves it again: re-anchored, verified anew or replaced by a moderator.
   * @returns null, and nothing changes, when `revision` is given and the pin changed since it was read.
   * @throws UserError `pin-gone` when it does not exist or is removed; `unstorable-text`.
   */
  rebind(id: string, excerpts: readonly PinnedExcerpt[], revision?: number): Promise<Pin | null>;
  /** Not served any more, kept for the moderators. Null, and nothing changes, as for `rebind`. */
  markStale(id: string, reason: PinReason, revision?: number): Promise<Pin | null>;
  /** Removes a pin that is not pinned in Discord (any more). Null when there was none or it was removed before. */
  remove(id: string, reason: PinReason, revision?: number): Promise<Pin | null>;
  /** Pins of the guild in state `pinned` whose question resembles this one most, best first. */
  nearest(guildId: string, embedding: Embedding, limit: number): Promise<readonly Resembling[]>;
  /** Pins that are not removed and have no vector of this fingerprint, at most `limit`. */
  withoutEmbedding(fingerprint: string, limit: number): Promise<readonly { id: string; question: string }[]>;
  setEmbedding(id: string, embedding: Embedding): Promise<void>;
  /**
   * Adds pins from an export, all or none. A pin whose id, or whose message's pin, exists is left as it is.
   * @returns how many were added.
   */
  import(pins: readonly Omit<Pin, 'revision'>[]): Promise<number>;
}

export interface QuestionStore {
  /**
   * Records that a question found no answer, under the group that means the same, or a new one. A group that was
   * answered is open again; a dismissed one stays dismissed.
   */
  record(asked: AskedQuestion & { guildId: string; reason: OpenReason }): Promise<QuestionGroup>;
  /** Most asked first, then the latest. `state` is `open` unless given. */
  list(query: {
    guildId: string;
    state?: QuestionState;
    offset?: number;
    limit: number;
  }): Promise<Page<QuestionGroup>>;
  get(id: string): Promise<QuestionGroup | null>;
  /** The wordings of a group, most used first. */
  wordings(id: string, limit: number): Promise<readonly Wording[]>;
  /** @throws UserError `question-gone`; `question-answered` when a pin answers the question or is about to. */
  dismiss(id: string): Promise<QuestionGroup>;
  withoutEmbedding(fingerprint: string, limit: number): Promise<readonly { id: string; question: string }[]>;
  setEmbedding(id: string, embedding: Embedding): Promise<void>;
}

export interface FeedbackStore {
  /**
   * Counts one person's word on one answer; saying the other thing later replaces it. With the first unhelpful word
   * the question joins the open ones in the same step, once an answer however many people agree.
   *
   * @param asked the question that was answered; left out, nothing joins the open ones
   * @returns the answer's tally and, of an unhelpful word, the state that the question's group is in now; null when
   *   there is no group.
   */
  vote(
    vote: Vote,
    asked?: AskedQuestion | null,
  ): Promise<Tally & { readonly question: QuestionState | null }>;
  tally(messageId: string): Promise<Tally>;
}

/** What was removed or made anonymous. */
export interface Forgotten {
  readonly votes: number;
  readonly pins: number;
}

export interface Expired {
  readonly questions: number;
  readonly votes: number;
  readonly pins: number;
}

export interface CommunityStore {
  /** Where the data lives, without a password: a file's path, or a server's address and database. */
  readonly location: string;
  readonly pins: PinStore;
  readonly questions: QuestionStore;
  readonly feedback: FeedbackStore;
  /** Removes everything that is tied to this person: their votes, and their name on pins (the pins stay). */
  forget(userId: string): Promise<Forgotten>;
  /**
   * Deletes what is older: askings, groups that have none left, votes, removed pins and daily counts. A group
   * whose wording came from a deleted asking takes the oldest wording that is left.
   */
  expire(before: Instant): Promise<Expired>;
  /** Adds to the counts of the day (UTC) of this instant. */
  addActivity(at: Instant, counts: Partial<ActivityCounts>): Promise<void>;
  /** Sums of the days from the day (UTC) of `since`. */
  activity(since: Instant): Promise<ActivityCounts>;
  /** 32 random bytes, made when first asked for and the same ever after: for keys that outlive a restart. */
  secret(name: string): Promise<Uint8Array>;
  /** Answers when the database does: for the doctor. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
