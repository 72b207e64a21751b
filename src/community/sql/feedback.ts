import { createHmac } from 'node:crypto';
import type { FeedbackStore } from '../store.ts';
import type { AskedQuestion, QuestionState, Tally, Vote } from '../types.ts';
import type { Database, Reader } from './database.ts';
import type { SqlQuestions } from './questions.ts';

export class SqlFeedback implements FeedbackStore {
  readonly #database: Database;
  readonly #questions: Pick<SqlQuestions, 'recordIn' | 'findIn'>;
  readonly #now: () => number;
  readonly #voterKey: () => Promise<Uint8Array>;

  constructor(
    database: Database,
    questions: Pick<SqlQuestions, 'recordIn' | 'findIn'>,
    now: () => number,
    voterKey: () => Promise<Uint8Array>,
  ) {
    this.#database = database;
    this.#questions = questions;
    this.#now = now;
    this.#voterKey = voterKey;
  }

  async vote(
    vote: Vote,
    asked: AskedQuestion | null = null,
  ): Promise<Tally & { question: QuestionState | null }> {
    const voter = voterOf(await this.#voterKey(), vote.userId);
    return this.#database.change(async (change) => {
      const { tx } = change;
      const before = await tx
        .selectFrom('vote')
        .select('voter')
        .where('message_id', '=', vote.messageId)
        .where('was_unhelpful', '=', 1)
        .executeTakeFirst();
      const unhelpful = vote.helpful ? 0 : 1;
      const row = {
        message_id: vote.messageId,
        voter,
        guild_id: vote.guildId,
        helpful: vote.helpful ? (1 as const) : (0 as const),
        was_unhelpful: unhelpful as 0 | 1,
        voted_at: this.#now(),
      };
      await tx
        .insertInto('vote')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['message_id', 'voter']).doUpdateSet({
            helpful: row.helpful,
            voted_at: row.voted_at,
            ...(vote.helpful ? {} : { was_unhelpful: 1 as const }),
          }),
        )
        .execute();
      const tally = await tallyOf(tx, vote.messageId);
      if (vote.helpful || asked === null) return { ...tally, question: null };
      const about = { ...asked, guildId: vote.guildId };
      const group =
        before === undefined
          ? await this.#questions.recordIn(change, { ...about, reason: 'unhelpful' })
          : await this.#questions.findIn(change, about);
      return { ...tally, question: group?.state ?? null };
    });
  }

  async tally(messageId: string): Promise<Tally> {
    return this.#database.read((db) => tallyOf(db, messageId));
  }
}

/** The same person is the same voter everywhere in one database, and nobody without its secret. */
export function voterOf(key: Uint8Array, userId: string): string {
  return createHmac('sha256', key).update(userId).digest('base64url');
}

async function tallyOf(db: Reader, messageId: string): Promise<Tally> {
  const rows = await db
    .selectFrom('vote')
    .select('helpful')
    .select((eb) => eb.fn.countAll<number>().as('votes'))
    .where('message_id', '=', messageId)
    .groupBy('helpful')
    .execute();
  const count = (helpful: number) => rows.find((row) => row.helpful === helpful)?.votes ?? 0;
  return { helpful: count(1), unhelpful: count(0) };
}
