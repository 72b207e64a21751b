import { createRequire } from 'node:module';
import type { PreTrainedTokenizer } from '@xenova/transformers';
import { AutoConfig, AutoModel, AutoTokenizer, env, PreTrainedModel, Tensor } from '@xenova/transformers';
import { describeError, UserError } from '../errors.ts';
import { checkModelFiles, hasModelFiles, isBundled, type ModelFiles, restoreModel } from './model-files.ts';

/** A loaded model: token ids in, named outputs out. Lives in the worker thread only. */
export interface Network {
  readonly tokenizer: PreTrainedTokenizer;
  readonly files: ModelFiles;
  /**
   * Runs one text. Texts are never padded or put together: the quantised model scales its numbers by the
   * largest of a batch, so company changes the result (a passage alone and in a batch of four: cosine .994, at
   * worst .991), and an index that grew would differ from a new one.
   *
   * @param ids Token ids, the special ones included.
   * @param types 0 for the first text of a pair, 1 for the second; same length as `ids`.
   */
  run(ids: readonly number[], types: readonly number[]): Promise<Readonly<Record<string, Output>>>;
}

export interface Output {
  readonly data: Float32Array;
  /** The first is 1, the one text. */
  readonly dims: readonly number[];
}

export interface NetworkSource {
  readonly modelDir: string;
  /** The model's id, which is also its folder below `modelDir`. */
  readonly model: string;
  /** Base of the hub's addresses, with a slash at the end. */
  readonly hubUrl: string;
  /**
   * How many threads a run is spread over (default all cores). Threads wait for the next run by turning in a circle,
   * so where another network runs next, those of this one take the cores from it.
   */
  readonly threads?: number;
  /** A network already loaded, whose tokenizer is taken too if it is the same (saves 18 MB and 90 ms). */
  readonly sibling?: Network;
}

/** The one call that is made to ONNX Runtime past the library. */
interface Runtime {
  readonly InferenceSession: { create(file: string, options: object): Promise<unknown> };
}

/**
 * Loads a model from its folder, or downloads it into the folder first when it is not there. Bundled models
 * are never downloaded.
 *
 * @throws UserError `missing-model`, `damaged-model` or `model-download`.
 */
export async function loadNetwork(source: NetworkSource): Promise<Network> {
  env.localModelPath = source.modelDir;
  env.cacheDir = source.modelDir;
  env.remoteHost = source.hubUrl;
  if (!isBundled(source.model) && !(await hasModelFiles(source))) await download(source);
  env.allowRemoteModels = false;
  const files = await checkModelFiles(source);
  const { sibling } = source;
  const shared = sibling?.files.tokenizerRulesSha256 === files.tokenizerRulesSha256;
  try {
    const tokenizer = sibling && shared ? sibling.tokenizer : await loadTokenizer(source.model);
    const network = await loadModel(source, files.network);
    return { tokenizer, files, run: (ids, types) => run(network, ids, types) };
  } catch (cause) {
    throw new UserError(
      'damaged-model',
      `The model ${source.model} could not be loaded (${describeError(cause)}). ${restoreModel(source)}`,
      { cause },
    );
  }
}

async function loadTokenizer(model: string): Promise<PreTrainedTokenizer> {
  const tokenizer = await AutoTokenizer.from_pretrained(model);
  // A `[SEP]` or `<mask>` that somebody wrote is text like any other and must not act as a special token.
  if (tokenizer.added_tokens.every((token) => token.special)) {
    tokenizer.added_tokens = [];
    tokenizer.added_tokens_regex = /(?!)/;
  }
  return tokenizer;
}

/**
 * The library's own loader reads the file into JavaScript several times over and, when the runtime refuses it,
 * tries another runtime with a page of output. Handing the path to the runtime saves 20 MB a model.
 */
async function loadModel({ model, threads }: NetworkSource, file: string): Promise<PreTrainedModel> {
  const require = createRequire(import.meta.url);
  const runtime = createRequire(require.resolve('@xenova/transformers'))('onnxruntime-node') as Runtime;
  const spread = threads === undefined ? {} : { intraOpNumThreads: threads };
  const session = await runtime.InferenceSession.create(file, { executionProviders: ['cpu'], ...spread });
  return new PreTrainedModel(await AutoConfig.from_pretrained(model), session);
}

/** Lets the library fetch the files into its cache, which lies where local models are looked for. */
async function download(source: NetworkSource): Promise<void> {
  const { model, modelDir, hubUrl } = source;
  env.allowRemoteModels = true;
  try {
    await AutoTokenizer.from_pretrained(model);
    await AutoModel.from_pretrained(model, { quantized: true });
  } catch (cause) {
    throw new UserError(
      'model-download',
      `The model ${model} is not in ${modelDir} and could not be downloaded from ${hubUrl} (${describeError(cause)}). Check its name and the network, or put its files in that folder.`,
      { cause },
    );
  }
  if (await hasModelFiles(source)) return;
  throw new UserError(
    'model-download',
    `The model ${model} was downloaded but could not be stored in ${modelDir}. Check that the folder can be written and has room.`,
  );
}

async function run(
  network: PreTrainedModel,
  ids: readonly number[],
  types: readonly number[],
): Promise<Record<string, Output>> {
  const row = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  return network({ input_ids: row(ids), attention_mask: row(ids.map(() => 1)), token_type_ids: row(types) });
}
