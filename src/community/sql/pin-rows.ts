import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { questionAnswered } from '../question-errors.ts';
import type { Embedding, NewPin, Pin, PinnedExcerpt } from '../types.ts';
import type { Change, Reader } from './database.ts';
import type { Schema } from './schema.ts';
import { exact, fold, storable, toBlob } from './values.ts';

type PinRow = Pick<Selectable<Schema['pin']>, (typeof PIN_COLUMNS)[number]>;

export const PIN_COLUMNS = [
  'id',
  'guild_id',
  'channel_id',
  'message_id',
  'question',
  'note',
  'state',
  'reason',
  'pinned_by',
  'pinned_at',
  'changed_at',
  'revision',
] as const;

// Both databases limit the parameters of a query (SQLite to 32,766).
const IDS_A_QUERY = 1_000;

const spans = z.array(z.tuple([z.int(), z.int()]));

/** Pins with their excerpts, in the order of the rows. */
export async function withExcerpts(db: Reader, rows: readonly PinRow[]): Promise<Pin[]> {
  const excerpts = new Map<string, PinnedExcerpt[]>();
  for (let i = 0; i < rows.length; i += IDS_A_QUERY) {
    const found = await db
      .selectFrom('pin_excerpt')
      .selectAll()
      .where(
        'pin_id',
        'in',
        rows.slice(i, i + IDS_A_QUERY).map((row) => row.id),
      )
      .orderBy('pin_id')
      .orderBy('ordinal')
      .execute();
    for (const row of found) {
      const list = excerpts.get(row.pin_id) ?? [];
      list.push({
        documentId: row.document_id,
        sha256: row.sha256,
        start: row.start_offset,
        end: row.end_offset,
        quote: row.quote,
        highlights: spans.parse(JSON.parse(row.highlights)).map(([start, end]) => ({ start, end })),
      });
      excerpts.set(row.pin_id, list);
    }
  }
  return rows.map((row) => ({
    id: row.id,
    guildId: row.guild_id,
    channelId: row.channel_id,
    messageId: row.message_id,
    question: row.question,
    pinnedBy: row.pinned_by,
    pinnedAt: row.pinned_at,
    note: row.note,
    excerpts: excerpts.get(row.id) ?? [],
    state: row.state,
    reason: row.reason,
    changedAt: row.changed_at,
    revision: row.revision,
  }));
}

/** Puts these excerpts in the place of those that the pin has. */
export async function writeExcerpts(
  { tx }: Change,
  pinId: string,
  excerpts: readonly PinnedExcerpt[],
): Promise<void> {
  await tx.deleteFrom('pin_excerpt').where('pin_id', '=', pinId).execute();
  if (excerpts.length === 0) return;
  await tx
    .insertInto('pin_excerpt')
    .values(
      excerpts.map((excerpt, ordinal) => ({
        pin_id: pinId,
        ordinal,
        document_id: excerpt.documentId,
        sha256: excerpt.sha256,
        start_offset: excerpt.start,
        end_offset: excerpt.end,
        quote: exact(excerpt.quote, excerpt.documentId),
        highlights: JSON.stringify(excerpt.highlights.map(({ start, end }) => [start, end])),
      })),
    )
    .execute();
}

/** What `PinQuery.search` looks through. */
export function searchText(pin: Pick<Pin, 'question' | 'note' | 'excerpts'>): string {
  return fold([pin.question, pin.note ?? '', ...pin.excerpts.map((excerpt) => excerpt.quote)].join(' '));
}

/** A condition that a folded column holds a pattern of `likePatterns`. */
export function matches(column: 'search_text', pattern: string) {
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;
}

/** What is answered shows the pin from the start, so that a bot that is killed settles it at the next one. */
export async function linkQuestion(
  { tx }: Change,
  { answers, guildId }: NewPin,
  pinId: string,
): Promise<void> {
  if (answers === null) return;
  // Changes come one after the other, so what is read here holds until the link is written.
  const question = await tx
    .selectFrom('question')
    .select(['state', 'pin_id'])
    .where('id', '=', answers)
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  if (question === undefined) return;
  if (question.pin_id !== pinId) await refuseAnswered(tx, question);
  await tx
    .updateTable('question')
    .set({ pin_id: pinId })
    .where('id', '=', answers)
    .where('guild_id', '=', guildId)
    .execute();
}

/**
 * Refuses what would take a question from the pin that answers it, or that is about to.
 *
 * @throws UserError `question-answered`
 */
export async function refuseAnswered(
  tx: Reader,
  question: Pick<Selectable<Schema['question']>, 'state' | 'pin_id'>,
): Promise<void> {
  const pin = question.pin_id === null ? null : await findPin(tx, question.pin_id);
  const isAnswered = question.state === 'answered' && pin !== null && pin.state !== 'removed';
  if (isAnswered || pin?.state === 'intended') throw questionAnswered();
}

/**
 * The pin that Discord's word is about. An intention may have been taken back while its request was still waiting
 * for Discord; another one for the same message then speaks for it.
 */
export async function confirmable(tx: Reader, id: string): Promise<Pin> {
  const pin = await findPin(tx, id);
  if (pin === null) throw gone();
  if (pin.state !== 'removed') return pin;
  if (pin.reason !== 'never-pinned') throw gone();
  return (await livingPinOf(tx, pin.messageId)) ?? pin;
}

export async function insertPin(
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

export async function findPin(db: Reader, id: string): Promise<Pin | null> {
  const rows = await db.selectFrom('pin').select(PIN_COLUMNS).where('id', '=', id).execute();
  return (await withExcerpts(db, rows))[0] ?? null;
}

/** A pin that can still be changed. */
export async function readPin(db: Reader, id: string): Promise<Pin> {
  const pin = await findPin(db, id);
  if (pin === null || pin.state === 'removed') throw gone();
  return pin;
}

export async function livingPinOf(db: Reader, messageId: string): Promise<Pin | null> {
  const rows = await db
    .selectFrom('pin')
    .select(PIN_COLUMNS)
    .where('message_id', '=', messageId)
    // Written out, since SQLite uses the partial index only for the very condition it was made with.
    .where('state', '<>', sql.lit('removed'))
    .execute();
  return (await withExcerpts(db, rows))[0] ?? null;
}

export function gone(): UserError {
  return new UserError('pin-gone', 'This pin was removed meanwhile. Use /pins to see those there are.');
}
