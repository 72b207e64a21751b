import type { Page, QuestionGroup } from '../../community/types.ts';
import type { CustomIds } from '../custom-id.ts';
import { type ButtonSpec, buttonRows, type Payload } from '../payload.ts';
import { oneLine } from '../render-answer.ts';
import { countOf } from '../render-not-found.ts';
import { escapeText, shorten } from '../text.ts';
import { encodePurpose } from './purpose.ts';

export const QUESTIONS_PER_PAGE = 5;
const QUESTION_LENGTH = 300;

/** One page of the open questions, most asked first. */
export function renderUnanswered(
  page: number,
  { items, total }: Page<QuestionGroup>,
  customIds: CustomIds,
): Payload {
  const pages = Math.max(1, Math.ceil(total / QUESTIONS_PER_PAGE));
  const first = page * QUESTIONS_PER_PAGE + 1;
  const turn = (label: string, to: number): ButtonSpec => ({
    label,
    customId: customIds.encode('unanswered', String(to)),
    disabled: to < 0 || to >= pages,
  });
  const lines = items.map(({ question, asked, lastAsked }, at) => {
    const text = escapeText(shorten(oneLine(question), QUESTION_LENGTH));
    return `${first + at}\\. **${text}**\nasked ${countOf(asked, 'time')}, last <t:${Math.floor(lastAsked / 1_000)}:R>`;
  });
  return {
    embeds: [
      {
        title: countOf(total, 'open question'),
        description: lines.join('\n') || 'Nothing is open: every question found an answer, or was settled.',
        footer: {
          text: `Page ${page + 1} of ${pages} · An answer is posted in the channel where you choose it`,
        },
      },
    ],
    components: buttonRows(
      items.map(({ id }, at) => ({
        label: `Answer ${first + at}`,
        customId: customIds.encode('passages', encodePurpose({ kind: 'question', id })),
      })),
      items.map(({ id }, at) => ({
        label: `Dismiss ${first + at}`,
        customId: customIds.encode('dismiss', id, String(page)),
      })),
      pages === 1 ? [] : [turn('Previous', page - 1), turn('Next', page + 1)],
    ),
  };
}
