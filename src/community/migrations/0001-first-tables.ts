import { type Kysely, type Migration, sql } from 'kysely';
import type { ColumnTypes } from './index.ts';

/** Pins, open questions, feedback, daily counts and secrets. */
export function firstTables({ blob }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('revision')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('pin')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('guild_id', 'text', (column) => column.notNull())
        .addColumn('channel_id', 'text', (column) => column.notNull())
        .addColumn('message_id', 'text', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('note', 'text')
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('pinned_by', 'text')
        .addColumn('pinned_at', 'bigint', (column) => column.notNull())
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .addColumn('search_text', 'text', (column) => column.notNull())
        .addColumn('fingerprint', 'text')
        .addColumn('vector', blob)
        .addColumn('revision', 'bigint', (column) => column.notNull())
        .execute();
      // One living pin a message, whatever two moderators do in the same second.
      await db.schema
        .createIndex('pin_message')
        .on('pin')
        .column('message_id')
        .unique()
        .where(sql.ref('state'), '<>', 'removed')
        .execute();
      await db.schema
        .createIndex('pin_list')
        .on('pin')
        .columns(['guild_id', 'state', 'pinned_at', 'id'])
        .execute();
      await db.schema.createIndex('pin_revision').on('pin').columns(['revision', 'id']).execute();
      await db.schema.createIndex('pin_author').on('pin').column('pinned_by').execute();
      await db.schema
        .createTable('pin_excerpt')
        .addColumn('pin_id', 'text', (column) => column.notNull().references('pin.id').onDelete('cascade'))
        .addColumn('ordinal', 'integer', (column) => column.notNull())
        .addColumn('document_id', 'text', (column) => column.notNull())
        .addColumn('sha256', 'text', (column) => column.notNull())
        .addColumn('start_offset', 'integer', (column) => column.notNull())
        .addColumn('end_offset', 'integer', (column) => column.notNull())
        .addColumn('quote', 'text', (column) => column.notNull())
        .addColumn('highlights', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('pin_excerpt_key', ['pin_id', 'ordinal'])
        .execute();
      await db.schema
        .createTable('question')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('guild_id', 'text', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('pin_id', 'text', (column) => column.references('pin.id').onDelete('set null'))
        .addColumn('asked', 'integer', (column) => column.notNull())
        .addColumn('last_asked', 'bigint', (column) => column.notNull())
        .addColumn('fingerprint', 'text')
        .addColumn('vector', blob)
        .addColumn('revision', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('question_list')
        .on('question')
        .columns(['guild_id', 'state', 'asked', 'last_asked', 'id'])
        .execute();
      await db.schema.createIndex('question_revision').on('question').columns(['revision', 'id']).execute();
      await db.schema.createIndex('question_pin').on('question').column('pin_id').execute();
      await db.schema
        .createIndex('question_wording')
        .on('question')
        .columns(['guild_id', 'question'])
        .execute();
      await db.schema
        .createTable('asking')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('question_id', 'text', (column) =>
          column.notNull().references('question.id').onDelete('cascade'),
        )
        .addColumn('wording', 'text', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('asked_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('asking_question')
        .on('asking')
        .columns(['question_id', 'asked_at'])
        .execute();
      await db.schema.createIndex('asking_age').on('asking').column('asked_at').execute();
      await db.schema
        .createTable('vote')
        .addColumn('message_id', 'text', (column) => column.notNull())
        .addColumn('voter', 'text', (column) => column.notNull())
        .addColumn('guild_id', 'text', (column) => column.notNull())
        .addColumn('helpful', 'integer', (column) => column.notNull())
        .addColumn('was_unhelpful', 'integer', (column) => column.notNull())
        .addColumn('voted_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('vote_key', ['message_id', 'voter'])
        .execute();
      await db.schema.createIndex('vote_voter').on('vote').column('voter').execute();
      await db.schema.createIndex('vote_age').on('vote').column('voted_at').execute();
      await db.schema
        .createTable('activity')
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('count', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('activity_key', ['day', 'name'])
        .execute();
      await db.schema
        .createTable('secret')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', blob, (column) => column.notNull())
        .execute();
    },
  };
}
