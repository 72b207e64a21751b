import type { BaseInteraction } from 'discord.js';
import { MAX_QUESTION_CHARACTERS } from '../../answer/question.ts';
import { UserError } from '../../errors.ts';
import type { BotContext } from '../command.ts';
import type { Payload } from '../payload.ts';
import { slowDown } from '../rate-limit.ts';
import { oneLine } from '../render-answer.ts';
import { countOf } from '../render-not-found.ts';
import { escapeText, shorten } from '../text.ts';
import { findSeenPin } from './find-pin.ts';
import { openQuestion } from './open-question.ts';
import { renderPassages, searchPassages } from './passages.ts';
import { requireModerator } from './permissions.ts';
import type { Purpose } from './purpose.ts';

const WORDINGS = 3;
/** Wordings that are counted; a group has hardly ever as many. */
const ALL_WORDINGS = 1_000;
const WORDING_LENGTH = 60;

/**
 * Passages for what a moderator wants to answer, found by its question or by other words.
 *
 * @throws UserError `question-gone`, `question-answered`, `pin-gone`, `pin-changed`, `not-a-moderator`, `slow-down`,
 * `question-rejected`
 */
export async function passagesFor(
  interaction: BaseInteraction,
  purpose: Purpose,
  bot: BotContext,
  words: string | null = null,
  standing: string | null = null,
): Promise<Payload> {
  const refusal = await bot.limits.take(interaction.user.id, interaction.guildId);
  if (refusal !== null) throw slowDown(refusal);
  const { question, remarks } = await subjectOf(interaction, purpose, bot, standing);
  const found = await searchPassages(words ?? question, bot);
  return renderPassages({ question, words: words ?? question, remarks, purpose, ...found }, bot.customIds);
}

/** @param standing the question that stands above the button, where the purpose does not name one */
async function subjectOf(
  interaction: BaseInteraction,
  purpose: Purpose,
  bot: BotContext,
  standing: string | null,
): Promise<{ question: string; remarks: string[] }> {
  if (purpose.kind === 'pin') {
    const pin = await findSeenPin(interaction, purpose.id, purpose.revision, 'passages', bot);
    return {
      question: shorten(oneLine(pin.question), MAX_QUESTION_CHARACTERS),
      remarks: ['New quotes for a pinned answer.'],
    };
  }
  requireModerator(interaction, 'passages', bot);
  if (purpose.kind === 'message') {
    if (standing !== null) return { question: standing, remarks: [] };
    throw new UserError('no-question', 'The question of that message is gone. Use Pin sourced answer again.');
  }
  const store = bot.community.store();
  const group = await openQuestion(store, purpose.id, interaction.guildId);
  const wordings = await store.questions.wordings(group.id, ALL_WORDINGS);
  const notFound = wordings.reduce((sum, { notFound }) => sum + notFound, 0);
  const unhelpful = wordings.reduce((sum, { unhelpful }) => sum + unhelpful, 0);
  const others = wordings
    .filter(({ text }) => text !== group.question)
    .slice(0, WORDINGS)
    .map(({ text }) => `“${escapeText(shorten(text, WORDING_LENGTH))}”`);
  return {
    question: oneLine(group.question),
    remarks: [
      ...(notFound > 0 ? [`Nothing was found ${countOf(notFound, 'time')}.`] : []),
      ...(unhelpful > 0 ? [`The answer did not help ${countOf(unhelpful, 'time')}.`] : []),
      ...(others.length === 0 ? [] : [`Also asked as ${others.join(', ')}.`]),
    ],
  };
}
