import { createHash } from 'node:crypto';
import { loadNetwork, type Network, type NetworkSource } from '../embedding/network.ts';
import type { RawReading } from '../embedding/protocol.ts';
import { UserError } from '../errors.ts';
import { alignWordPieces } from './align-word-pieces.ts';

/** To be raised when the same files start to give other spans. */
const spanVersion = 1;
/** Question, window and three special tokens together; what the bundled reader was measured with. */
const maxTokens = 256;
/** A question may take no more than this, so that half of the room is left for the window. */
const maxQuestionTokens = 125;

/** The reader's model inside the worker. */
export interface SpanModel {
  readonly fingerprint: string;
  read(question: string, window: string): Promise<RawReading>;
}

/** @throws UserError as `loadNetwork`, and `unsuitable-reader` for a model of another layout. */
export async function loadSpanModel(source: NetworkSource): Promise<SpanModel> {
  const network = await loadNetwork(source);
  const { networkSha256, tokenizerSha256 } = network.files;
  const parts = [spanVersion, networkSha256, tokenizerSha256, maxTokens, maxQuestionTokens];
  const model: SpanModel = {
    fingerprint: createHash('sha256').update(JSON.stringify(parts)).digest('hex'),
    read: (question, window) => read(network, question, window),
  };
  try {
    // Shows at once, not at the first question, whether the model has the layout that is needed.
    await model.read('What does the warm-up do?', 'The warm-up allocates memory.');
  } catch (cause) {
    throw new UserError(
      'unsuitable-reader',
      `The reader ${source.model} cannot be used: it must be an uncased BERT model for question answering. Choose another in READER_MODEL, or READER_MODEL=off.`,
      { cause },
    );
  }
  return model;
}

async function read(network: Network, question: string, window: string): Promise<RawReading> {
  const { tokenizer } = network;
  const asked = pieces(network, question).slice(0, maxQuestionTokens);
  const all = pieces(network, window);
  const spans = alignWordPieces(window, all);
  const kept = all.slice(0, maxTokens - 3 - asked.length);
  const first = ['[CLS]', ...asked, '[SEP]'];
  const tokens = [...first, ...kept, '[SEP]'];
  const outputs = await network.run(
    tokenizer.model.convert_tokens_to_ids(tokens),
    tokens.map((_, index) => (index < first.length ? 0 : 1)),
  );
  const starts = outputs['start_logits']?.data;
  const ends = outputs['end_logits']?.data;
  if (starts?.length !== tokens.length || ends?.length !== tokens.length) {
    throw new Error('the model gives no start and end logits, one a token');
  }
  const from = first.length;
  const to = from + kept.length;
  const places = spans.slice(0, kept.length);
  return {
    starts: Int32Array.from(places, (span) => span.start),
    ends: Int32Array.from(places, (span) => span.end),
    startLogits: starts.slice(from, to),
    endLogits: ends.slice(from, to),
    noAnswer: (starts[0] ?? 0) + (ends[0] ?? 0),
    truncated: kept.length < all.length,
  };
}

function pieces(network: Network, text: string): string[] {
  const { tokenizer } = network;
  const ids = tokenizer.encode(text, null, { add_special_tokens: false });
  return tokenizer.model.convert_ids_to_tokens(ids);
}
