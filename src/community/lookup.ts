import { choosePin, type MeaningThreshold, REUSE_THRESHOLD } from './reuse.ts';
import type { CommunityStore } from './store.ts';
import type { Embedding, Pin } from './types.ts';

/** Nearest pins that are looked at: the rules may turn down the first few of the same subject. */
const CANDIDATES = 8;

/**
 * The answer that a moderator of this guild pinned for a question that means the same; null when there is none.
 * Its quotes are still to be verified against the current index, like any other.
 */
export async function findPinnedAnswer(
  store: Pick<CommunityStore, 'pins'>,
  asked: { readonly guildId: string; readonly question: string; readonly embedding: Embedding },
  threshold: MeaningThreshold = REUSE_THRESHOLD,
): Promise<Pin | null> {
  const candidates = await store.pins.nearest(asked.guildId, asked.embedding, CANDIDATES);
  const chosen = choosePin(asked.question, candidates, threshold);
  const pin = chosen === null ? null : await store.pins.get(chosen.id);
  return pin?.state === 'pinned' ? pin : null;
}
