import type { Embedder } from '../embedding/embedder.ts';
import type { Index } from '../index/types.ts';
import { checkEvidence } from './evidence.ts';
import type { CommunityStore, Expired } from './store.ts';
import type { Embedding, Pin } from './types.ts';

export interface RefreshedPins {
  readonly checked: number;
  /** Their quotes had moved and are bound to the new place. */
  readonly reanchored: readonly Pin[];
  /** Their evidence is gone; not served from now on. */
  readonly turnedStale: readonly Pin[];
  /** They were stale and their very words are back. */
  readonly restored: readonly Pin[];
}

const DAY_MS = 86_400_000;
const PINS_A_PAGE = 500;
const TEXTS_A_BATCH = 32;

/**
 * Checks every pin against the index that answers now: at start and after every rebuild. A pin that a moderator
 * changes meanwhile is left to them.
 */
export async function refreshPins(
  store: Pick<CommunityStore, 'pins'>,
  index: Pick<Index, 'documents'>,
): Promise<RefreshedPins> {
  const reanchored: Pin[] = [];
  const turnedStale: Pin[] = [];
  const restored: Pin[] = [];
  let checked = 0;
  for await (const pin of living(store)) {
    checked += 1;
    const evidence = checkEvidence(pin.excerpts, index.documents);
    if (evidence.status === 'stale') {
      if (pin.state === 'stale') continue;
      const gone = evidence.excerpts.find((excerpt) => excerpt.status === 'stale');
      const changed = await store.pins.markStale(pin.id, gone?.reason ?? 'quote-gone', pin.revision);
      if (changed !== null) turnedStale.push(changed);
    } else if (pin.state === 'stale' || evidence.status === 'moved') {
      const excerpts = evidence.excerpts.map(({ excerpt }) => excerpt);
      const changed = await store.pins.rebind(pin.id, excerpts, pin.revision);
      if (changed !== null) (pin.state === 'stale' ? restored : reanchored).push(changed);
    }
  }
  return { checked, reanchored, turnedStale, restored };
}

/**
 * Makes the vectors that are missing: pins that were imported, groups that took another wording, everything after
 * the model was changed. One at a time, so that people's questions are never behind more than one of these.
 *
 * @returns how many were made.
 */
export async function embedMissing(
  store: Pick<CommunityStore, 'pins' | 'questions'>,
  embedder: Pick<Embedder, 'embed' | 'fingerprint'>,
  signal?: AbortSignal,
): Promise<number> {
  let made = 0;
  for (const part of [store.pins, store.questions]) {
    while (signal?.aborted !== true) {
      const missing = await part.withoutEmbedding(embedder.fingerprint, TEXTS_A_BATCH);
      if (missing.length === 0) break;
      for (const { id, question } of missing) {
        await part.setEmbedding(id, await embedQuestion(embedder, question));
        made += 1;
      }
    }
  }
  return made;
}

/** The vector of a question with its fingerprint, as the stores keep it. */
export async function embedQuestion(
  embedder: Pick<Embedder, 'embed' | 'fingerprint'>,
  question: string,
): Promise<Embedding> {
  const [vector] = await embedder.embed([question], 'question');
  if (vector === undefined) throw new Error('the embedder returned no vector');
  return { fingerprint: embedder.fingerprint, vector };
}

/** Deletes what is older than the retention period: at start and once a day. */
export async function expireOld(
  store: Pick<CommunityStore, 'expire'>,
  now: number,
  retentionDays: number,
): Promise<Expired> {
  return store.expire(now - retentionDays * DAY_MS);
}

/** Pinned and stale pins. Read ahead of the changes, since a change moves a pin in the list. */
async function* living(store: Pick<CommunityStore, 'pins'>): AsyncGenerator<Pin> {
  const states = ['pinned', 'stale'] as const;
  const all: Pin[] = [];
  for (;;) {
    const { items } = await store.pins.list({ states, limit: PINS_A_PAGE, offset: all.length });
    all.push(...items);
    if (items.length < PINS_A_PAGE) break;
  }
  const seen = new Set<string>();
  for (const pin of all) {
    if (!seen.has(pin.id)) yield pin;
    seen.add(pin.id);
  }
}
