import type { ButtonInteraction } from 'discord.js';
import { UserError } from '../errors.ts';
import type { BotContext } from './command.ts';
import { answerKey, documentByKey } from './document-key.ts';
import { type FoundAnswer, findAnswer } from './find-answer.ts';
import { slowDown } from './rate-limit.ts';
import { questionOf } from './render-answer.ts';

/** The question of the answer that a button stands under. It is in the message, so nothing needs to be stored. */
export function questionUnder(interaction: ButtonInteraction): string {
  const question = questionOf(interaction.message.content);
  if (question === null) {
    throw new UserError(
      'no-question',
      'I cannot find the question of that answer any more. Ask it again with /ask.',
    );
  }
  return question;
}

/**
 * The answer that a button stands under, made and proved afresh. The same index gives the same answer, so a
 * different one means that the sources moved on.
 *
 * @param key the answer's key when it was sent
 * @param sourceKey the document that the question was restricted to; empty for all
 * @throws UserError `answer-changed`, `source-gone`, `no-question`, `slow-down`, and what `findAnswer` throws
 */
export async function askAgain(
  interaction: ButtonInteraction,
  key: string,
  sourceKey: string,
  bot: BotContext,
): Promise<FoundAnswer> {
  const question = questionUnder(interaction);
  const refusal = await bot.limits.take(interaction.user.id, interaction.guildId);
  if (refusal !== null) throw slowDown(refusal);
  const source = sourceKey === '' ? null : documentByKey(bot.verbatim.index(), sourceKey);
  if (source === undefined) {
    throw new UserError(
      'source-gone',
      'The document that this question was about is no longer among my sources. Ask again without a source.',
    );
  }
  const found = await findAnswer(bot.verbatim, question, source?.id ?? null);
  if (answerKey(found.answer.excerpts) !== key) {
    throw new UserError(
      'answer-changed',
      'My sources have changed since that answer, and it would be another one now. Ask the question again to see it.',
    );
  }
  return found;
}
