import { splitLongSentences } from '../corpus/long-sentences.ts';
import { buildPassages, type PassageSettings } from '../corpus/passages.ts';
import { SPLITTER_VERSION, splitSentences } from '../corpus/sentences.ts';
import type { Document } from '../corpus/types.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { sha256 } from './files.ts';
import { FORMAT_VERSION } from './manifest.ts';
import { TEXT_VERSION } from './passage-text.ts';
import type { DocumentRecord } from './records.ts';
import { SPECIAL_TOKENS } from './settings.ts';
import { TERMS_VERSION } from './terms.ts';

/**
 * Hash of everything that decides what the index keeps of a document: its text, place and metadata, how it is
 * split, and the model. A document with the same key is taken over as it is.
 */
export function documentKey(document: Document, settings: PassageSettings, fingerprint: string): string {
  const { id, file, sha256: text, linesFollowText, metadata, blocks } = document;
  const { title, author, publisher, published, url } = metadata;
  const { maxTokens, targetTokens, maxSentenceTokens = maxTokens } = settings;
  return sha256(
    JSON.stringify([
      [
        FORMAT_VERSION,
        SPLITTER_VERSION,
        TEXT_VERSION,
        TERMS_VERSION,
        fingerprint,
        maxTokens,
        targetTokens,
        maxSentenceTokens,
      ],
      [id, file, text, linesFollowText],
      [title, author, publisher, published, url],
      blocks.map(({ start, end, kind, line, columns, depth }) => [
        start,
        end,
        kind,
        line,
        columns?.start ?? depth,
      ]),
    ]),
  );
}

/** Splits a document into sentences and passages that the model can read whole. */
export async function splitDocument(
  document: Document,
  key: string,
  settings: PassageSettings,
  embedder: Embedder,
): Promise<DocumentRecord> {
  const countTokens = async (texts: readonly string[]) => {
    const counts = await embedder.countTokens(texts);
    return counts.map((count) => Math.max(0, count - SPECIAL_TOKENS));
  };
  const split = splitSentences(document);
  const longest = settings.maxSentenceTokens ?? settings.maxTokens;
  const { sentences, tokens } = await splitLongSentences(document, split, countTokens, longest);
  const passages = buildPassages(document, sentences, tokens, settings);
  return { key, document: { ...document, sentences }, passages };
}
