import { formatPublished } from '../answer/citation.ts';
import type { Answer, Excerpt } from '../answer/types.ts';

export interface TerminalStyle {
  /** Whether ANSI colours and bold may be used. */
  readonly color: boolean;
  /** Columns to wrap at. */
  readonly width: number;
}

const BOLD = '\u001b[1m';
const DIM = '\u001b[2m';
const RESET = '\u001b[0m';
const INDENT = '    ';

/** An answer for a person at a terminal: numbered quotes, the answering sentence marked, the source beneath. */
export function renderAnswer(answer: Answer, style: TerminalStyle): string {
  const parts: string[] = [];
  if (answer.searched !== undefined) parts.push(dim(`Searched for: ${printable(answer.searched)}`, style));
  if (answer.excerpts.length === 0) {
    return `${[...parts, printable(answer.message ?? 'Nothing found.')].join('\n\n')}\n`;
  }
  if (answer.disagreements.length > 0) parts.push(renderDisagreements(answer, style));
  const mentioned = new Set(answer.excerpts.flatMap(({ also = [] }) => also));
  for (const excerpt of answer.excerpts) {
    if (mentioned.has(excerpt.citation)) continue;
    const agreeing = answer.excerpts.filter(({ citation }) => excerpt.also?.includes(citation));
    parts.push(
      [renderExcerpt(excerpt, style), ...agreeing.map((each) => renderMention(each, style))].join('\n'),
    );
  }
  for (const part of answer.unanswered ?? []) parts.push(`I found nothing that answers: ${printable(part)}`);
  const percent = Math.round((answer.confidence ?? 0) * 100);
  parts.push(dim(`Confidence that [1] answers the question: ${percent} %`, style));
  return `${parts.join('\n\n')}\n`;
}

function renderDisagreements(answer: Answer, style: TerminalStyle): string {
  return answer.disagreements
    .map(({ topic, readings }) => {
      const sides = readings.map(
        ({ value, citations }) => `${printable(value)} ${citations.map((n) => `[${n}]`).join('')}`,
      );
      return `${bold('The sources differ', style)} (${printable(topic)}): ${sides.join(' — ')}`;
    })
    .join('\n');
}

function renderExcerpt(excerpt: Excerpt, style: TerminalStyle): string {
  const label = `[${excerpt.citation}] `;
  const body = wrap(markHighlights(excerpt, style), style.width - INDENT.length);
  const quote = body.map((line, at) => (at === 0 ? label.padEnd(INDENT.length) : INDENT) + line).join('\n');
  const source = describeSource(excerpt).map((line) => INDENT + dim(line, style));
  return [quote, ...source].join('\n');
}

/** A source that answers alike, without its quote. */
function renderMention(excerpt: Excerpt, style: TerminalStyle): string {
  const [head, ...rest] = describeSource(excerpt);
  const lines = [`also in [${excerpt.citation}] ${head}`, ...rest.map((line) => INDENT + line)];
  return lines.map((line) => INDENT + dim(line, style)).join('\n');
}

/** Title, author, publisher, date; then the link if there is one; then file, line and the heading above. */
export function describeSource(excerpt: Excerpt): string[] {
  const { title, author, publisher, published, url } = excerpt.document;
  const origin = [
    author ?? 'author unknown',
    publisher,
    published === null ? 'date unknown' : formatPublished(published),
  ];
  const head = `${title ?? 'Untitled'} — ${origin.filter((part) => part !== null).join(', ')}`;
  const { file, line, heading, columns } = excerpt.source;
  const place = [
    `${file}, line ${line}`,
    ...(heading === undefined ? [] : [`under “${heading}”`]),
    ...(columns === undefined ? [] : [`columns: ${columns}`]),
  ].join(', ');
  return [printable(head), ...(url === null ? [] : [printable(url)]), printable(place)];
}

function markHighlights(excerpt: Excerpt, style: TerminalStyle): string {
  const ranges = [...excerpt.highlights].sort((a, b) => a.start - b.start);
  let text = '';
  let at = excerpt.start;
  for (const { start, end } of ranges) {
    if (start < at) continue;
    text += printable(excerpt.quote.slice(at - excerpt.start, start - excerpt.start));
    text += marked(printable(excerpt.quote.slice(start - excerpt.start, end - excerpt.start)), style);
    at = end;
  }
  return text + printable(excerpt.quote.slice(at - excerpt.start));
}

/** Control characters could command the terminal; they are shown as a dot. Line breaks stay. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·');
}

/** Breaks lines at white space; escape sequences take no width and are closed and opened again at a break. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\n+/u)) {
    let line = '';
    let length = 0;
    for (const word of paragraph.split(/[ \t]+/u)) {
      const size = visibleLength(word);
      if (length > 0 && length + 1 + size > width) {
        lines.push(line);
        line = '';
        length = 0;
      }
      line += length > 0 ? ` ${word}` : word;
      length += (length > 0 ? 1 : 0) + size;
    }
    lines.push(line);
  }
  return carryBold(lines);
}

function carryBold(lines: readonly string[]): string[] {
  let open = false;
  return lines.map((line) => {
    const prefix = open ? BOLD : '';
    const lastOn = line.lastIndexOf(BOLD);
    const lastOff = line.lastIndexOf(RESET);
    if (lastOn !== -1 || lastOff !== -1) open = lastOn > lastOff;
    return prefix + line + (open ? RESET : '');
  });
}

function visibleLength(text: string): number {
  return text.replaceAll(BOLD, '').replaceAll(RESET, '').length;
}

/** The answering sentence: bold, or in guillemets where nothing can be bold. */
function marked(text: string, style: TerminalStyle): string {
  return style.color ? bold(text, style) : `«${text}»`;
}

function bold(text: string, style: TerminalStyle): string {
  return style.color ? `${BOLD}${text}${RESET}` : text;
}

function dim(text: string, style: TerminalStyle): string {
  return style.color ? `${DIM}${text}${RESET}` : text;
}
