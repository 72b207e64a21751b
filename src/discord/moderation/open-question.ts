import { questionAnswered, questionGone } from '../../community/question-errors.ts';
import type { CommunityStore } from '../../community/store.ts';
import type { QuestionGroup } from '../../community/types.ts';

/**
 * A group of questions of this guild that may still be answered; one of another guild is as good as none. Whoever has an
 * old list open learns here that somebody else was quicker.
 *
 * @throws UserError `question-gone`, `question-answered`
 */
export async function openQuestion(
  store: Pick<CommunityStore, 'pins' | 'questions'>,
  id: string,
  guildId: string | null,
): Promise<QuestionGroup> {
  const group = await store.questions.get(id);
  if (group === null || group.guildId !== guildId) throw questionGone();
  if (group.state !== 'answered' || group.pinId === null) return group;
  // An answer that was unpinned leaves the question to be answered again.
  const pin = await store.pins.get(group.pinId);
  if (pin !== null && pin.state !== 'removed') throw questionAnswered();
  return group;
}
