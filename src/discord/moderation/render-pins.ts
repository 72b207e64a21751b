import type { APIEmbed } from 'discord.js';
import { checkEvidence, type ExcerptEvidence } from '../../community/evidence.ts';
import type { Page, Pin } from '../../community/types.ts';
import type { Span } from '../../corpus/types.ts';
import type { Index } from '../../index/types.ts';
import { escapedName } from '../citation.ts';
import type { CustomIds } from '../custom-id.ts';
import { quotesKey } from '../document-key.ts';
import { type ButtonSpec, buttonRows, type Payload } from '../payload.ts';
import { fitQuote, renderQuote } from '../quote.ts';
import { header, oneLine } from '../render-answer.ts';
import { countOf } from '../render-not-found.ts';
import { escapeText, plainText, shorten } from '../text.ts';
import { changedWords } from './changed-words.ts';
import { messageLink, noteLine, pinHeader } from './pinned-message.ts';
import { encodePurpose } from './purpose.ts';
import { replacementOf } from './replacement.ts';

export const PINS_PER_PAGE = 5;
const QUESTION_LENGTH = 200;
/** Old and new text of five quotes stay within a message's 6,000 characters. */
const QUOTES_LENGTH = 4_000;
/** Characters before the first changed word, where a text is too long to be shown from its beginning. */
const BEFORE_CHANGE = 120;

/** What `/pins` lists. */
export interface PinsView {
  readonly everywhere: boolean;
  readonly staleOnly: boolean;
  readonly search: string | null;
  /** From 0. */
  readonly page: number;
}

/** One page of the list of pins. What is searched for stands in the first line, where turning pages reads it. */
export function renderPins(view: PinsView, { items, total }: Page<Pin>, customIds: CustomIds): Payload {
  const pages = Math.max(1, Math.ceil(total / PINS_PER_PAGE));
  const first = view.page * PINS_PER_PAGE + 1;
  const turn = (label: string, to: number): ButtonSpec => ({
    label,
    customId: customIds.encode('pins', flagsOf(view), String(to)),
    disabled: to < 0 || to >= pages,
  });
  const noun = view.staleOnly ? 'stale pinned answer' : 'pinned answer';
  const scope = view.everywhere ? 'in this server' : 'in this channel';
  return {
    content: view.search === null ? '' : header(view.search),
    embeds: [
      {
        title: `${countOf(total, noun)} ${scope}`,
        description: items.map((pin, at) => entry(pin, first + at)).join('\n') || nothingFound(view),
        footer: { text: `Page ${view.page + 1} of ${pages}` },
      },
    ],
    components: buttonRows(
      items.map((pin, at) => ({
        label: `Open ${first + at}`,
        customId: customIds.encode('pin-card', pin.id),
      })),
      pages === 1 ? [] : [turn('Previous', view.page - 1), turn('Next', view.page + 1)],
    ),
  };
}

/** Why a list is empty, and where else to look. */
function nothingFound({ staleOnly, everywhere, search }: PinsView): string {
  const found = search === null ? 'There is none' : 'None has all these words';
  const elsewhere = everywhere ? '' : ' here; `everywhere:True` looks in every channel that you can see';
  return staleOnly && search === null && everywhere
    ? 'The sources still say what every pinned answer quotes.'
    : `${found}${elsewhere}.`;
}

/** The two flags of a list as one argument of a custom id. */
function flagsOf({ everywhere, staleOnly }: PinsView): string {
  return `${everywhere ? 'e' : 'c'}${staleOnly ? 's' : 'a'}`;
}

export function viewOf(flags: string, page: number, search: string | null): PinsView {
  return {
    everywhere: flags.startsWith('e'),
    staleOnly: flags.endsWith('s'),
    search,
    page: Number.isInteger(page) && page > 0 ? page : 0,
  };
}

/**
 * Everything about one pin, with what a moderator can do to it. Of a stale one the old text and the new.
 *
 * @param options.mayChange false for people who can only read it
 * @param options.remark one sentence about what was just done
 */
export function renderPinCard(
  pin: Pin,
  index: Pick<Index, 'documents'>,
  customIds: CustomIds,
  { mayChange = true, remark = null }: { mayChange?: boolean; remark?: string | null } = {},
): Payload {
  const evidence = checkEvidence(pin.excerpts, index.documents);
  const budget = Math.floor(QUOTES_LENGTH / (2 * Math.max(1, pin.excerpts.length)));
  const id = (action: string, ...shown: readonly string[]) =>
    customIds.encode(action, pin.id, pin.revision.toString(36), ...shown);
  const replacement = replacementOf(evidence, index.documents);
  const stale: ButtonSpec[] = [
    { label: 'Verify again', customId: id('pin-verify') },
    ...(replacement.length > 0
      ? [{ label: 'Replace by the new text', customId: id('pin-replace', quotesKey(replacement)) }]
      : []),
    {
      label: 'Choose other passages',
      customId: customIds.encode(
        'passages',
        encodePurpose({ kind: 'pin', id: pin.id, revision: pin.revision }),
      ),
    },
  ];
  return {
    content: [pinHeader(pin), ...(remark === null ? [] : [escapeText(remark)])].join('\n'),
    embeds: [
      { description: facts(pin).join('\n') },
      ...evidence.excerpts.map((excerpt, at) => evidenceEmbed(excerpt, at + 1, index, budget)),
    ],
    components: mayChange
      ? buttonRows(pin.state === 'stale' ? stale : [], [
          { label: 'Edit the line', customId: id('pin-note') },
          { label: pin.state === 'stale' ? 'Remove' : 'Unpin', customId: id('unpin') },
        ])
      : [],
  };
}

function entry(pin: Pin, number: number): string {
  const question = escapeText(shorten(oneLine(pin.question), QUESTION_LENGTH));
  return `${number}\\. **${question}**\n${facts(pin).slice(0, 1).join('')} · ${messageLink(pin)}`;
}

function facts(pin: Pin): string[] {
  const by = pin.pinnedBy === null ? 'a moderator' : `<@${pin.pinnedBy}>`;
  return [
    `${stateOf(pin)} · <t:${Math.floor(pin.pinnedAt / 1_000)}:d> by ${by} in <#${pin.channelId}>`,
    messageLink(pin),
    ...noteLine(pin),
  ];
}

function stateOf({ state, reason }: Pin): string {
  if (state === 'intended') return 'Being pinned';
  if (state !== 'stale') return 'Pinned';
  return reason === 'document-gone'
    ? '**Stale**: a quoted document is gone'
    : '**Stale**: a quoted document says something else now';
}

function evidenceEmbed(
  evidence: ExcerptEvidence,
  number: number,
  index: Pick<Index, 'documents'>,
  budget: number,
): APIEmbed {
  const { excerpt, status } = evidence;
  const document = index.documents.get(excerpt.documentId);
  const name =
    document === undefined ? escapeText(shorten(plainText(excerpt.documentId), 80)) : escapedName(document);
  const title = `[${number}] ${name}`;
  if (status !== 'stale') return { title, description: quoted(excerpt.quote, [], budget) };
  const { newText, reason } = evidence;
  if (newText === null) {
    return {
      title,
      description: `Old text:\n${quoted(excerpt.quote, [], budget)}\nNew text:\n${noNewText(reason)}`,
    };
  }
  const { removed, added } = changedWords(excerpt.quote, newText.text);
  const old = quoted(excerpt.quote, removed, budget);
  const now = quoted(newText.text, added, budget);
  return { title, description: `Old text:\n${old}\nNew text, changes in bold:\n${now}` };
}

function noNewText(reason: 'document-gone' | 'quote-gone'): string {
  return reason === 'document-gone'
    ? 'The document is no longer among the sources.'
    : 'Nothing in the document resembles it any more.';
}

/** A quote cut to what a moderator needs to compare it by: from its beginning, or from where it changed. */
function quoted(text: string, changed: readonly Span[], budget: number): string {
  const begin = fitQuote(text, { start: 0, end: text.length }, changed, [], budget);
  const [first] = changed;
  const part =
    first === undefined || first.end <= begin.end
      ? begin
      : fitQuote(text, { start: wordBefore(text, first.start), end: text.length }, changed, [], budget);
  const before = part.start > 0 ? '> …\n' : '';
  const after = part.end < text.length ? '\n> …' : '';
  return `${before}${renderQuote(text, part, changed)}${after}`;
}

/** Where a word begins, some way before a place. */
function wordBefore(text: string, place: number): number {
  const from = Math.max(0, place - BEFORE_CHANGE);
  const space = text.slice(from, place).search(/\s/);
  return space < 0 ? place : from + space + 1;
}
