import type { ActivityName, Pin } from '../community/types.ts';
import { UserError } from '../errors.ts';
import type { IndexedDocument } from '../index/types.ts';
import { questionForLog } from '../logging.ts';
import type { BotContext } from './command.ts';
import { documentKey } from './document-key.ts';
import { type FoundAnswer, findAnswer } from './find-answer.ts';
import type { PinScope } from './moderation/pin-scope.ts';
import { renderReused } from './moderation/reuse-pin.ts';
import type { Reply } from './outgoing.ts';
import { slowDown } from './rate-limit.ts';
import { oneLine, renderAnswer } from './render-answer.ts';
import { renderNotFound } from './render-not-found.ts';

export interface Asked {
  readonly question: string;
  readonly private: boolean;
  readonly userId: string;
  readonly guildId: string | null;
  /** The document that the question is restricted to. */
  readonly source?: IndexedDocument | null;
  /** How it was asked, for the log. */
  readonly by: 'command' | 'menu' | 'mention' | 'button';
  /**
   * How much of a pin of that channel may be shown here. With it, an answer that a moderator pinned for the same
   * question comes first.
   */
  readonly pinScope?: (channelId: string) => PinScope;
}

/**
 * The whole way of a question in Discord: the limit, the pinned answer or a fresh one, the log line, the message. A
 * question that nothing answers is private: it is of no use to the channel.
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
  const { activity } = bot.community;
  const started = performance.now();
  try {
    const { reply, became } = (await pinnedReply(asked, bot)) ?? (await freshReply(asked, bot));
    activity.record(became, performance.now() - started);
    return reply;
  } catch (error) {
    const rejected = error instanceof UserError && error.identifier === 'question-rejected';
    activity.record(rejected ? 'rejected' : 'failed');
    throw error;
  }
}

interface Replied {
  readonly reply: Reply;
  readonly became: ActivityName;
}

/** The answer that a moderator pinned; null when there is none that this person can see and the sources still hold. */
async function pinnedReply(asked: Asked, bot: BotContext): Promise<Replied | null> {
  const { guildId, pinScope, question } = asked;
  if (guildId === null || pinScope === undefined || (asked.source ?? null) !== null) return null;
  const mayShow = ({ channelId }: Pin) => pinScope(channelId) !== 'none';
  const pin = await bot.community.pinFor(guildId, question, mayShow);
  if (pin === null) return null;
  const payload = await renderReused(
    pin,
    question,
    { private: asked.private, whole: pinScope(pin.channelId) === 'whole' },
    bot,
  );
  bot.log.info(
    {
      event: 'answer',
      by: asked.by,
      status: payload === null ? 'pin-unproved' : 'pinned',
      pin: pin.id,
      guildId,
    },
    'answer',
  );
  return payload === null ? null : { reply: { payload, private: asked.private }, became: 'reused-pin' };
}

async function freshReply(asked: Asked, bot: BotContext): Promise<Replied> {
  const source = asked.source ?? null;
  const found = await findAnswer(bot.verbatim, asked.question, source?.id ?? null);
  logAnswer(asked, found, bot);
  const { answer, index } = found;
  if (answer.status !== 'answered') {
    // What somebody asked the bot is an open question now; a message that was merely looked up is nobody's question.
    const isQuestion = asked.by === 'command' || asked.by === 'mention';
    const state =
      asked.guildId !== null && source === null && isQuestion
        ? await bot.community.openQuestions.record(asked.guildId, asked.question)
        : null;
    const payload = renderNotFound(answer, index, source, state === 'open');
    return { reply: { payload, private: true }, became: 'not-found' };
  }
  const payload = renderAnswer({
    answer,
    index,
    customIds: bot.customIds,
    sourceKey: source === null ? null : documentKey(source.id),
    private: asked.private,
  });
  return { reply: { payload, private: asked.private }, became: 'answered' };
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
