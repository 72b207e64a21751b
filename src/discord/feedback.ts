import type { Logger } from 'pino';
import { checkQuestion } from '../answer/question.ts';
import type { CommunityStore } from '../community/store.ts';
import type { Embedding } from '../community/types.ts';
import { questionForLog } from '../logging.ts';
import { oneLine } from './render-answer.ts';

export interface Feedback {
  readonly verdict: 'helpful' | 'unhelpful';
  readonly question: string;
  /** Names the quotes that were judged, see `answerKey`. */
  readonly answerKey: string;
  readonly guildId: string | null;
  readonly channelId: string | null;
  readonly messageId: string;
  readonly userId: string;
}

/** Where verdicts on answers go. */
export interface FeedbackSink {
  /** Keeps the verdict and returns the sentence that tells the person what became of it. */
  record(feedback: Feedback): Promise<string>;
}

/** Without a database the log is where a moderator can find verdicts; it does not name who gave them. */
export function feedbackToLog(log: Logger, logQuestions: boolean): FeedbackSink {
  return {
    async record({ verdict, question, answerKey, guildId, channelId, messageId }) {
      log.info(
        {
          event: 'feedback',
          verdict,
          answerKey,
          guildId,
          channelId,
          messageId,
          ...questionForLog(question, logQuestions),
        },
        'feedback',
      );
      return 'Thank you. It is noted in the log of this bot.';
    },
  };
}

/**
 * Counts verdicts in the database, one a person and answer. The first time somebody calls an answer unhelpful, its
 * question joins the open ones.
 */
export function feedbackToStore(
  store: Pick<CommunityStore, 'feedback'>,
  embed: (question: string) => Promise<Embedding | null>,
  log: FeedbackSink,
): FeedbackSink {
  return {
    async record(feedback) {
      const { guildId, messageId, userId, verdict, question } = feedback;
      if (guildId === null) return log.record(feedback);
      const helpful = verdict === 'helpful';
      const checked = checkQuestion(oneLine(question));
      const asked =
        helpful || !checked.ok ? null : { question: checked.text, embedding: await embed(checked.text) };
      const { question: state } = await store.feedback.vote({ guildId, messageId, userId, helpful }, asked);
      return state === 'open'
        ? 'Thank you. The moderators see this question among the open ones, without your name; /forget takes your vote back.'
        : 'Thank you. It is counted; /forget takes it back.';
    },
  };
}
