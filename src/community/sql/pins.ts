import { sql } from 'kysely';
import { UserError } from '../../errors.ts';
import type { PinStore } from '../store.ts';
import type {
  Embedding,
  NewPin,
  Page,
  Pin,
  PinnedExcerpt,
  PinQuery,
  PinReason,
  PinState,
  Resembling,
} from '../types.ts';
import type { Change, Database, Reader } from './database.ts';
import { matches, PIN_COLUMNS, searchText, withExcerpts, writeExcerpts } from './pin-rows.ts';
import { likePatterns, storable, toBlob } from './values.ts';
import { VectorSync } from './vector-sync.ts';

const LIVING: readonly PinState[] = ['intended', 'pinned', 'stale'];

export class SqlPins implements PinStore {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #newId: () => string;
  readonly #vectors = new VectorSync('pin');

  constructor(database: Database, now: () => number, newId: () => string) {
    this.#database = database;
    this.#now = now;
    this.#newId = newId;
  }

  async intend(wanted: NewPin): Promise<Pin> {
    return this.#database.change(async (change) => {
      const existing = await livingPinOf(change.tx, wanted.messageId);
      if (existing?.state === 'intended') return existing;
      if (existing !== null) {
        throw new UserError(
          'already-pinned',
          'This answer is pinned already. Use /pins to see it, edit its line or remove it.',
        );
      }
      const now = this.#now();
      const id = this.#newId();
      await insertPin(
        change,
        { ...wanted, id, pinnedAt: now, changedAt: now, state: 'intended', reason: null },
        wanted.embedding,
      );
      return readPin(change.tx, id);
    });
  }

  async confirm(id: string): Promise<Pin> {
    return this.#database.change(async (change) => {
      const pin = await readPin(change.tx, id);
      if (pin.state !== 'intended') return pin;
      return this.#update(change, id, { state: 'pinned', reason: null });
    });
  }

  async get(id: string): Promise<Pin | null> {
    return this.#database.read((db) => findPin(db, id));
  }

  async ofMessage(messageId: string): Promise<Pin | null> {
    return this.#database.read((db) => livingPinOf(db, messageId));
  }

  async list(query: PinQuery): Promise<Page<Pin>> {
    return this.#database.read(async (db) => {
      let selection = db.selectFrom('pin').where('state', 'in', query.states ?? ['pinned']);
      if (query.guildId !== undefined) selection = selection.where('guild_id', '=', query.guildId);
      if (query.channelId !== undefined) selection = selection.where('channel_id', '=', query.channelId);
      for (const pattern of likePatterns(query.search ?? '')) {
        selection = selection.where(matches('search_text', pattern));
      }
      const { total } = await selection
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await selection
        .select(PIN_COLUMNS)
        .orderBy('pinned_at', 'desc')
        .orderBy('id', 'desc')
        .limit(query.limit)
        .offset(query.offset ?? 0)
        .execute();
      return { items: await withExcerpts(db, rows), total };
    });
  }

  async channels(): Promise<readonly string[]> {
    return this.#database.read(async (db) => {
      const rows = await db
        .selectFrom('pin')
        .select('channel_id')
        .distinct()
        .where('state', 'in', LIVING)
        .orderBy('channel_id')
        .execute();
      return rows.map((row) => row.channel_id);
    });
  }

  async setNote(id: string, note: string | null): Promise<Pin> {
    return this.#database.change(async (change) => {
      await readPin(change.tx, id);
      return this.#update(change, id, { note: note === null ? null : storable(note) });
    });
  }

  async rebind(id: string, excerpts: readonly PinnedExcerpt[], revision?: number): Promise<Pin | null> {
    return this.#database.change(async (change) => {
      const pin = await readPin(change.tx, id);
      if (revision !== undefined && pin.revision !== revision) return null;
      await writeExcerpts(change, id, excerpts);
      const state = pin.state === 'intended' ? 'intended' : 'pinned';
      return this.#update(change, id, { state, reason: null });
    });
  }

  async markStale(id: string, reason: PinReason, revision?: number): Promise<Pin | null> {
    return this.#leave(id, { state: 'stale', reason }, ['pinned', 'stale'], revision);
  }

  async remove(id: string, reason: PinReason, revision?: number): Promise<Pin | null> {
    return this.#leave(id, { state: 'removed', reason }, LIVING, revision);
  }

  async nearest(guildId: string, embedding: Embedding, limit: number): Promise<readonly Resembling[]> {
    return this.#database.read((db) => this.#vectors.nearest(db, guildId, embedding, limit));
  }

  async withoutEmbedding(fingerprint: string, limit: number) {
    return this.#database.read((db) =>
      db
        .selectFrom('pin')
        .select(['id', 'question'])
        .where('state', '<>', 'removed')
        .where((eb) => eb.or([eb('fingerprint', 'is', null), eb('fingerprint', '<>', fingerprint)]))
        .orderBy('id')
        .limit(limit)
        .execute(),
    );
  }

  async setEmbedding(id: string, { fingerprint, vector }: Embedding): Promise<void> {
    await this.#database.change(({ tx, revision }) =>
      tx
        .updateTable('pin')
        .set({ fingerprint, vector: toBlob(vector), revision })
        .where('id', '=', id)
        .execute(),
    );
  }

  async import(pins: readonly Omit<Pin, 'revision'>[]): Promise<number> {
    return this.#database.change(async (change) => {
      let added = 0;
      for (const pin of pins) {
        const known = await change.tx
          .selectFrom('pin')
          .select('id')
          .where('id', '=', pin.id)
          .executeTakeFirst();
        if (known !== undefined || (await livingPinOf(change.tx, pin.messageId)) !== null) continue;
        await insertPin(change, pin, null);
        added += 1;
      }
      return added;
    });
  }

  /** Takes a pin out of service, if it is in one of the states and was not changed since it was read. */
  async #leave(
    id: string,
    patch: { state: PinState; reason: PinReason },
    from: readonly PinState[],
    revision: number | undefined,
  ): Promise<Pin | null> {
    return this.#database.change(async (change) => {
      const pin = await findPin(change.tx, id);
      if (pin === null || !from.includes(pin.state)) return null;
      if (revision !== undefined && pin.revision !== revision) return null;
      return this.#update(change, id, patch);
    });
  }

  async #update(
    change: Change,
    id: string,
    patch: { state?: PinState; reason?: PinReason | null; note?: string | null },
  ): Promise<Pin> {
    const { tx, revision } = change;
    await tx
      .updateTable('pin')
      .set({ ...patch, changed_at: this.#now(), revision })
      .where('id', '=', id)
      .execute();
    const pin = await findPin(tx, id);
    if (pin === null) throw gone();
    await tx
      .updateTable('pin')
      .set({ search_text: searchText(pin) })
      .where('id', '=', id)
      .execute();
    return pin;
  }
}

async function insertPin(
  change: Change,
  pin: Omit<Pin, 'revision'>,
  embedding: Embedding | null,
): Promise<void> {
  const question = storable(pin.question);
  const note = pin.note === null ? null : storable(pin.note);
  await change.tx
    .insertInto('pin')
    .values({
      id: pin.id,
      guild_id: pin.guildId,
      channel_id: pin.channelId,
      message_id: pin.messageId,
      question,
      note,
      state: pin.state,
      reason: pin.reason,
      pinned_by: pin.pinnedBy,
      pinned_at: pin.pinnedAt,
      changed_at: pin.changedAt,
      search_text: searchText({ question, note, excerpts: pin.excerpts }),
      fingerprint: embedding?.fingerprint ?? null,
      vector: embedding === null ? null : toBlob(embedding.vector),
      revision: change.revision,
    })
    .execute();
  await writeExcerpts(change, pin.id, pin.excerpts);
}

async function findPin(db: Reader, id: string): Promise<Pin | null> {
  const rows = await db.selectFrom('pin').select(PIN_COLUMNS).where('id', '=', id).execute();
  return (await withExcerpts(db, rows))[0] ?? null;
}

/** A pin that can still be changed. */
async function readPin(db: Reader, id: string): Promise<Pin> {
  const pin = await findPin(db, id);
  if (pin === null || pin.state === 'removed') throw gone();
  return pin;
}

async function livingPinOf(db: Reader, messageId: string): Promise<Pin | null> {
  const rows = await db
    .selectFrom('pin')
    .select(PIN_COLUMNS)
    .where('message_id', '=', messageId)
    // Written out, since SQLite uses the partial index only for the very condition it was made with.
    .where('state', '<>', sql.lit('removed'))
    .execute();
  return (await withExcerpts(db, rows))[0] ?? null;
}

function gone(): UserError {
  return new UserError('pin-gone', 'This pin was removed meanwhile. Use /pins to see those there are.');
}
