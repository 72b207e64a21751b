import type { Span } from '../corpus/types.ts';
import { escapeText, wholeCharacters } from './text.ts';

/** How far back a cut inside a sentence looks for a space. */
const WORD_REACH = 80;

/**
 * `text.slice(start, end)` as a block quote with the highlights in bold. Taking the markers and escapes out again
 * (`unquote`) gives `readable(text.slice(start, end))`.
 */
export function renderQuote(text: string, span: Span, highlights: readonly Span[]): string {
  let body = '';
  let at = span.start;
  for (const { start, end } of clipAndMerge(highlights, span)) {
    body += escapeText(text.slice(at, start)) + bold(escapeText(text.slice(start, end)));
    at = end;
  }
  body += escapeText(text.slice(at, span.end));
  return `> ${body.replaceAll('\n', '\n> ')}`;
}

/** Takes the quote marks off again; what is left is for `unescapeText`. */
export function unquote(quote: string): string {
  return quote.replace(/^> /gm, '');
}

/**
 * The part of an excerpt whose rendering has at most `budget` characters: the highlighted sentence and as many
 * whole sentences around it as fit, in turn after and before it. Only a sentence that is too long by itself is cut
 * inside, at a space where there is one. The result is a slice of the same text, so it is verbatim.
 *
 * @param sentences the document's, in order; those outside the excerpt are ignored
 */
export function fitQuote(
  text: string,
  excerpt: Span,
  highlights: readonly Span[],
  sentences: readonly Span[],
  budget: number,
): Span {
  const fits = (span: Span) =>
    // A first guess spares the rendering of what cannot fit: at most a few characters in a hundred are left out.
    span.end - span.start <= 2 * budget && renderQuote(text, span, highlights).length <= budget;
  if (fits(excerpt)) return { start: excerpt.start, end: excerpt.end };

  const units = unitsOf(text, excerpt, sentences);
  const target = highlights[0] ?? { start: excerpt.start, end: excerpt.start + 1 };
  let first = units.findIndex((unit) => unit.end > target.start);
  if (first === -1) first = 0;
  let last = first;
  while ((units[last + 1]?.start ?? Number.POSITIVE_INFINITY) < target.end) last++;
  const core = spanOf(units, first, last, excerpt);
  if (!fits(core)) return cutInside(text, { start: core.start, end: core.end }, highlights, budget);

  let growing = true;
  while (growing) {
    growing = false;
    if (last + 1 < units.length && fits(spanOf(units, first, last + 1, excerpt))) {
      last++;
      growing = true;
    }
    if (first > 0 && fits(spanOf(units, first - 1, last, excerpt))) {
      first--;
      growing = true;
    }
  }
  return spanOf(units, first, last, excerpt);
}

function bold(escaped: string): string {
  return escaped
    .split('\n')
    .map((line) => line.replace(/^(\s*)(.*\S)(\s*)$/s, '$1**$2**$3'))
    .join('\n');
}

/** The highlights' parts inside the span, in order and apart from each other. */
function clipAndMerge(highlights: readonly Span[], span: Span): Span[] {
  const clipped = highlights
    .map(({ start, end }) => ({ start: Math.max(start, span.start), end: Math.min(end, span.end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const next of clipped) {
    const last = merged.at(-1);
    if (last !== undefined && next.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, next.end) };
    } else {
      merged.push(next);
    }
  }
  return merged;
}

/** The excerpt's sentences, clipped to it; the excerpt itself when it holds none. */
function unitsOf(text: string, excerpt: Span, sentences: readonly Span[]): Span[] {
  const units = sentences
    .filter(({ start, end }) => start < excerpt.end && end > excerpt.start)
    .map(({ start, end }) => ({ start: Math.max(start, excerpt.start), end: Math.min(end, excerpt.end) }))
    .filter(({ start, end }) => text.slice(start, end).trim() !== '');
  return units.length > 0 ? units : [{ start: excerpt.start, end: excerpt.end }];
}

function spanOf(units: readonly Span[], first: number, last: number, fallback: Span): Span {
  return { start: units[first]?.start ?? fallback.start, end: units[last]?.end ?? fallback.end };
}

/** The longest beginning of the span that fits, ended at a space if one is near. */
function cutInside(text: string, span: Span, highlights: readonly Span[], budget: number): Span {
  const rendered = (end: number) => renderQuote(text, { start: span.start, end }, highlights).length;
  let end = Math.min(span.end, span.start + budget);
  while (end > span.start + 1 && rendered(end) > budget) {
    // Scale down by how much it is over; always at least by one, so that it ends.
    const length = end - span.start;
    end = span.start + Math.max(1, Math.min(length - 1, Math.floor((length * budget) / rendered(end))));
  }
  const piece = text.slice(span.start, end);
  const space = piece.search(/\s\S*$/);
  if (space > 0 && space >= piece.length - WORD_REACH) return { start: span.start, end: span.start + space };
  return {
    start: span.start,
    end: span.start + Math.max(1, wholeCharacters(text.slice(span.start, span.end), end - span.start)),
  };
}
