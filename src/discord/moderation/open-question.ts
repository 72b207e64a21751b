import type { CommunityStore } from '../../community/store.ts';
import type { QuestionGroup } from '../../community/types.ts';
import { UserError } from '../../errors.ts';

/**
 * A group of open questions of this guild; one of another guild is as good as none.
 *
 * @throws UserError `question-gone`
 */
export async function openQuestion(
  store: Pick<CommunityStore, 'questions'>,
  id: string,
  guildId: string | null,
): Promise<QuestionGroup> {
  const group = await store.questions.get(id);
  if (group !== null && group.guildId === guildId) return group;
  throw new UserError(
    'question-gone',
    'This question was deleted meanwhile. Use /unanswered to see those there are.',
  );
}
