/**
 * A build in a process of its own that kills itself at its n-th step: a file operation or a report of progress.
 * The model stays with the parent, which answers over the channel between the two, so that starting costs little.
 * Arguments: corpus folder, index folder, n (0: never). At its end it sends the number of steps it took.
 */
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { buildIndex } from '../../src/index/build.ts';
import type { AskedOfEmbedder, EmbedderRequest } from '../../src/index/build-protocol.ts';

type Facts = Pick<Embedder, 'fingerprint' | 'model' | 'dimensions' | 'maxTokens'>;

/** What the parent answers; the results are those of the embedder's own methods. */
export type Reply = { readonly id: number; readonly result: unknown };

const [corpusDir = '', indexDir = '', killAt = '0', facts = '{}'] = process.argv.slice(2);
const waiting = new Map<number, (result: unknown) => void>();
process.on('message', ({ id, result }: Reply) => waiting.get(id)?.(result));

function askParent(asked: AskedOfEmbedder): Promise<unknown> {
  const id = waiting.size;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    process.send?.({ id, ...asked } satisfies EmbedderRequest);
  });
}

const embedder: Embedder = {
  ...(JSON.parse(facts) as Facts),
  embed: async () => {
    throw new Error('a build embeds passages only');
  },
  embedPassages: async (passages) =>
    (await askParent({ method: 'embedPassages', passages })) as Float32Array[],
  countTokens: async (texts) => (await askParent({ method: 'countTokens', texts })) as number[],
  close: async () => {},
};

let steps = 0;
const step = () => {
  steps++;
  if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
};

/** Takes a step before each call, so that a kill falls between two operations. */
function counted<Target extends object, Name extends keyof Target>(target: Target, name: Name): void {
  const original = target[name];
  if (typeof original !== 'function') throw new TypeError(`${String(name)} is not a function`);
  target[name] = ((...args: unknown[]) => {
    step();
    return Reflect.apply(original, target, args);
  }) as Target[Name];
}

for (const name of ['mkdir', 'open', 'readFile', 'readdir', 'rename', 'rm', 'stat'] as const)
  counted(fs, name);
syncBuiltinESMExports();
await buildIndex({ corpusDir, indexDir, embedder, onProgress: step });
process.send?.({ steps });
process.disconnect();
