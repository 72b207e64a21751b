import { meaningTheSame } from './reuse.ts';
import type { CommunityStore } from './store.ts';
import type { Embedding, Pin } from './types.ts';

/** Nearest pins that are looked at: the rules may turn down the first few of the same subject. */
const CANDIDATES = 8;

/**
 * The answer that a moderator of this guild pinned for a question that means the same; null when there is none.
 * Its quotes are still to be verified against the current index, like any other.
 *
 * @param mayShow whether whoever asks may be shown a pin: of several the nearest that they may.
 */
export async function findPinnedAnswer(
  store: Pick<CommunityStore, 'pins'>,
  asked: { readonly guildId: string; readonly question: string; readonly embedding: Embedding },
  mayShow: (pin: Pin) => boolean = () => true,
): Promise<Pin | null> {
  const candidates = await store.pins.nearest(asked.guildId, asked.embedding, CANDIDATES);
  for (const { id } of meaningTheSame(asked.question, candidates)) {
    const pin = await store.pins.get(id);
    if (pin?.state === 'pinned' && mayShow(pin)) return pin;
  }
  return null;
}
