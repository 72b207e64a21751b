import type { Logger } from 'pino';
import type { CommunityStore } from '../community/store.ts';
import type { QuestionState } from '../community/types.ts';
import { questionForLog } from '../logging.ts';

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
  recordOpen: (guildId: string, question: string) => Promise<QuestionState | null>,
  log: FeedbackSink,
): FeedbackSink {
  return {
    async record(feedback) {
      const { guildId, messageId, userId, verdict, question } = feedback;
      if (guildId === null) return log.record(feedback);
      const helpful = verdict === 'helpful';
      const { firstUnhelpful } = await store.feedback.vote({ guildId, messageId, userId, helpful });
      // Somebody else's vote has put the question among the open ones before.
      const state = firstUnhelpful ? await recordOpen(guildId, question) : 'open';
      return helpful || state !== 'open'
        ? 'Thank you. It is counted; /forget takes it back.'
        : 'Thank you. The moderators see this question among the open ones, without your name; /forget takes your vote back.';
    },
  };
}
