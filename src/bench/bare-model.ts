import {
  AutoModel,
  AutoTokenizer,
  env,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@xenova/transformers';
import { answerRequests } from './child.ts';

/**
 * The embedding model with nothing of the project around it, in a process of its own, because ONNX Runtime loads
 * once in a process: what building an index is measured against.
 */
export type BareModel = {
  open: {
    readonly input: { readonly modelDir: string; readonly model: string; readonly maxTokens: number };
    readonly output: null;
  };
  /** Runs the texts in batches of this size, in their order; gives the time in milliseconds. */
  run: {
    readonly input: { readonly texts: readonly string[]; readonly batch: number };
    readonly output: number;
  };
};

let opened: { readonly tokenizer: PreTrainedTokenizer; readonly model: PreTrainedModel } | null = null;

answerRequests<BareModel>({
  async open({ modelDir, model, maxTokens }) {
    env.localModelPath = modelDir;
    env.allowRemoteModels = false;
    const tokenizer = await AutoTokenizer.from_pretrained(model);
    // With `max_length` in the call the library would pad every batch to that length.
    tokenizer.model_max_length = maxTokens;
    opened = { tokenizer, model: await AutoModel.from_pretrained(model, { quantized: true }) };
    return null;
  },
  async run({ texts, batch }) {
    if (opened === null) throw new Error('the model is not open');
    const started = performance.now();
    for (let from = 0; from < texts.length; from += batch) {
      const part = texts.slice(from, from + batch);
      await opened.model(opened.tokenizer(part, { padding: true, truncation: true }));
    }
    return performance.now() - started;
  },
});
