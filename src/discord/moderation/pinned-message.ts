import { MAX_QUESTION_CHARACTERS } from '../../answer/question.ts';
import { placeOf } from '../../answer/source-place.ts';
import type { Answer, Disagreement, Excerpt } from '../../answer/types.ts';
import { verifyExcerpt } from '../../answer/verify.ts';
import type { Pin, PinnedExcerpt } from '../../community/types.ts';
import type { Index } from '../../index/types.ts';
import type { CustomIds } from '../custom-id.ts';
import type { Payload } from '../payload.ts';
import { header, oneLine, renderAnswer } from '../render-answer.ts';
import { escapeText, shorten } from '../text.ts';

/**
 * Escaping may double a text, and all the lines of a message share 2,000 characters with the question on top. What
 * people fill in is no longer than this; what was imported may be.
 */
const NOTE_LENGTH = 300;
/** The question of a pin where another one was asked; the whole stands in the pin. */
const OTHER_QUESTION_LENGTH = 60;

/** An excerpt as the database keeps it. */
export function toPinned(excerpt: Excerpt): PinnedExcerpt {
  const { document, start, end, quote, highlights } = excerpt;
  return { documentId: document.id, sha256: document.sha256, start, end, quote, highlights };
}

/**
 * What a pin quotes, as excerpts of an answer, each proved against the index like any other quote.
 *
 * @returns null when one of them cannot be proved: the pin is then not shown
 */
export function toExcerpts(
  pinned: readonly PinnedExcerpt[],
  index: Pick<Index, 'documents'>,
): Excerpt[] | null {
  const excerpts: Excerpt[] = [];
  for (const [at, { documentId, sha256, start, end, quote, highlights }] of pinned.entries()) {
    const document = index.documents.get(documentId);
    if (document === undefined) return null;
    const excerpt: Excerpt = {
      citation: at + 1,
      document: { id: documentId, sha256, ...document.metadata },
      quote,
      start,
      end,
      highlights,
      score: 0,
      source: placeOf(document, start, highlights[0]?.start),
    };
    if (verifyExcerpt(index, excerpt) !== null) return null;
    excerpts.push(excerpt);
  }
  return excerpts.length === 0 ? null : excerpts;
}

/** An answer that consists of these excerpts. */
export function answerOf(
  question: string,
  excerpts: readonly Excerpt[],
  disagreements: readonly Disagreement[] = [],
): Answer {
  return {
    schema: 1,
    question,
    status: 'answered',
    excerpts,
    disagreements,
    timings_ms: { total: 0 },
  };
}

/** The disagreements of which these excerpts quote every side, with the numbers that the excerpts have here. */
export function sidesAmong(answer: Answer, excerpts: readonly Excerpt[]): Disagreement[] {
  const numbers = new Map(
    answer.excerpts.map(({ citation, document, start, end }) => [
      citation,
      excerpts.find((one) => one.document.id === document.id && one.start === start && one.end === end)
        ?.citation,
    ]),
  );
  return answer.disagreements
    .map(({ topic, readings }) => ({
      topic,
      readings: readings.map(({ value, citations }) => ({
        value,
        citations: citations.flatMap((citation) => numbers.get(citation) ?? []),
      })),
    }))
    .filter(({ readings }) => readings.every(({ citations }) => citations.length > 0));
}

/** The address of a message. */
export function messageLink({ guildId, channelId, messageId }: MessagePlace): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}

type MessagePlace = Pick<Pin, 'guildId' | 'channelId' | 'messageId'>;

/** What a moderator adds, on a line of its own with their name before it, apart from every quote. */
export function noteLine({ note, pinnedBy }: Pick<Pin, 'note' | 'pinnedBy'>): string[] {
  if (note === null) return [];
  return [
    `${pinnedBy === null ? 'A moderator' : `<@${pinnedBy}>`} adds: ${escapeText(shorten(oneLine(note), NOTE_LENGTH))}`,
  ];
}

/** The first line of a message about a pin: its question, which in an imported pin may be longer than any asked. */
export function pinHeader({ question }: Pick<Pin, 'question'>): string {
  return header(shorten(oneLine(question), MAX_QUESTION_CHARACTERS));
}

/** The text of a pinned message itself: the question, whose pin it is, and their line. */
export function pinnedContent(pin: Pin): string {
  const by = pin.pinnedBy === null ? 'a moderator' : `<@${pin.pinnedBy}>`;
  const state =
    pin.state === 'stale'
      ? '-# Pinned earlier; the sources have changed since, so this may no longer be what they say.'
      : `-# Pinned by ${by}`;
  return [pinHeader(pin), ...(pin.state === 'removed' ? [] : [state, ...noteLine(pin)])].join('\n');
}

/** The whole of a pinned message, after its quotes were bound anew. */
export function renderPinned(
  pin: Pin,
  excerpts: readonly Excerpt[],
  disagreements: readonly Disagreement[],
  index: Pick<Index, 'documents'>,
  customIds: CustomIds,
): Payload {
  const answer = answerOf(pin.question, excerpts, disagreements);
  const shown = renderAnswer({ answer, index, customIds, sourceKey: null, private: false, pinned: '' });
  return { ...shown, content: pinnedContent(pin) };
}

/** What stands under the question when a pinned answer is given to somebody else who asks it. */
export function reuseLines(
  pin: Pin,
  question: string,
  how: { readonly whole: boolean; readonly otherSides: boolean },
): string {
  const other = oneLine(pin.question);
  const asked =
    other === oneLine(question) ? '' : ` for “${escapeText(shorten(other, OTHER_QUESTION_LENGTH))}”`;
  const sides = how.otherSides ? ['-# The sources disagree on this; “Search afresh” shows every side.'] : [];
  const said = how.whole
    ? [`-# Pinned by a moderator${asked}: ${messageLink(pin)}`, ...noteLine(pin)]
    : ['-# Pinned by a moderator'];
  return [...said, ...sides].join('\n');
}
