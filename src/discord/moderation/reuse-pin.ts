import type { Pin } from '../../community/types.ts';
import type { BotContext } from '../command.ts';
import type { Payload } from '../payload.ts';
import { oneLine, renderAnswer } from '../render-answer.ts';
import { answerOf, reuseLines, sidesAmong, toExcerpts } from './pinned-message.ts';

/**
 * A pinned answer as the reply to a question that means the same. Its quotes are proved against the current index,
 * and where the sources disagree the sides are shown as in any answer, as far as the pin quotes them.
 *
 * @returns null when a quote cannot be proved
 */
export async function renderReused(
  pin: Pin,
  question: string,
  isPrivate: boolean,
  { verbatim, customIds }: Pick<BotContext, 'verbatim' | 'customIds'>,
): Promise<Payload | null> {
  const fresh = await verbatim.ask(oneLine(question));
  const index = verbatim.index();
  const excerpts = toExcerpts(pin.excerpts, index);
  if (excerpts === null) return null;
  const sides = sidesAmong(fresh, excerpts);
  return renderAnswer({
    answer: answerOf(question, excerpts, sides),
    index,
    customIds,
    sourceKey: null,
    private: isPrivate,
    pinned: reuseLines(pin, question, sides.length < fresh.disagreements.length),
  });
}
