import type { OwnedModels } from '../embedding/owned-models.ts';
import type { RawReading } from '../embedding/protocol.ts';
import { rank } from '../embedding/rank.ts';
import { type Reader, type ReaderSpan, type ReaderToken, toReaderSpan } from './reader.ts';

/** The reader among the models that a caller has opened. */
export function readerOn(models: OwnedModels, model: string, fingerprint: string): Reader {
  return {
    model,
    fingerprint,
    read: async (question, windows) =>
      Promise.all(
        windows.map(async (window) =>
          readerSpanOf(await models.run({ kind: 'read', question, window }, rank.read)),
        ),
      ),
  };
}

/** What the model said of one window, as a reading. */
export function readerSpanOf(raw: RawReading): ReaderSpan {
  return toReaderSpan({ ...raw, tokens: toTokens(raw) });
}

function toTokens({ starts, ends, startLogits, endLogits }: RawReading): ReaderToken[] {
  return Array.from(starts, (start, index) => ({
    start,
    end: ends[index] ?? start,
    startLogit: startLogits[index] ?? 0,
    endLogit: endLogits[index] ?? 0,
  }));
}
