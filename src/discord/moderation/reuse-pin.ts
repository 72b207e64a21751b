import type { Pin } from '../../community/types.ts';
import type { BotContext } from '../command.ts';
import type { Payload } from '../payload.ts';
import { oneLine, renderAnswer } from '../render-answer.ts';
import { answerOf, reuseLines, sidesAmong, toExcerpts } from './pinned-message.ts';

/**
 * A pinned answer as the reply to a question that means the same. Its quotes are proved against the current index,
 * and where the sources disagree the sides are shown as in any answer, as far as the pin quotes them.
 *
 * @param how.whole with the pin's link, wording and line, see `PinScope`
 * @returns null when a quote cannot be proved
 */
export async function renderReused(
  pin: Pin,
  question: string,
  how: { readonly private: boolean; readonly whole: boolean },
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
    private: how.private,
    pinned: reuseLines(pin, question, { ...how, otherSides: sides.length < fresh.disagreements.length }),
  });
}
