import { sql } from 'kysely';
import { UserError } from '../errors.ts';
import type { Database } from './sql/database.ts';
import { databaseError } from './sql/errors.ts';
import { expire } from './sql/expiry.ts';
import { SqlFeedback, voterOf } from './sql/feedback.ts';
import { SqlPins } from './sql/pins.ts';
import { SqlQuestions } from './sql/questions.ts';
import { dayOf, toBytes } from './sql/values.ts';
import type { CommunityStore, Expired, FeedbackStore, Forgotten, PinStore, QuestionStore } from './store.ts';
import type { ActivityCounts, ActivityName, Instant } from './types.ts';

export interface StoreEnvironment {
  /** The time of day. */
  readonly now: () => Instant;
  /** Unpredictable bytes, for ids and secrets. */
  readonly randomBytes: (count: number) => Uint8Array;
}

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const VOTER_SECRET = 'voters';

/** The store over an SQL database whose schema is up to date. Closing it closes the database. */
export class SqlStore implements CommunityStore {
  readonly pins: PinStore;
  readonly questions: QuestionStore;
  readonly feedback: FeedbackStore;
  readonly #database: Database;
  readonly #environment: StoreEnvironment;
  readonly #secrets = new Map<string, Uint8Array>();
  readonly #closed: () => void;

  /** @param closed called once the database is closed. */
  constructor(database: Database, environment: StoreEnvironment, closed: () => void = () => {}) {
    const { now } = environment;
    const newId = () => Buffer.from(environment.randomBytes(ID_BYTES)).toString('base64url');
    this.#database = database;
    this.#environment = environment;
    this.#closed = closed;
    this.pins = new SqlPins(database, now, newId);
    const questions = new SqlQuestions(database, now, newId);
    this.questions = questions;
    this.feedback = new SqlFeedback(database, questions, now, () => this.secret(VOTER_SECRET));
  }

  get location(): string {
    return this.#database.location;
  }

  async forget(userId: string): Promise<Forgotten> {
    const voter = voterOf(await this.secret(VOTER_SECRET), userId);
    const forgotten = await this.#database.change(async ({ tx }) => {
      const votes = await tx.deleteFrom('vote').where('voter', '=', voter).executeTakeFirst();
      const pins = await tx
        .updateTable('pin')
        .set({ pinned_by: null })
        .where('pinned_by', '=', userId)
        .executeTakeFirst();
      return { votes: Number(votes.numDeletedRows), pins: Number(pins.numUpdatedRows) };
    });
    await this.#database.forgetDeleted();
    return forgotten;
  }

  async expire(before: Instant): Promise<Expired> {
    const expired = await this.#database.change((change) => expire(change, before));
    await this.#database.forgetDeleted();
    return expired;
  }

  async addActivity(at: Instant, counts: Partial<ActivityCounts>): Promise<void> {
    const day = dayOf(at);
    const rows = Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => ({ day, name, count }));
    if (rows.length === 0) return;
    await this.#database.change(({ tx }) =>
      tx
        .insertInto('activity')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['day', 'name'])
            .doUpdateSet({ count: sql<number>`activity.count + excluded.count` }),
        )
        .execute(),
    );
  }

  async activity(since: Instant): Promise<ActivityCounts> {
    const rows = await this.#database.read((db) =>
      db.selectFrom('activity').select(['name', 'count']).where('day', '>=', dayOf(since)).execute(),
    );
    const sum = (name: ActivityName) =>
      rows.filter((row) => row.name === name).reduce((total, row) => total + row.count, 0);
    return {
      answered: sum('answered'),
      'not-found': sum('not-found'),
      rejected: sum('rejected'),
      'reused-pin': sum('reused-pin'),
      failed: sum('failed'),
    };
  }

  async secret(name: string): Promise<Uint8Array> {
    const known = this.#secrets.get(name);
    if (known !== undefined) return known;
    const made = this.#environment.randomBytes(SECRET_BYTES);
    const { value } = await this.#database.change(async ({ tx }) => {
      await tx
        .insertInto('secret')
        .values({ name, value: Buffer.from(made) })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      return tx.selectFrom('secret').select('value').where('name', '=', name).executeTakeFirstOrThrow();
    });
    const secret = Uint8Array.from(toBytes(value));
    this.#secrets.set(name, secret);
    return secret;
  }

  async ping(): Promise<void> {
    await this.#database.read(async (db) => {
      if (this.#database.kind === 'postgres') {
        await sql`select 1`.execute(db);
        return;
      }
      const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db);
      const fault = rows.find((row) => row.quick_check !== 'ok');
      if (fault === undefined) return;
      const { message, inPublic } = databaseError({ rawCode: 11 }, this.location);
      throw new UserError('database-damaged', message, { cause: fault.quick_check, inPublic });
    });
  }

  async close(): Promise<void> {
    await this.#database.close();
    this.#closed();
  }
}
