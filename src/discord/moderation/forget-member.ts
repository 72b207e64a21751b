import type { Forgotten } from '../../community/store.ts';
import type { BotContext } from '../command.ts';
import { showPin } from './show-pin.ts';

/**
 * Removes what is tied to a member from the database and their name from the messages that they pinned.
 *
 * @returns `unchanged`: messages that could not be rewritten
 */
export async function forgetMember(
  userId: string,
  bot: BotContext,
): Promise<Forgotten & { readonly unchanged: number }> {
  const store = bot.community.store();
  const { items } = await store.pins.list({
    states: ['pinned', 'stale'],
    limit: Number.MAX_SAFE_INTEGER,
  });
  const forgotten = await store.forget(userId);
  let unchanged = 0;
  for (const pin of items.filter(({ pinnedBy }) => pinnedBy === userId)) {
    const nameless = { ...pin, pinnedBy: null };
    if (!(await showPin(nameless, { ...bot, messages: bot.community.messages }, false))) unchanged += 1;
  }
  return { ...forgotten, unchanged };
}
