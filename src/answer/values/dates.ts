import type { Span } from '../../corpus/types.ts';
import { introducesCount, isCountable } from './countable.ts';

/** A date as far as a text gives it; at least one of year and month is known. */
export interface DateMention extends Span {
  readonly year: number | null;
  /** The second year of a season (`2011-12`), else null. */
  readonly lastYear: number | null;
  /** 1 to 12. */
  readonly month: number | null;
  /** 1 to 31. */
  readonly day: number | null;
  /** The last day where the text gives several days of a month (`May 5-7`, `5-7 May`), else null. */
  readonly lastDay: number | null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** The name of a month, in full or short, as a pattern. */
export const MONTH = String.raw`(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?`;
const DAY = String.raw`(?:3[01]|[12]\d|0?[1-9])`;
const ORDINAL = '(?:st|nd|rd|th)?';
const TO = String.raw`\s*(?:-|–|—|to|and)\s*`;
const YEAR = String.raw`(?:1\d{3}|20\d{2})`;
const DATE = new RegExp(
  [
    String.raw`\b(?<isoYear>${YEAR})-(?<isoMonth>0[1-9]|1[0-2])(?:-(?<isoDay>0[1-9]|[12]\d|3[01]))?\b`,
    String.raw`\b(?<mdMonth>${MONTH})\s+(?:the\s+)?(?<mdDay>${DAY})${ORDINAL}(?!\d|[,.]\d{3}\b)(?:${TO}(?<mdLast>${DAY})${ORDINAL}\b(?:(?=,?\s+${YEAR}\b)|(?!\s*,?\s*\d{2,}\b(?!\s*,))))?(?:,?\s+(?:of\s+)?(?<mdYear>${YEAR})\b)?`,
    String.raw`\b(?<dmDay>${DAY})${ORDINAL}(?:${TO}(?:the\s+)?(?<dmLast>${DAY})${ORDINAL})?\s+(?:of\s+)?(?<dmMonth>${MONTH})(?:,?\s+(?<dmYear>${YEAR})\b)?`,
    String.raw`\b(?<myMonth>${MONTH}),?\s+(?:of\s+)?(?<myYear>${YEAR})\b`,
    String.raw`\b(?<month>January|February|April|June|July|August|September|October|November|December|(?<=\b(?:in|since|of|by|until|from|to|during|last|next|early|late|mid)[\s-])(?:March|May))\b`,
    String.raw`(?<![\d.,$€£¥₹#/]|(?<!\b${YEAR})-)\b(?<year>${YEAR})\b(?![\d%]|[.,]\d|-\d{2}-)`,
  ].join('|'),
  'gu',
);

/**
 * Every date in a text, in order, in the usual English forms and ISO 8601. A number of four digits counts as a
 * year only where nothing countable follows. Offsets are UTF-16 code units into `text`.
 */
export function findDates(text: string): DateMention[] {
  const found: DateMention[] = [];
  for (const match of text.matchAll(DATE)) {
    const groups = match.groups ?? {};
    const year =
      groups['isoYear'] ?? groups['mdYear'] ?? groups['dmYear'] ?? groups['myYear'] ?? groups['year'];
    const monthName = groups['mdMonth'] ?? groups['dmMonth'] ?? groups['myMonth'] ?? groups['month'];
    const end = match.index + match[0].length;
    if (groups['year'] !== undefined && !isYear(text, match.index, end)) continue;
    const lastYear = secondYear(text, match.index, end);
    const month = groups['isoMonth'] === undefined ? monthNumber(monthName) : Number(groups['isoMonth']);
    found.push({
      start: match.index,
      end: lastYear === null ? end : match.index + SEASON_LENGTH,
      year: year === undefined ? null : Number(year),
      lastYear,
      month: lastYear === null ? month : null,
      ...daysOf(groups),
    });
  }
  return found;
}

const SEASON = new RegExp(String.raw`^(${YEAR})[-–/](\d{2})(?![\d%]|[-/.,]\d)`, 'u');
const SEASON_LENGTH = '2011-12'.length;

/** The second year of "2011-12"; without it one would be a month, and the other a year alone. */
function secondYear(text: string, start: number, end: number): number | null {
  if (end - start > SEASON_LENGTH) return null;
  const [, first, second] = SEASON.exec(text.slice(start, start + SEASON_LENGTH + 2)) ?? [];
  const next = Number(first) + 1;
  return first !== undefined && Number(second) === next % 100 ? next : null;
}

function daysOf(groups: Readonly<Record<string, string | undefined>>): Pick<DateMention, 'day' | 'lastDay'> {
  const text = groups['isoDay'] ?? groups['mdDay'] ?? groups['dmDay'];
  const day = text === undefined ? null : Number(text);
  const last = groups['mdLast'] ?? groups['dmLast'];
  if (day === null || last === undefined) return { day, lastDay: null };
  // Of "28-3 May" only the last is of May.
  if (groups['dmLast'] !== undefined && Number(last) < day) return { day: Number(last), lastDay: null };
  return { day, lastDay: Number(last) };
}

function monthNumber(name: string | undefined): number | null {
  return name === undefined ? null : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/** "In 1992", "the 2020 election": yes; "2000 troops", "Resolution 1973": no. */
function isYear(text: string, start: number, end: number): boolean {
  if (
    /\b(?:Resolution|No\.?|number|Article|Act|Law|Rule|room|page)\s*$/iu.test(
      text.slice(Math.max(0, start - 20), start),
    )
  ) {
    return false;
  }
  const next =
    /^(?:\s*(?:-|–|—|to)\s*\d{4})?\s+(?!gold\s+medal)(\p{Ll}+|XP|HP)(?!\p{L})/u
      .exec(text.slice(end, end + 40))?.[1]
      ?.toLowerCase() ?? '';
  if (isCountable(next) && introducesCount(text.slice(Math.max(0, start - 40), start))) return false;
  const introduced =
    /\b(?:in|since|of|by|until|from|to|and|between|during|before|after|year|FY|circa|early|late|mid)[\s-]$/iu.test(
      text.slice(Math.max(0, start - 12), start),
    );
  // Without a word that introduces a year, 1100 is more often a count.
  if (introduced) return true;
  return Number(text.slice(start, end)) >= 1500 && !isCountable(next);
}

/** What a date is compared by. */
type Day = Pick<DateMention, 'year' | 'month' | 'day'> & Partial<Pick<DateMention, 'lastYear' | 'lastDay'>>;

/** Whether two dates cannot be the same day: a part that both give differs. */
export function datesConflict(a: Day, b: Day): boolean {
  return (
    apart([a.year, a.lastYear], [b.year, b.lastYear]) ||
    apart([a.month], [b.month]) ||
    apart([a.day, a.lastDay], [b.day, b.lastDay])
  );
}

type Stretch = readonly [first: number | null, last?: number | null | undefined];

/** Two stretches that begin apart; one, and what lies outside of it. */
function apart([a, lastA]: Stretch, [b, lastB]: Stretch): boolean {
  if (a === null || b === null) return false;
  if (typeof lastA === 'number' && typeof lastB === 'number') return a !== b;
  return a > (lastB ?? b) || b > (lastA ?? a);
}
