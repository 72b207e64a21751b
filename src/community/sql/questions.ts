import { sql } from 'kysely';
import { chooseGroup } from '../grouping.ts';
import { questionGone } from '../question-errors.ts';
import type { QuestionStore } from '../store.ts';
import type {
  AskedQuestion,
  Embedding,
  OpenReason,
  Page,
  QuestionGroup,
  QuestionState,
  Resembling,
  Wording,
} from '../types.ts';
import type { Change, Database, Reader } from './database.ts';
import { refuseAnswered } from './pin-rows.ts';
import { storable, toBlob } from './values.ts';
import { VectorSync } from './vector-sync.ts';

const COLUMNS = ['id', 'guild_id', 'question', 'state', 'asked', 'last_asked', 'pin_id'] as const;

/** Groups that are looked at before a question starts its own: the nearest few are enough, the rules decide. */
const CANDIDATES = 8;

interface Asked extends AskedQuestion {
  readonly guildId: string;
}

export class SqlQuestions implements QuestionStore {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #newId: () => string;
  readonly #vectors = new VectorSync('question');

  constructor(database: Database, now: () => number, newId: () => string) {
    this.#database = database;
    this.#now = now;
    this.#newId = newId;
  }

  async record(asked: Asked & { reason: OpenReason }): Promise<QuestionGroup> {
    return this.#database.change((change) => this.recordIn(change, asked));
  }

  /** As `record`, as a part of a larger change. */
  async recordIn(change: Change, wanted: Asked & { reason: OpenReason }): Promise<QuestionGroup> {
    const asked = { ...wanted, question: storable(wanted.question) };
    // Looked up inside the transaction, so that two people asking at once end up in one group.
    const known = chooseGroup(asked.question, await this.#candidates(change.tx, asked));
    const now = this.#now();
    const id = known?.id ?? (await this.#insert(change, asked, now));
    await change.tx
      .insertInto('asking')
      .values({
        id: this.#newId(),
        question_id: id,
        wording: asked.question,
        reason: asked.reason,
        asked_at: now,
      })
      .execute();
    await change.tx
      .updateTable('question')
      .set((eb) => ({
        asked: eb('asked', '+', 1),
        last_asked: now,
        state: sql<QuestionState>`case when state = 'answered' then 'open' else state end`,
      }))
      .where('id', '=', id)
      .execute();
    return readGroup(change.tx, id);
  }

  /** The group that means the same as a question, which is not recorded. */
  async findIn({ tx }: Change, wanted: Asked): Promise<QuestionGroup | null> {
    const asked = { ...wanted, question: storable(wanted.question) };
    const known = chooseGroup(asked.question, await this.#candidates(tx, asked));
    return known === null ? null : findGroup(tx, known.id);
  }

  async list(query: {
    guildId: string;
    state?: QuestionState;
    offset?: number;
    limit: number;
  }): Promise<Page<QuestionGroup>> {
    return this.#database.read(async (db) => {
      const selection = db
        .selectFrom('question')
        .where('guild_id', '=', query.guildId)
        .where('state', '=', query.state ?? 'open');
      const { total } = await selection
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await selection
        .select(COLUMNS)
        .orderBy('asked', 'desc')
        .orderBy('last_asked', 'desc')
        .orderBy('id', 'desc')
        .limit(query.limit)
        .offset(query.offset ?? 0)
        .execute();
      return { items: rows.map(toGroup), total };
    });
  }

  async get(id: string): Promise<QuestionGroup | null> {
    return this.#database.read((db) => findGroup(db, id));
  }

  async wordings(id: string, limit: number): Promise<readonly Wording[]> {
    return this.#database.read(async (db) => {
      const rows = await db
        .selectFrom('asking')
        .select('wording')
        .select((eb) => [
          eb.fn.countAll<number>().as('asked'),
          eb.fn
            .count<number>(eb.case().when('reason', '=', 'not-found').then(1).else(null).end())
            .as('notFound'),
        ])
        .where('question_id', '=', id)
        .groupBy('wording')
        .orderBy('asked', 'desc')
        .orderBy('wording')
        .limit(limit)
        .execute();
      return rows.map(({ wording, asked, notFound }) => ({
        text: wording,
        asked,
        notFound,
        unhelpful: asked - notFound,
      }));
    });
  }

  async dismiss(id: string): Promise<QuestionGroup> {
    return this.#database.change(async ({ tx }) => {
      const { state, pinId } = await readGroup(tx, id);
      await refuseAnswered(tx, { state, pin_id: pinId });
      await tx
        .updateTable('question')
        .set({ state: 'dismissed', pin_id: null })
        .where('id', '=', id)
        .execute();
      return readGroup(tx, id);
    });
  }

  async withoutEmbedding(fingerprint: string, limit: number) {
    return this.#database.read((db) =>
      db
        .selectFrom('question')
        .select(['id', 'question'])
        .where((eb) => eb.or([eb('fingerprint', 'is', null), eb('fingerprint', '<>', fingerprint)]))
        .orderBy('id')
        .limit(limit)
        .execute(),
    );
  }

  async setEmbedding(id: string, { fingerprint, vector }: Embedding): Promise<void> {
    await this.#database.change(({ tx, revision }) =>
      tx
        .updateTable('question')
        .set({ fingerprint, vector: toBlob(vector), revision })
        .where('id', '=', id)
        .execute(),
    );
  }

  /** Groups of the guild with this very wording, then the nearest by meaning. */
  async #candidates(tx: Reader, asked: Asked): Promise<Resembling[]> {
    const same = await tx
      .selectFrom('question')
      .select(['id', 'question'])
      .where('guild_id', '=', asked.guildId)
      .where('question', '=', asked.question)
      .orderBy('id')
      .limit(1)
      .execute();
    const candidates: Resembling[] = same.map((row) => ({ ...row, similarity: 1 }));
    if (asked.embedding === null) return candidates;
    const near = await this.#vectors.nearest(tx, asked.guildId, asked.embedding, CANDIDATES);
    // The copy in memory may still hold a group that has expired.
    const ids = near.map((group) => group.id);
    const living =
      ids.length === 0
        ? []
        : await tx.selectFrom('question').select(['id', 'question']).where('id', 'in', ids).execute();
    const questions = new Map(living.map((group) => [group.id, group.question]));
    for (const { id, similarity } of near) {
      const question = questions.get(id);
      if (question !== undefined) candidates.push({ id, question, similarity });
    }
    return candidates;
  }

  async #insert({ tx, revision }: Change, asked: Asked, now: number): Promise<string> {
    const id = this.#newId();
    await tx
      .insertInto('question')
      .values({
        id,
        guild_id: asked.guildId,
        question: asked.question,
        state: 'open',
        pin_id: null,
        asked: 0,
        last_asked: now,
        fingerprint: asked.embedding?.fingerprint ?? null,
        vector: asked.embedding === null ? null : toBlob(asked.embedding.vector),
        revision,
      })
      .execute();
    return id;
  }
}

type GroupRow = Awaited<ReturnType<typeof groupRows>>[number];

function groupRows(db: Reader, id: string) {
  return db.selectFrom('question').select(COLUMNS).where('id', '=', id).execute();
}

function toGroup(row: GroupRow): QuestionGroup {
  return {
    id: row.id,
    guildId: row.guild_id,
    question: row.question,
    state: row.state,
    asked: row.asked,
    lastAsked: row.last_asked,
    pinId: row.pin_id,
  };
}

async function findGroup(db: Reader, id: string): Promise<QuestionGroup | null> {
  const row = (await groupRows(db, id))[0];
  return row === undefined ? null : toGroup(row);
}

async function readGroup(db: Reader, id: string): Promise<QuestionGroup> {
  const group = await findGroup(db, id);
  if (group !== null) return group;
  throw questionGone();
}
