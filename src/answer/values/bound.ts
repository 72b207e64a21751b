/** How a text qualifies a number: "over 70" and "nearly 70" say about how many, "at least 70" and "up to 70" set a limit. */
export type Bound = 'exact' | 'about' | 'over' | 'nearly' | 'at-least' | 'at-most';

/** What turns "exceed", "over" and the like into a maximum: "must not", "won't", "not to", "cannot be". */
const NOT = String.raw`(?:\b(?:no|not|never|cannot|without)|n['’]t)\s+(?:(?:to|be)\s+){0,2}`;
const ABOVE = '(?:over|above|(?:more|greater) than|exceed(?:s|ed|ing)?)';
const ESTIMATED = String.raw`\s+(?:an? estimated\s+)?$`;
const OVER = new RegExp(String.raw`\b(?:(?<!${NOT})${ABOVE}|upwards? of)${ESTIMATED}`, 'iu');
const NEARLY = /\b(?:almost|nearly)\s*$/iu;
const AT_LEAST = new RegExp(
  String.raw`\b(?:at least|(?:no|not) (?:fewer|less) than|minimum of)${ESTIMATED}`,
  'iu',
);
const AT_MOST = new RegExp(
  String.raw`(?:\b(?:at most|up to|under|fewer than|less than|below|maximum of|as (?:many|much) as)|${NOT}${ABOVE})\s*$`,
  'iu',
);
const ABOUT =
  /\b(?:about|around|approximately|approx\.?|roughly|some|an? estimated|estimated|circa|ca\.?|close to|in the region of)\s*(?:an?\s+total\s+of\s+)?$/iu;

/** What the words before a number make of it. */
export function boundOf(before: string): Bound {
  if (OVER.test(before)) return 'over';
  if (NEARLY.test(before)) return 'nearly';
  if (AT_LEAST.test(before)) return 'at-least';
  if (AT_MOST.test(before)) return 'at-most';
  if (ABOUT.test(before)) return 'about';
  return 'exact';
}

const LIMIT_AFTER =
  /^(?:\+(?!\s?\d)|(?:\s+\p{L}+)?\s+(?:or|and)\s+(?:(?:more|over|above|older|up|upwards?|higher)|(fewer|less|under(?!\s+\p{Ll})|below|younger))\b(?!\s+(?:[\d$€£]|(?:than|to|all|the|an?)\b)))/iu;
const DIRECTLY_AFTER = /^(?:\+|\s+(?:or|and)\s+\p{L}+)$/iu;

/**
 * The limit that the words after a number make of it: "100+", "5 or more members", "18 years or older"; and how many
 * characters of them come before anything that is counted. Null where they make none.
 */
export function limitAfter(after: string): { readonly bound: Bound; readonly length: number } | null {
  const [words, most] = LIMIT_AFTER.exec(after) ?? [];
  if (words === undefined) return null;
  const length = DIRECTLY_AFTER.test(words) ? words.length : 0;
  return { bound: most === undefined ? 'at-least' : 'at-most', length };
}
