import {
  afterTime,
  beforeAmounts,
  beforeNumbers,
  connectors,
  either,
  sentenceStarters,
  timesOfDay,
  titles,
} from './abbreviations.ts';

/** A place where a sentence might end. Offsets are UTF-16 code units into the text. */
export interface Stop {
  /** Start of the sentence that would end here. */
  readonly sentenceStart: number;
  /** First character of the stop (`.`, `?!`, `...`). */
  readonly start: number;
  /** End of the stop itself, without closing quotes. */
  readonly end: number;
  /** Start of what follows: closing quotes and white space are behind. */
  readonly next: number;
  /** End of the block. */
  readonly limit: number;
  /** The block has no capital at all: a small letter may begin a sentence. */
  readonly uncased: boolean;
}

/** How many characters before and after a stop are looked at: no rule needs more, and it bounds the work. */
const REACH = 40;

/** Whether a sentence ends at a stop that white space (or a closing quote) follows. */
export function endsSentence(text: string, stop: Stop): boolean {
  const mark = text.slice(stop.start, Math.min(stop.end, stop.start + REACH));
  const after = text.slice(stop.next, Math.min(stop.next + REACH, stop.limit));
  const opens = whatFollows(after);
  if (opens === 'lower' && (!stop.uncased || mark.startsWith('..') || mark.startsWith('…'))) return false;
  if (mark !== '.') return opens !== 'unclear' || !mark.startsWith('.');
  const from = Math.max(stop.sentenceStart, stop.start - REACH);
  const before = text.slice(from, stop.start);
  // A stop with a space before it stands by itself, as tokenised text has it; it is no part of a word.
  if (/\s$/.test(before)) return true;
  if (isListNumber(before, from === stop.sentenceStart)) return false;
  const word = lastWord(before);
  if (opens === 'number' && beforeAmounts.has(word)) return isMinutes(before);
  return stop.uncased ? endsLowerWord(word, opens) : endsWord(word, after, opens);
}

type Opening = 'lower' | 'upper' | 'number' | 'other' | 'unclear';

/** `/home`, `!play`: what one types to a program, unlike `/ 5`, `/r/games` and `/usr/bin`. */
const command = /^[/!][a-z][\w-]+(?![/\w-])/;

/** The kind of the first letter or figure, behind opening quotes and brackets. */
function whatFollows(after: string): Opening {
  const bare = after.replace(/^[\s"“”„'‘’«‹([{¿¡*_`–—-]{1,8}/u, '');
  if (/^(?:https?:\/\/|www\.|pic\.)/i.test(bare)) return 'other';
  // iPhone, eBay: a name that begins in lower case may begin a sentence.
  if (/^\p{Ll}\p{Lu}/u.test(bare)) return 'upper';
  // `b. Close it.`: the next item of a list in one line.
  if (/^[a-h][.)] \p{Lu}/u.test(bare)) return 'upper';
  if (/^\p{Ll}/u.test(bare)) return 'lower';
  if (/^\p{Lu}|^\p{Lt}/u.test(bare)) return 'upper';
  if (/^[\p{N}$€£¥]/u.test(bare)) return 'number';
  if (command.test(bare)) return 'other';
  // `Sat. & Sun.` is one of these, `&nbsp;` is not.
  if (/^(?:[,;:.!?)\]}%/=]|&\s)/.test(bare)) return 'unclear';
  return 'other';
}

/** `1.`, `12.`, `a.`, `iv.` at the beginning of a sentence number it; they do not end it. */
function isListNumber(before: string, atStart: boolean): boolean {
  return atStart && /^[\s"“'(*_]*(?:\d{1,3}|\p{L}|[ivxIVX]{2,5})$/u.test(before);
}

/** `It takes 5 min.`, unlike `Bring min. 5 copies.` */
function isMinutes(before: string): boolean {
  return /\d\s?min$/.test(before);
}

function lastWord(before: string): string {
  return /[\p{L}\p{M}\p{N}.'’&-]*$/u.exec(before)?.[0].replace(/^[.'’&-]+/u, '') ?? '';
}

function endsWord(word: string, after: string, opens: Opening): boolean {
  const next = /^[^\p{L}\p{N}]*([\p{L}\p{M}]*)/u.exec(after)?.[1] ?? '';
  const starts = sentenceStarters.has(next);
  if (opens === 'unclear') return false;
  if (opens === 'number') {
    if (/^\s*\(/.test(after)) return !either.has(word) && !isInitials(word);
    return !(
      beforeNumbers.has(word) ||
      connectors.has(word) ||
      isShortDate(word) ||
      takesNumber(word, after)
    );
  }
  if (titles.has(word)) return false;
  if (connectors.has(word)) return false;
  if (timesOfDay.has(word)) return !afterTime.has(next);
  if (isNumbered(word, after)) return false;
  if (either.has(word)) return starts || opens === 'other';
  if (isInitials(word)) return (starts && next !== 'A') || opens === 'other';
  return true;
}

const lowerAbbreviations = new Set([...titles, ...connectors, ...either].map((word) => word.toLowerCase()));

/** In a text without capitals nothing but the word itself tells: an abbreviation never ends a sentence. */
function endsLowerWord(word: string, opens: Opening): boolean {
  if (opens === 'unclear' || /^\p{L}$/u.test(word) || word.includes('.')) return false;
  // `mach 0. 70`: a figure that was torn apart.
  if (opens === 'number') return !beforeNumbers.has(word) && !/^\d+$/.test(word);
  return !lowerAbbreviations.has(word);
}

/** `No. IV`, `Fig. A1`: a number written with letters. */
function isNumbered(word: string, after: string): boolean {
  return beforeNumbers.has(word) && /^(?:[IVXLC]{1,5}|[A-Z]\d{1,3})\b/.test(after);
}

/** A month or a weekday, also at the end of a range: `Jan. 6`, `Sat. 10 a.m.`, `Mon.-Fri. 9 a.m.` */
function isShortDate(word: string): boolean {
  return /(?:^|\.-)(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)$/.test(
    word,
  );
}

/** `9 a.m. – 5 p.m.`, `U.S. $5 million`, `the U.S. 5th Fleet`, unlike `at 5 p.m. $5 is due` and `the U.S. 5 came`. */
function takesNumber(word: string, after: string): boolean {
  if (timesOfDay.has(word)) return /^[-–—]\s/.test(after);
  return /^\p{Lu}(?:\.\p{Lu})+$/u.test(word) && /^(?:[$€£¥]|\d{1,3}(?:st|nd|rd|th)\b)/.test(after);
}

/** `J`, `W.T`, `U.S`, `Ph.D`: single letters with stops between them. */
function isInitials(word: string): boolean {
  return /^\p{Lu}$/u.test(word) || /^\p{L}{1,2}(?:\.-?\p{L}{1,2})+$/u.test(word);
}
