import type { Logger } from 'pino';
import type { Embedding } from '../../community/types.ts';
import { embedQuestion } from '../../community/upkeep.ts';
import type { Verbatim } from '../../verbatim.ts';

/**
 * The vector of a question that is to be kept; null when it cannot be made now, as when the models are busy. It is
 * then made at the next start or the next day, and until then the question is not found by its meaning.
 */
export async function embedOrLater(
  question: string,
  { verbatim, log }: { readonly verbatim: Pick<Verbatim, 'embedder'>; readonly log: Logger },
): Promise<Embedding | null> {
  try {
    return await embedQuestion(verbatim.embedder, question);
  } catch (error) {
    log.warn({ event: 'community', err: error }, 'a question is embedded later');
    return null;
  }
}
