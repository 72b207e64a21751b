import { asks } from '../corpus/asked.ts';

/**
 * Whether a sentence can be read without its neighbours, told from its wording. A wrong "no" costs a longer quote, a
 * wrong "yes" one whose "he" nobody knows, so doubt counts as "no".
 */

const OPENING = /^[\s"'“‘«([*_>•–—-]*/u;

const PREPOSITION =
  '(?:in|on|at|as of|after|before|during|by|from|since|until|when|while|as|for|with|without|although|though|if|because(?: of)?|once|later|today|now|there|under|despite|following|like|unlike|according to|besides|beyond|through|given|due to|thanks to)';
const POINTER =
  '(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|such|both|neither|others?|another|here|then|the (?:former|latter|same))';

/** Takes up what was said: a pronoun or a pointing word that opens the sentence, also after "In 2010, …". */
const POINTS_BACK = new RegExp(
  [
    String.raw`^(?:${PREPOSITION}\b[^,.;]{0,60}, )?${POINTER}\b`,
    String.raw`^${PREPOSITION} ${POINTER}\b`,
    String.raw`^${PREPOSITION} (?:\S+ ){0,4}(?:he|she|they)\b`,
    String.raw`^\w+ of (?:them|these|those|his|her|its|their)\b`,
  ].join('|'),
  'iu',
);

/** Goes on from what was said. */
const GOES_ON =
  /^(?:and|or|nor|but|so|yet|still|also|then|thus|therefore|hence|however|moreover|furthermore|additionally|besides|instead|rather|otherwise|meanwhile|similarly|likewise|consequently|nevertheless|nonetheless|accordingly|conversely|finally|in (?:addition|contrast|turn|fact|particular|response|other words)|as (?:a result|such)|for (?:example|instance|this reason|that reason)|on the (?:other hand|contrary)|at the same time|by contrast|that said|even so|after (?:that|which)|because of (?:this|that)|yes|no(?=[,.!;:–—])|(?:second|third)(?!-)|secondly|thirdly|lastly)\b/iu;

/** Takes back or narrows what was said before it. */
const QUALIFIES =
  /^(?:but|however|yet|except|unless|nevertheless|nonetheless|conversely|even so|that said|by contrast|in contrast|on the other hand|on the contrary)\b/iu;

/** Fewer words than these are hardly a statement. */
const FEWEST_WORDS = 4;
/** In characters; three words are hardly longer, and most sentences are. */
const LONGEST_FRAGMENT = 60;
const LEADS_IN = /[:：]["'”’»)\]]*$/u;

const ENUMERATOR = /^\s*\(?\w{1,3}[.)]\s+/u;
/** What looks like a bracket or a quotation mark and is none: "b)", ":-)", the inches of 24". */
const NO_BRACKET =
  /(?:^|(?<=\n))[ \t]*\(?\p{L}{1,3}\)|(?:^|(?<=\n))[ \t]*\(?\d{1,3}\)|[:;=][-^']?[()]|(?<=\d)"/gu;
const ANY_BRACKET = /[()[\]«»“”„"]/u;
const OPENS = /[([«“„]|(?<=^|[\s([])"(?=\S)/gu;
const CLOSES = /[)\]»”]|(?<=\S)"(?=$|[\s.,;:!?)\]])/gu;
/** German and Polish quotations close with the mark that opens English ones. */
const LOW_QUOTATION = /„[^“”„]*[“”]/gu;

/**
 * Whether a text needs the sentence before it.
 *
 * @param isItem whether the text begins with an item of a list, which may be a mere "three films".
 */
export function needsBefore(text: string, before: string, isItem = false): boolean {
  if (LEADS_IN.test(before.trim())) return true;
  if (isItem) return false;
  const said = text.replace(ENUMERATOR, '').replace(OPENING, '');
  return (
    /^(?:\p{Ll}|\.\.\.|…)/u.test(said) ||
    POINTS_BACK.test(said) ||
    GOES_ON.test(said) ||
    isFragment(text) ||
    openness(text) < 0 ||
    asks(before)
  );
}

/** Whether a text needs the sentence after it. */
export function needsAfter(text: string, after: string): boolean {
  return (
    (LEADS_IN.test(text.trim()) && LEADS_IN.test(bareOf(text))) ||
    openness(text) > 0 ||
    QUALIFIES.test(after.replace(OPENING, ''))
  );
}

/** Whether a text takes up what the sentence before it said ("They include …"). */
export function takesUp(text: string): boolean {
  return POINTS_BACK.test(text.replace(OPENING, ''));
}

function isFragment(text: string): boolean {
  return text.length < LONGEST_FRAGMENT && (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < FEWEST_WORDS;
}

function bareOf(text: string): string {
  return text.trim().replace(NO_BRACKET, ' ').replace(LOW_QUOTATION, ' ').trim();
}

/** How many brackets and quotations are opened and not closed; negative where more are closed than opened. */
function openness(text: string): number {
  if (!ANY_BRACKET.test(text)) return 0;
  const bare = bareOf(text);
  return (bare.match(OPENS)?.length ?? 0) - (bare.match(CLOSES)?.length ?? 0);
}
