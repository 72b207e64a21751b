import { type SqlBool, sql } from 'kysely';
import type { Reader } from './database.ts';
import type { Blob } from './schema.ts';
import { toVector } from './values.ts';
import { type Neighbour, VectorTables } from './vectors.ts';

/** Where the copy in memory stands: everything up to and including this row is in it. */
interface Cursor {
  readonly revision: number;
  readonly id: string;
}

interface SyncedRow {
  readonly id: string;
  readonly guild_id: string;
  readonly question: string;
  readonly fingerprint: string | null;
  readonly vector: Blob | null;
  readonly revision: number;
  /** 1 when the row may be found. */
  readonly live: number;
}

// Large enough to make few queries, small enough that loading never holds up a reply for long.
const ROWS_A_QUERY = 1_000;

/**
 * The vectors of a table in memory, brought up to date by reading only the rows that changed since last time.
 * The database stays the truth, so several bots may write to it.
 */
export class VectorSync {
  readonly #table: 'pin' | 'question';
  readonly #vectors = new VectorTables();
  /** The revision of each row in memory. */
  readonly #revisions = new Map<string, number>();
  #cursor: Cursor = { revision: 0, id: '' };

  constructor(table: 'pin' | 'question') {
    this.#table = table;
  }

  async nearest(
    db: Reader,
    guildId: string,
    embedding: { readonly fingerprint: string; readonly vector: Float32Array },
    limit: number,
  ): Promise<Neighbour[]> {
    await this.#update(db);
    return this.#vectors.nearest(guildId, embedding.fingerprint, embedding.vector, limit);
  }

  async #update(db: Reader): Promise<void> {
    let cursor = this.#cursor;
    for (;;) {
      const rows = await this.#changed(db, cursor);
      for (const row of rows) {
        // Of two updates that overlap the slower one may hold rows from before.
        if (row.revision < (this.#revisions.get(row.id) ?? row.revision)) continue;
        this.#revisions.set(row.id, row.revision);
        this.#vectors.put({
          id: row.id,
          guildId: row.guild_id,
          question: row.question,
          fingerprint: row.fingerprint,
          vector: row.live === 1 && row.vector !== null ? toVector(row.vector) : null,
        });
      }
      const last = rows.at(-1);
      if (last !== undefined) cursor = { revision: last.revision, id: last.id };
      if (rows.length < ROWS_A_QUERY) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    // Two updates may overlap; the one that got further wins.
    if (isAfter(cursor, this.#cursor)) this.#cursor = cursor;
  }

  async #changed(db: Reader, after: Cursor): Promise<SyncedRow[]> {
    const live = this.#table === 'pin' ? 'pinned' : null;
    return db
      .selectFrom(this.#table)
      .select(['id', 'guild_id', 'question', 'fingerprint', 'vector', 'revision'])
      .select((eb) =>
        live === null
          ? eb.lit(1).as('live')
          : eb.case().when('state', '=', live).then(1).else(0).end().as('live'),
      )
      .where(sql<SqlBool>`(revision, id) > (${after.revision}, ${after.id})`)
      .orderBy('revision')
      .orderBy('id')
      .limit(ROWS_A_QUERY)
      .execute();
  }
}

function isAfter(a: Cursor, b: Cursor): boolean {
  return a.revision > b.revision || (a.revision === b.revision && a.id > b.id);
}
