import { STOP_WORDS } from '../index/stop-words.ts';

/** A number with a dot, from two parts on: `2.4`, `2.4.0`. */
const DOTTED = /(?<![\d.])\d+(?:\.\d+)+/g;
const TWO_DOTS = /\..*\./;
/** `11.05.2024` */
const DATE = /^\d{1,2}\.\d{1,2}\.(?:19|20)\d\d$/;
const CALLED_VERSION = /\b(?:v|ver|versions?|releases?)\.?\s?$/i;
const IN = /\bin\s$/i;
const NEXT_WORD = /^\s*(\p{L}+)/u;
/** How many characters before and after a number are looked at: more than any of the words above has. */
const REACH = 20;

/** The numbers with a dot in a text, of versions or not. */
export function dottedNumbers(text: string): string[] {
  return text.match(DOTTED) ?? [];
}

/**
 * The versions that a text names: numbers with two dots ("2.4.0"), others only where they are said to be one ("v2.4",
 * "version 2.4", "in 2.4?"). Any other may be a figure: "2.5 percent", "1.5 seconds".
 */
export function versionsIn(text: string): string[] {
  return [...text.matchAll(DOTTED)]
    .filter(({ 0: number, index }) => {
      if (TWO_DOTS.test(number)) return !DATE.test(number);
      const before = text.slice(Math.max(0, index - REACH), index);
      const end = index + number.length;
      return CALLED_VERSION.test(before) || (IN.test(before) && !countsWhatFollows(text, end));
    })
    .map(([number]) => number);
}

/** Whether one is the other or a part of it: 2.4 stands for 2.4.0 and 2.4.1. */
export function isSameVersion(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** "In 2.4 million homes" counts; "in 2.4?" and "in 2.4 for members" do not. */
function countsWhatFollows(text: string, end: number): boolean {
  const after = text.slice(end, end + REACH);
  if (/^\s*[%$€£¥]/.test(after)) return true;
  const word = NEXT_WORD.exec(after)?.[1];
  return word !== undefined && !STOP_WORDS.has(word.toLowerCase());
}
