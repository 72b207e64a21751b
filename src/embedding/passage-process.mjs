// The program of a `PassageProcess`: runs the network on the tokens of one text at a time, for the process that
// started it. It is plain JavaScript and loads the runtime alone, so that it is ready in a third of a second.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { sumTokens } from './sum-tokens.mjs';

// Ctrl-C reaches every process of a terminal; this one ends when the one that started it lets go of it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

const runtime = createRequire(createRequire(import.meta.url).resolve('@xenova/transformers'))(
  'onnxruntime-node',
);
let session = null;
let pooling = 'mean';

async function open({ file, sha256, threads, ...network }) {
  const found = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (found !== sha256) throw new Error(`${file} has changed since this program was started`);
  const options = { executionProviders: ['cpu'], intraOpNumThreads: threads };
  pooling = network.pooling;
  session = await runtime.InferenceSession.create(file, options);
  return { opened: true };
}

async function run({ ids, parts }) {
  const row = (values) => new runtime.Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
  const inputs = {
    input_ids: row(ids),
    attention_mask: row(ids.map(() => 1)),
    token_type_ids: row(ids.map(() => 0)),
  };
  const wanted = session.inputNames.map((name) => [name, inputs[name]]);
  const outputs = await session.run(Object.fromEntries(wanted));
  const hidden = outputs.last_hidden_state ?? outputs.token_embeddings;
  return { sums: sumTokens(hidden.data, hidden.dims.at(-1), pooling, parts) };
}

process.on('message', async (asked) => {
  try {
    process.send(await ('ids' in asked ? run(asked) : open(asked)));
  } catch (error) {
    process.send({ failure: String(error?.message ?? error) });
  }
});
process.on('disconnect', () => process.exit());
