import { type SqlBool, sql } from 'kysely';
import type { Expired } from '../store.ts';
import type { Change } from './database.ts';
import { dayOf } from './values.ts';

/** Deletes what is older than `before`; see `CommunityStore.expire`. */
export async function expire(change: Change, before: number): Promise<Expired> {
  const { tx } = change;
  const askings = await tx.deleteFrom('asking').where('asked_at', '<', before).executeTakeFirst();
  if (askings.numDeletedRows > 0n) await recount(change);
  const votes = await tx.deleteFrom('vote').where('voted_at', '<', before).executeTakeFirst();
  const pins = await tx
    .deleteFrom('pin')
    .where('state', '=', 'removed')
    .where('changed_at', '<', before)
    .executeTakeFirst();
  await tx.deleteFrom('activity').where('day', '<', dayOf(before)).execute();
  return {
    questions: Number(askings.numDeletedRows),
    votes: Number(votes.numDeletedRows),
    pins: Number(pins.numDeletedRows),
  };
}

/** Brings the groups in line with the askings that are left. */
async function recount({ tx, revision }: Change): Promise<void> {
  await tx
    .deleteFrom('question')
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('asking').select('id').whereRef('asking.question_id', '=', 'question.id')),
      ),
    )
    .execute();
  await tx
    .updateTable('question')
    .set({
      asked: sql<number>`(select count(*) from asking where asking.question_id = question.id)`,
    })
    .where(sql<SqlBool>`asked <> (select count(*) from asking where asking.question_id = question.id)`)
    .execute();
  // A wording that nobody used within the retention period must go too. Its vector goes with it and is made
  // again for the new wording by the next upkeep.
  await tx
    .updateTable('question')
    .set({
      question: sql<string>`(select wording from asking where asking.question_id = question.id order by asked_at, id limit 1)`,
      fingerprint: null,
      vector: null,
      revision,
    })
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('asking')
            .select('id')
            .whereRef('asking.question_id', '=', 'question.id')
            .whereRef('asking.wording', '=', 'question.question'),
        ),
      ),
    )
    .execute();
}
