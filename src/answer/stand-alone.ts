/**
 * Whether a sentence can be read without its neighbours, told from its wording. A wrong "no" costs a longer quote, a
 * wrong "yes" one whose "he" nobody knows, so doubt counts as "no".
 */

const OPENING = /^[\s"'“‘«([*_>•–—-]*/u;

const OPENS_A_TIME =
  '(?:in|on|at|after|before|during|by|from|since|until|when|while|as|for|with|although|though|if|because|once|later|today|now|there)';

/** Takes up what was said: a pronoun or a pointing word that opens the sentence, also after "In 2010, …". */
const POINTS_BACK = new RegExp(
  String.raw`^(?:${OPENS_A_TIME}\b[^,.;]{0,60}, )?(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|such|both|neither|the (?:former|latter|same))\b|^${OPENS_A_TIME} (?:\S+ ){0,4}(?:he|she|they)\b`,
  'iu',
);

/** Goes on from what was said. */
const GOES_ON =
  /^(?:and|or|nor|but|so|yet|still|also|then|thus|therefore|hence|however|moreover|furthermore|additionally|besides|instead|rather|otherwise|meanwhile|similarly|likewise|consequently|nevertheless|nonetheless|accordingly|conversely|finally|in (?:addition|contrast|turn|fact|particular|response|other words)|as (?:a result|such)|for (?:example|instance|this reason|that reason)|on the (?:other hand|contrary)|at the same time|by contrast|that said|even so|after (?:that|which)|because of (?:this|that)|yes|no|second|third|secondly|thirdly|lastly)\b/iu;

/** Takes back or narrows what was said before it. */
const QUALIFIES =
  /^(?:but|however|yet|except|unless|nevertheless|nonetheless|conversely|even so|that said|by contrast|in contrast|on the other hand|on the contrary)\b/iu;

/** Fewer words than these are hardly a statement. */
const FEWEST_WORDS = 4;
const LEADS_IN = /[:：]["'”’»)\]]*$/u;
const ASKS = /[?？]["'”’»)\]]*$/u;
const PAIRS = [
  ['“', '”'],
  ['«', '»'],
  ['(', ')'],
  ['[', ']'],
] as const;

/** Whether a text needs the sentence before it. */
export function needsBefore(text: string, before: string): boolean {
  const said = text.replace(OPENING, '');
  return (
    /^(?:\p{Ll}|\.\.\.|…)/u.test(said) ||
    POINTS_BACK.test(said) ||
    GOES_ON.test(said) ||
    isFragment(text) ||
    PAIRS.some(([open, close]) => excessOf(text, close, open) > 0) ||
    LEADS_IN.test(before.trim()) ||
    ASKS.test(before.trim())
  );
}

/** Whether a text needs the sentence after it. */
export function needsAfter(text: string, after: string): boolean {
  return (
    LEADS_IN.test(text.trim()) ||
    PAIRS.some(([open, close]) => excessOf(text, open, close) > 0) ||
    QUALIFIES.test(after.replace(OPENING, ''))
  );
}

/** Whether a text takes up what the sentence before it said ("They include …"). */
export function takesUp(text: string): boolean {
  return POINTS_BACK.test(text.replace(OPENING, ''));
}

function isFragment(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < FEWEST_WORDS;
}

/** How many more of one character than of another there are. */
function excessOf(text: string, one: string, other: string): number {
  return text.split(one).length - text.split(other).length;
}
