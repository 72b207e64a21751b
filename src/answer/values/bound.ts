/** How a text qualifies a number. */
export type Bound = 'exact' | 'about' | 'at-least' | 'at-most';

/** What turns "exceed", "over" and the like into a maximum: "must not", "won't", "not to", "cannot be". */
const NOT = String.raw`(?:\b(?:no|not|never|cannot|without)|n['’]t)\s+(?:(?:to|be)\s+){0,2}`;
const ABOVE = '(?:over|above|(?:more|greater) than|exceed(?:s|ed|ing)?)';
const AT_LEAST = new RegExp(
  String.raw`\b(?:at least|(?<!${NOT})${ABOVE}|upwards? of|(?:no|not) (?:fewer|less) than|minimum of)\s+(?:an? estimated\s+)?$`,
  'iu',
);
const AT_MOST = new RegExp(
  String.raw`(?:\b(?:at most|up to|under|fewer than|less than|below|maximum of|almost|nearly|as (?:many|much) as)|${NOT}${ABOVE})\s*$`,
  'iu',
);
const ABOUT =
  /\b(?:about|around|approximately|approx\.?|roughly|some|an? estimated|estimated|circa|ca\.?|close to|in the region of)\s*(?:an?\s+total\s+of\s+)?$/iu;

/** What the words before a number make of it. */
export function boundOf(before: string): Bound {
  if (AT_LEAST.test(before)) return 'at-least';
  if (AT_MOST.test(before)) return 'at-most';
  if (ABOUT.test(before)) return 'about';
  return 'exact';
}
