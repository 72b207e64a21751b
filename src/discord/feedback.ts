import type { Logger } from 'pino';
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
