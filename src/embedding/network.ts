import type { PreTrainedModel, PreTrainedTokenizer } from '@xenova/transformers';
import { AutoModel, AutoModelForQuestionAnswering, AutoTokenizer, env, Tensor } from '@xenova/transformers';
import { describeError, UserError } from '../errors.ts';
import { checkModelFiles, hasModelFiles, isBundled, type ModelFiles, nextStep } from './model-files.ts';

/** A loaded model: token ids in, named outputs out. Lives in the worker thread only. */
export interface Network {
  readonly tokenizer: PreTrainedTokenizer;
  readonly files: ModelFiles;
  /**
   * Runs one text. Texts are never padded or put together: the quantised model scales its numbers by the
   * largest of a batch, so that company would change the result.
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
  readonly model: string;
  readonly hubUrl: string;
  readonly task: 'embedding' | 'question-answering';
}

/**
 * Loads a model from its folder, or downloads it into the folder first when it is not there. Bundled models
 * are never downloaded.
 *
 * @throws UserError `missing-model`, `damaged-model` or `model-download`.
 */
export async function loadNetwork(source: NetworkSource): Promise<Network> {
  const { modelDir, model } = source;
  const local = isBundled(model) || (await hasModelFiles(modelDir, model));
  const checked = local ? await checkModelFiles(modelDir, model) : null;
  env.allowRemoteModels = !local;
  env.remoteHost = source.hubUrl;
  env.localModelPath = modelDir;
  env.cacheDir = modelDir;
  let tokenizer: PreTrainedTokenizer;
  let network: PreTrainedModel;
  try {
    tokenizer = await AutoTokenizer.from_pretrained(model);
    const loader = source.task === 'embedding' ? AutoModel : AutoModelForQuestionAnswering;
    network = await loader.from_pretrained(model, { quantized: true });
  } catch (cause) {
    throw new UserError(
      local ? 'damaged-model' : 'model-download',
      local
        ? `The model ${model} could not be loaded (${describeError(cause)}). ${nextStep(modelDir, model)}`
        : `The model ${model} is not in ${modelDir} and could not be downloaded from ${source.hubUrl} (${describeError(cause)}). Check its name and the network, or put its files in that folder.`,
      { cause },
    );
  }
  const files = checked ?? (await checkModelFiles(modelDir, model));
  treatTextAsText(tokenizer);
  return { tokenizer, files, run: (ids, types) => run(network, ids, types) };
}

/** A `[SEP]` or `<mask>` that somebody wrote is text like any other and must not act as a special token. */
function treatTextAsText(tokenizer: PreTrainedTokenizer): void {
  if (!tokenizer.added_tokens.every((token) => token.special)) return;
  tokenizer.added_tokens = [];
  tokenizer.added_tokens_regex = /(?!)/;
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
