/**
 * Foreign text (a question, a quote, a title) inside a Discord message: it must look as it looks in its source
 * and do nothing. Everything is done by adding two characters, a backslash before what Markdown would read and a
 * zero-width space inside what Discord would act on, so `unescapeText` gives the text back.
 */

/** The one invisible character that is ever added. It is never part of the text itself: `readable` drops it. */
const BREAK = '\u200b';

/** Controls and invisible characters that draw nothing but change how others are drawn or hide text. */
const INERT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff]/g;
/** Joiners have a meaning between letters of many scripts and in emoji, and none beside ASCII. */
const IDLE_JOINERS = /(?<=[\0-\x7f]|^)[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]+(?=[\0-\x7f]|$)/g;
const LINE_BREAKS = /\r\n?|[\u2028\u2029]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

const ALWAYS = /[\\*_~`|[\]<]/g;
/** Headings, lists, quotes and subtext begin a line; so does a numbered list. */
const LINE_START = /^([ \t]*)([#>+-])/gm;
const NUMBERED = /^([ \t]*\d+)([.)])/gm;
/** A scheme makes a link, a name between colons makes an emoji. */
const COLON = /:(?=\/\/|[\w+-]{1,64}:)/g;
/** Mentions of everyone, of roles and of members. */
const AT = /@(?=everyone|here|[!&]?\d)/gi;
/** Invites and gifts unfold into a card wherever their address stands. */
const INVITE = /(discord(?:app)?)(?=\.(?:gg|gift|com|new|me|io))/gi;

/**
 * The text as a person reads it: without direction overrides, zero-width and control characters, with line feeds
 * as line breaks. Ordinary text comes back unchanged, and so does the result of a first call.
 */
export function readable(text: string): string {
  return text
    .replace(LINE_BREAKS, '\n')
    .replace(INERT, '')
    .replace(IDLE_JOINERS, '')
    .replace(LONE_SURROGATE, '\ufffd');
}

/** Whether `readable` leaves anything out that is not merely another form of line break. */
export function hasHiddenCharacters(text: string): boolean {
  return readable(text) !== text.replace(LINE_BREAKS, '\n');
}

/**
 * The text for a place that reads Markdown. It shows as `readable(text)`, forms no Markdown, link, emoji, mention
 * or invite, and is at most twice as long.
 */
export function escapeText(text: string): string {
  return readable(text)
    .replace(ALWAYS, '\\$&')
    .replace(LINE_START, '$1\\$2')
    .replace(NUMBERED, '$1\\$2')
    .replace(COLON, '\\:')
    .replace(AT, `@${BREAK}`)
    .replace(INVITE, `$1${BREAK}`);
}

/** The inverse of `escapeText`, also where parts were set in bold: gives `readable(text)` back. */
export function unescapeText(escaped: string): string {
  return escaped.replace(/\\([^0-9A-Za-z\s])|\*\*|\u200b/g, '$1');
}

/** The text on one line for a place that shows it as it is: a footer, a button, a list of choices. */
export function plainText(text: string): string {
  return readable(text).replace(/\s+/g, ' ').trim().replace(AT, `@${BREAK}`).replace(INVITE, `$1${BREAK}`);
}

/** The text, or its beginning with an ellipsis when it is longer than `limit` UTF-16 code units. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, wholeCharacters(text, limit - 1)).trimEnd()}…`;
}

/** The greatest offset up to `offset` that does not split what a person sees as one character. */
export function wholeCharacters(text: string, offset: number): number {
  if (offset >= text.length) return text.length;
  // Far enough back to hold the longest emoji sequence; a "character" longer than that is cut anywhere.
  const from = wholeCodePoint(text, Math.max(0, offset - 64));
  let boundary = from;
  for (const { index, segment } of segmenter.segment(text.slice(from, offset + 64))) {
    if (from + index + segment.length > offset) break;
    boundary = from + index + segment.length;
  }
  return boundary > from ? boundary : wholeCodePoint(text, offset);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

function wholeCodePoint(text: string, offset: number): number {
  const before = text.charCodeAt(offset - 1);
  const splits = before >= 0xd800 && before <= 0xdbff && offset > 0;
  return splits ? offset - 1 : offset;
}
