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
import type { Change, Database } from './database.ts';
import {
  confirmable,
  findPin,
  gone,
  insertPin,
  linkQuestion,
  livingPinOf,
  matches,
  PIN_COLUMNS,
  readPin,
  searchText,
  withExcerpts,
  writeExcerpts,
} from './pin-rows.ts';
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
      if (existing !== null && existing.state !== 'intended') {
        throw new UserError(
          'already-pinned',
          'This answer is pinned already. Use /pins to see it, edit its line or remove it.',
        );
      }
      const id = existing?.id ?? this.#newId();
      if (existing === null) await this.#insertIntended(change, id, wanted);
      else await this.#renewIntended(change, id, wanted);
      await linkQuestion(change, wanted, id);
      return readPin(change.tx, id);
    });
  }

  async confirm(id: string): Promise<Pin> {
    return this.#database.change(async (change) => {
      const pin = await confirmable(change.tx, id);
      if (pin.state === 'pinned' || pin.state === 'stale') return pin;
      const confirmed = await this.#update(change, pin.id, { state: 'pinned', reason: null });
      await change.tx
        .updateTable('question')
        .set({ state: 'answered' })
        .where('pin_id', '=', pin.id)
        .execute();
      return confirmed;
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

  async setNote(id: string, note: string | null, revision?: number): Promise<Pin | null> {
    return this.#database.change(async (change) => {
      const pin = await readPin(change.tx, id);
      if (revision !== undefined && pin.revision !== revision) return null;
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

  async #insertIntended(change: Change, id: string, wanted: NewPin): Promise<void> {
    const now = this.#now();
    const { answers: _, embedding, ...pin } = wanted;
    const intended = { ...pin, id, pinnedAt: now, changedAt: now, state: 'intended', reason: null } as const;
    await insertPin(change, intended, embedding);
  }

  /** The row of an attempt that was not heard of again: what is wanted now counts, from now on. */
  async #renewIntended(change: Change, id: string, wanted: NewPin): Promise<void> {
    await change.tx
      .updateTable('pin')
      .set({ pinned_by: wanted.pinnedBy, pinned_at: this.#now() })
      .where('id', '=', id)
      .execute();
    await writeExcerpts(change, id, wanted.excerpts);
    await this.#update(change, id, { note: wanted.note === null ? null : storable(wanted.note) });
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
