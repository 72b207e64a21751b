/** The program of `buildInProcess`: one build, ordered by the process that started it, which holds the model. */
import type { Embedder } from '../embedding/embedder.ts';
import { buildIndex } from './build.ts';
import {
  type AskedOfEmbedder,
  type BuildOrder,
  type FromBuild,
  fromSent,
  type ToBuild,
  toSent,
} from './build-protocol.ts';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

const waiting = new Map<number, Waiting>();
const stop = new AbortController();
let requests = 0;

// Ctrl-C reaches every process of a terminal; this one ends when the one that started it says so, or is gone.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());

process.on('message', (message: ToBuild) => {
  if ('order' in message) void build(message.order);
  else if ('stop' in message) stop.abort();
  else {
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if ('failure' in message) one?.reject(fromSent(message.failure));
    else one?.resolve(message.result);
  }
});
tell({ ready: true });

function tell(message: FromBuild): void {
  process.send?.(message);
}

async function build({ corpusDir, indexDir, facts }: BuildOrder): Promise<void> {
  const embedder: Embedder = {
    ...facts,
    embed: async () => {
      throw new Error('a build embeds passages only');
    },
    async embedPassages(passages, onEmbedded) {
      const vectors = (await ask({ method: 'embedPassages', passages })) as Float32Array[];
      for (const _vector of vectors) onEmbedded?.();
      return vectors;
    },
    countTokens: async (texts) => (await ask({ method: 'countTokens', texts })) as number[],
    close: async () => {},
  };
  try {
    const report = await buildIndex({
      corpusDir,
      indexDir,
      embedder,
      signal: stop.signal,
      onProgress: (progress) => tell({ progress }),
    });
    // A cause may hold what cannot be sent.
    const problems = report.problems.map(({ file, message }) => ({ file, message }));
    tell({ report: { ...report, problems } });
  } catch (error) {
    tell({ failure: toSent(error) });
  }
}

function ask(asked: AskedOfEmbedder): Promise<unknown> {
  const id = requests++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    tell({ request: { id, ...asked } });
  });
}
