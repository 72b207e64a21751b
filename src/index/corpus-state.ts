import { createHash } from 'node:crypto';
import { corpusHash } from '../corpus/load.ts';
import { TEXT_VERSION } from './passage-text.ts';
import { TERMS_VERSION } from './terms.ts';

/**
 * A hash of what an index is made from: the files of the corpus, and the versions of the steps between them and the
 * index. An index with another one is out of date.
 *
 * @returns 64 hexadecimal digits.
 * @throws UserError as `loadCorpus` does.
 */
export async function corpusState(dir: string): Promise<string> {
  const versions = { text: TEXT_VERSION, terms: TERMS_VERSION, corpus: await corpusHash(dir) };
  return createHash('sha256').update(JSON.stringify(versions)).digest('hex');
}
