import type { Embedding, NewPin, PinnedExcerpt } from '../../src/community/types.ts';

/** A clock that only moves when told to, and bytes that differ at every call but not from run to run. */
export function testEnvironment(start = Date.UTC(2026, 0, 15)) {
  let time = start;
  let calls = 0;
  return {
    now: () => time,
    advance: (ms: number) => {
      time += ms;
    },
    randomBytes: (count: number) => {
      calls += 1;
      return Uint8Array.from({ length: count }, (_, i) => (calls >> (8 * (i % 4))) & 0xff);
    },
  };
}

export type TestEnvironment = ReturnType<typeof testEnvironment>;

export const DAY_MS = 86_400_000;

/** A unit vector in eight dimensions that points along one axis, leaning towards the next by `lean`. */
export function vectorAlong(axis: number, lean = 0): Float32Array {
  const vector = new Float32Array(8);
  vector[axis % 8] = Math.sqrt(1 - lean * lean);
  vector[(axis + 1) % 8] = lean;
  return vector;
}

export function embeddingAlong(axis: number, lean = 0, fingerprint = 'model-1'): Embedding {
  return { fingerprint, vector: vectorAlong(axis, lean) };
}

export function excerpt(overrides: Partial<PinnedExcerpt> = {}): PinnedExcerpt {
  const quote = overrides.quote ?? 'The congress approved resolution 4766 on 19 May.';
  const start = overrides.start ?? 120;
  return {
    documentId: 'peru.txt',
    sha256: 'a'.repeat(64),
    start,
    end: start + quote.length,
    quote,
    highlights: [{ start, end: start + quote.length }],
    ...overrides,
  };
}

let messages = 0;

/** A pin that nothing else uses the message of. */
export function newPin(overrides: Partial<NewPin> = {}): NewPin {
  messages += 1;
  return {
    guildId: '100000000000000001',
    channelId: '200000000000000001',
    messageId: String(300_000_000_000_000_000n + BigInt(messages)),
    question: 'Which resolution let the soldiers in?',
    pinnedBy: '400000000000000001',
    note: null,
    excerpts: [excerpt()],
    embedding: null,
    answers: null,
    ...overrides,
  };
}
