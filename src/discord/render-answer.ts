import type { APIEmbed } from 'discord.js';
import type { Answer, Disagreement, Excerpt } from '../answer/types.ts';
import type { Span } from '../corpus/types.ts';
import type { Index } from '../index/types.ts';
import { citationTitle, sourceLine } from './citation.ts';
import type { Context } from './context-of.ts';
import type { CustomIds } from './custom-id.ts';
import { answerKey } from './document-key.ts';
import { PLACE_ACTION, placeArguments } from './excerpt-place.ts';
import { DESCRIPTION_LENGTH, EMBEDS_LENGTH } from './limits.ts';
import { linkToSentence } from './link.ts';
import { type ButtonSpec, buttonRows, type Payload } from './payload.ts';
import { fitQuote, renderQuote } from './quote.ts';
import { escapeText, hasHiddenCharacters, plainText, shorten, unescapeText } from './text.ts';

/** Excerpts under an answer; those that a disagreement cites are shown besides, the rest by a button. */
const EXCERPTS_AT_FIRST = 3;
/** A longer quote in a channel is a wall; the button shows the rest. */
const QUOTE_LENGTH = 1_500;
/** Discord draws nothing for an embed without any text, and a quote needs some room to mean anything. */
const SHORTEST_QUOTE = 200;
/** These keep the sides, five titles and five source lines within 4,000 characters, so that quotes have room. */
const DISAGREEMENTS = 2;
const READINGS = 5;
const TOPIC_LENGTH = 100;
const UNANSWERED_LENGTH = 150;
const SEARCHED_LENGTH = 200;
const VALUE_LENGTH = 30;

export interface AnswerView {
  readonly answer: Answer;
  readonly index: Pick<Index, 'documents'>;
  readonly customIds: CustomIds;
  /** Key of the document that the question was restricted to. */
  readonly sourceKey: string | null;
  readonly private: boolean;
  /** Who made a private answer public. */
  readonly sharedBy?: string;
  /**
   * Of an answer that a moderator pinned, which is shown whole: the lines under the question that say so. Empty where
   * they are still to come.
   */
  readonly pinned?: string;
}

/**
 * An answer as a message. Embeds and not components V2, because they hold half as much text again (6,000
 * characters to 4,000), never notify anybody whatever they contain, keep their links when pinned, and are told
 * apart from the bot's own words at a glance.
 */
export function renderAnswer(view: AnswerView): Payload {
  const { answer, customIds } = view;
  const shown = view.pinned === undefined ? excerptsAtFirst(answer) : answer.excerpts;
  const disagreements = answer.disagreements.slice(0, DISAGREEMENTS);
  const embeds = [
    ...(disagreements.length > 0 ? [renderDisagreements(disagreements)] : []),
    ...renderExcerpts(shown, view.index, disagreements.length > 0 ? disagreementsLength(disagreements) : 0),
  ];
  const source = view.sourceKey ?? '';
  const key = answerKey(answer.excerpts);
  const actions: ButtonSpec[] = [];
  if (shown.length < answer.excerpts.length) {
    actions.push({ label: 'More excerpts', customId: customIds.encode('more', key, source) });
  }
  if (view.pinned !== undefined) {
    actions.push({ label: 'Search afresh', customId: customIds.encode('afresh') });
  } else if (view.private) {
    actions.push({ label: 'Share in this channel', customId: customIds.encode('share', key, source) });
  }
  actions.push(
    { label: 'Helpful', customId: customIds.encode('feedback', 'helpful', key) },
    { label: 'Not helpful', customId: customIds.encode('feedback', 'unhelpful', key) },
  );
  // A message that one person sees cannot be pinned, and an answer from a pin is pinned already.
  if (!view.private && view.pinned === undefined) {
    actions.push({ label: 'Pin', customId: customIds.encode('pin-answer') });
  }
  const lines = [
    ...(view.pinned === undefined || view.pinned === '' ? [] : [view.pinned]),
    ...searchedLines(answer),
    ...(answer.unanswered ?? []).map(renderUnanswered),
  ];
  return {
    content: [header(answer.question, view.sharedBy), ...lines].join('\n'),
    embeds,
    components: buttonRows(contextButtons(shown, customIds), actions),
  };
}

/** How the question was searched for, where that is not as it was typed. */
export function searchedLines({ searched }: Answer): string[] {
  return searched === undefined
    ? []
    : [`-# Searched for: ${escapeText(shorten(oneLine(searched), SEARCHED_LENGTH))}`];
}

/** What a question also asked for, of which no document says anything. */
function renderUnanswered(part: string): string {
  return `-# I found nothing that answers: ${escapeText(shorten(oneLine(part), UNANSWERED_LENGTH))}`;
}

/** The excerpts that `renderAnswer` does not show at first. */
export function excerptsBeyondFirst(answer: Answer): Excerpt[] {
  const shown = new Set(excerptsAtFirst(answer));
  return answer.excerpts.filter((excerpt) => !shown.has(excerpt));
}

/** Excerpts by themselves, as the button for more shows them. */
export function renderMore(
  question: string,
  excerpts: readonly Excerpt[],
  index: Pick<Index, 'documents'>,
  customIds: CustomIds,
): Payload {
  return {
    content: header(question),
    embeds: renderExcerpts(excerpts, index, 0),
    components: buttonRows(contextButtons(excerpts, customIds)),
  };
}

/** An excerpt with what stands around it, as large as an embed allows. */
export function renderContext({ excerpt, whole }: Context, index: Pick<Index, 'documents'>): Payload {
  const room = DESCRIPTION_LENGTH - NOTE_LENGTH - WHOLE_NOTE.length;
  const embed = renderExcerpt(excerpt, index, room, '');
  return {
    embeds: [whole ? { ...embed, description: `${embed.description ?? ''}${WHOLE_NOTE}` } : embed],
  };
}

/** The first line of every answer: the question, so that an old message still says what it answers. */
export function header(question: string, sharedBy?: string): string {
  const line = `**${escapeText(oneLine(question))}**`;
  return sharedBy === undefined ? line : `${line}\n-# Shared by <@${sharedBy}>`;
}

/** The question back from a message that `header` begins, or null when it is no such message. */
export function questionOf(content: string): string | null {
  const line = /^\*\*(.+)\*\*$/.exec(content.split('\n', 1)[0] ?? '')?.[1];
  return line === undefined ? null : unescapeText(line);
}

/** A question on one line, as it is asked and shown; asking it again gives the same answer. */
export function oneLine(question: string): string {
  return plainText(question).replaceAll('\u200b', '');
}

function excerptsAtFirst(answer: Answer): Excerpt[] {
  const cited = new Set(
    answer.disagreements.flatMap(({ readings }) => readings.flatMap(({ citations }) => citations)),
  );
  const named = namedWithOthers(answer.excerpts);
  const first = answer.excerpts.filter(({ citation }) => !named.has(citation)).slice(0, EXCERPTS_AT_FIRST);
  const shown = new Set([...first.map(({ citation }) => citation), ...cited]);
  for (const { citation, also = [] } of answer.excerpts) {
    if (shown.has(citation)) for (const agreeing of also) shown.add(agreeing);
  }
  return answer.excerpts.filter(({ citation }) => shown.has(citation));
}

/** Citations of documents that are only named, with an excerpt among these that says the same. */
function namedWithOthers(excerpts: readonly Excerpt[]): ReadonlySet<number> {
  return new Set(excerpts.flatMap(({ also = [] }) => also));
}

function renderDisagreements(disagreements: readonly Disagreement[]): APIEmbed {
  const blocks = disagreements.map(({ topic, readings }) => {
    const sides = readings.slice(0, READINGS).map(({ value, citations }) => {
      const marks = citations.map((citation) => `[${citation}]`).join(' ');
      return `- **${escapeText(shorten(plainText(value), VALUE_LENGTH))}** ${marks}`;
    });
    return [`${escapeText(shorten(plainText(topic), TOPIC_LENGTH))}:`, ...sides].join('\n');
  });
  return { title: 'The sources disagree', description: blocks.join('\n') };
}

function disagreementsLength(disagreements: readonly Disagreement[]): number {
  return lengthOf(renderDisagreements(disagreements));
}

/**
 * Each excerpt gets an even share of what the titles and source lines leave of the message's limit. A document that
 * says the same as another one is named below it, without its quote.
 */
function renderExcerpts(
  all: readonly Excerpt[],
  index: Pick<Index, 'documents'>,
  alreadyUsed: number,
): APIEmbed[] {
  const named = namedWithOthers(all);
  const shareOf = (excerpts: readonly Excerpt[]) => {
    const frames = excerpts.map(frame);
    const used = frames.reduce((sum, embed) => sum + lengthOf(embed) + NOTE_LENGTH, alreadyUsed);
    return Math.floor((EMBEDS_LENGTH - used) / Math.max(1, excerpts.length - named.size));
  };
  // Where titles and source lines are that long, what stands above a quote gives way to it.
  const excerpts = shareOf(all) < SHORTEST_QUOTE ? all.map(withoutAbove) : all;
  const quoted = excerpts.filter(({ citation }) => !named.has(citation));
  const budget = Math.max(SHORTEST_QUOTE, Math.min(QUOTE_LENGTH, shareOf(excerpts)));
  return quoted.flatMap((excerpt) => {
    const agreeing = excerpts.filter(({ citation }) => excerpt.also?.includes(citation));
    const marks = agreeing.map(({ citation }) => `[${citation}]`).join(', ');
    const embed = renderExcerpt(excerpt, index, budget);
    if (marks === '') return [embed];
    return [{ ...embed, description: `${embed.description}\n-# Also in ${marks}:` }, ...agreeing.map(frame)];
  });
}

const CUT_NOTE = '\n-# Shortened to whole sentences';
const CUT_INSIDE_NOTE = '\n-# Cut inside a sentence that is too long to show';
const MORE_NOTE = '; “Context” shows more';
const HIDDEN_NOTE = '\n-# Invisible control characters in the source are left out.';
const WHOLE_NOTE = '\n-# The document holds nothing else.';
const ALSO_NOTE_LENGTH = '\n-# Also in [2], [3], [4], [5]:'.length;
const NOTE_LENGTH =
  CUT_INSIDE_NOTE.length + MORE_NOTE.length + '.'.length + HIDDEN_NOTE.length + ALSO_NOTE_LENGTH;

function renderExcerpt(
  excerpt: Excerpt,
  index: Pick<Index, 'documents'>,
  budget: number,
  moreNote: string = MORE_NOTE,
): APIEmbed {
  const { quote } = excerpt;
  const inQuote = ({ start, end }: Span) => ({ start: start - excerpt.start, end: end - excerpt.start });
  const whole = inQuote(excerpt);
  const highlights = excerpt.highlights.map(inQuote);
  const sentences = index.documents.get(excerpt.document.id)?.sentences.map(inQuote) ?? [];
  const part = fitQuote(quote, whole, highlights, sentences, budget);
  const cut = part.start !== whole.start || part.end !== whole.end;
  const cutInside = part.end !== whole.end && !sentences.some(({ end }) => end === part.end);
  const cutNote = `${cutInside ? CUT_INSIDE_NOTE : CUT_NOTE}${moreNote}.`;
  const hidden = hasHiddenCharacters(quote.slice(part.start, part.end));
  return {
    ...frame(excerpt),
    description: `${renderQuote(quote, part, highlights)}${cut ? cutNote : ''}${hidden ? HIDDEN_NOTE : ''}`,
  };
}

/** An excerpt without the heading and the columns above it. */
function withoutAbove(excerpt: Excerpt): Excerpt {
  const { file, line } = excerpt.source;
  return { ...excerpt, source: { file, line } };
}

/** Title, link and source line of an excerpt. */
function frame(excerpt: Excerpt): APIEmbed {
  const best = excerpt.highlights[0] ?? excerpt;
  const sentence = excerpt.quote.slice(best.start - excerpt.start, best.end - excerpt.start);
  const url = linkToSentence(excerpt.document.url, sentence);
  const { heading, columns } = excerpt.source;
  return {
    title: citationTitle(excerpt),
    ...(url === null ? {} : { url }),
    footer: {
      text: sourceLine(excerpt.document, url === null ? excerpt.source : { heading, columns }),
    },
  };
}

function contextButtons(excerpts: readonly Excerpt[], customIds: CustomIds): ButtonSpec[] {
  return excerpts.map((excerpt) => ({
    label: `Context of [${excerpt.citation}]`,
    customId: customIds.encode(PLACE_ACTION, ...placeArguments(excerpt)),
  }));
}

/** What Discord counts towards the 6,000 characters of a message's embeds. */
export function lengthOf(embed: APIEmbed): number {
  return (
    (embed.title?.length ?? 0) +
    (embed.description?.length ?? 0) +
    (embed.footer?.text.length ?? 0) +
    (embed.author?.name.length ?? 0) +
    (embed.fields ?? []).reduce((sum, field) => sum + field.name.length + field.value.length, 0)
  );
}
