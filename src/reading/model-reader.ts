import type { OwnedModels } from '../embedding/owned-models.ts';
import type { RawReading } from '../embedding/protocol.ts';
import { rank } from '../embedding/rank.ts';
import { bestSpan, type Reader, type ReaderSpan, type ReaderToken } from './reader.ts';

/** Lower than any margin that the model gives; finite, so that what is computed from it stays a number. */
const hopelessMargin = -40;

/** The reader among the models that a caller has opened. */
export function readerOn(models: OwnedModels, model: string, fingerprint: string): Reader {
  return {
    model,
    fingerprint,
    read: async (question, windows) =>
      Promise.all(
        windows.map(async (window) =>
          toReaderSpan(await models.run({ kind: 'read', question, window }, rank.read)),
        ),
      ),
  };
}

/** The best span of what the model said; a window without words has an empty one at its start. */
export function toReaderSpan(raw: RawReading): ReaderSpan {
  const { noAnswer, truncated } = raw;
  const tokens = toTokens(raw);
  const best = bestSpan(tokens) ?? { start: 0, end: 0, score: noAnswer + hopelessMargin };
  return { ...best, margin: best.score - noAnswer, noAnswer, tokens, truncated };
}

function toTokens({ starts, ends, startLogits, endLogits }: RawReading): ReaderToken[] {
  return Array.from(starts, (start, index) => ({
    start,
    end: ends[index] ?? start,
    startLogit: startLogits[index] ?? 0,
    endLogit: endLogits[index] ?? 0,
  }));
}
