import type { IndexedDocument } from '../index/types.ts';
import { questionForLog } from '../logging.ts';
import type { BotContext } from './command.ts';
import { documentKey } from './document-key.ts';
import { type FoundAnswer, findAnswer } from './find-answer.ts';
import { slowDown } from './rate-limit.ts';
import { oneLine, renderAnswer } from './render-answer.ts';
import { renderNotFound } from './render-not-found.ts';
import type { Reply } from './respond.ts';

export interface Asked {
  readonly question: string;
  readonly private: boolean;
  readonly userId: string;
  readonly guildId: string | null;
  /** The document that the question is restricted to. */
  readonly source?: IndexedDocument | null;
  /** How it was asked, for the log. */
  readonly by: 'command' | 'menu' | 'mention';
}

/**
 * The whole way of a question in Discord: the limit, the answer, the log line, the message. A question that nothing
 * answers is private: it is of no use to the channel.
 *
 * @throws UserError `slow-down`, and what `findAnswer` throws
 */
export async function answerReply(asked: Asked, bot: BotContext): Promise<Reply> {
  const refusal = await bot.limits.take(asked.userId, asked.guildId);
  if (refusal !== null) throw slowDown(refusal);
  return replyTo(asked, bot);
}

/** The same for a question that is already counted. */
export async function replyTo(asked: Asked, bot: BotContext): Promise<Reply> {
  const source = asked.source ?? null;
  const found = await findAnswer(bot.verbatim, asked.question, source?.id ?? null);
  logAnswer(asked, found, bot);
  const { answer, index } = found;
  if (answer.status !== 'answered') return { payload: renderNotFound(answer, index, source), private: true };
  const payload = renderAnswer({
    answer,
    index,
    customIds: bot.customIds,
    sourceKey: source === null ? null : documentKey(source.id),
    private: asked.private,
  });
  return { payload, private: asked.private };
}

function logAnswer(asked: Asked, { answer, index, dropped }: FoundAnswer, bot: BotContext): void {
  for (const failure of dropped) bot.log.error({ event: 'quote-not-proved', ...failure }, 'quote not sent');
  bot.log.info(
    {
      event: 'answer',
      by: asked.by,
      status: answer.status,
      confidence: answer.confidence,
      excerpts: answer.excerpts.length,
      disagreements: answer.disagreements.length,
      private: asked.private,
      guildId: asked.guildId,
      generation: index.generation,
      totalMs: answer.timings_ms.total,
      ...questionForLog(oneLine(asked.question), bot.logQuestions),
    },
    'answer',
  );
}
