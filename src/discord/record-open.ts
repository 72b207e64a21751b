import type { Logger } from 'pino';
import { checkQuestion } from '../answer/question.ts';
import type { CommunityStore } from '../community/store.ts';
import type { QuestionState } from '../community/types.ts';
import { UserError } from '../errors.ts';
import type { Verbatim } from '../verbatim.ts';
import type { Clock } from './clock.ts';
import { embedOrLater } from './moderation/embed-later.ts';
import { oneLine } from './render-answer.ts';

/**
 * How long a reply waits to say what became of its question; the question is kept all the same. Shorter than the second
 * after which an answer is announced, in public, while this reply is private.
 */
const TOLD_WITHIN_MS = 500;

export interface OpenQuestions {
  /**
   * Puts a question that nothing answered among the open ones.
   *
   * @returns the state that its group is in now; null when there is no database for it, when it could not be written
   *   (which is logged), or when that takes longer than a reply can wait.
   */
  record(guildId: string, question: string): Promise<QuestionState | null>;
  /** Resolves when everything is written that was recorded before. */
  written(): Promise<void>;
}

export interface OpenQuestionsParts {
  /** Null while the database is out of order. */
  readonly store: () => CommunityStore | null;
  readonly verbatim: Verbatim;
  readonly log: Logger;
  readonly clock: Clock;
}

export function createOpenQuestions({
  store: current,
  verbatim,
  log,
  clock,
}: OpenQuestionsParts): OpenQuestions {
  const underWay = new Set<Promise<unknown>>();
  return {
    async record(guildId, question) {
      const store = current();
      const checked = checkQuestion(oneLine(question));
      if (store === null || !checked.ok) return null;
      const write = async () => {
        try {
          const embedding = await embedOrLater(checked.text, { verbatim, log });
          const { state } = await store.questions.record({
            guildId,
            question: checked.text,
            reason: 'not-found',
            embedding,
          });
          return state;
        } catch (error) {
          const identifier = error instanceof UserError ? error.identifier : 'unexpected';
          log.warn(
            { event: 'open-question-lost', identifier, guildId, err: error },
            'an open question could not be written',
          );
          return null;
        }
      };
      const writing = write().finally(() => underWay.delete(writing));
      underWay.add(writing);
      let cancel = () => {};
      const late = new Promise<null>((resolve) => {
        cancel = clock.after(TOLD_WITHIN_MS, () => resolve(null));
      });
      try {
        return await Promise.race([writing, late]);
      } finally {
        cancel();
      }
    },
    async written() {
      await Promise.allSettled(underWay);
    },
  };
}
