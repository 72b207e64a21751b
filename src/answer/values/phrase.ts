const PHRASE_END =
  /^(?:in|on|at|to|for|from|by|with|was|were|is|are|be|been|has|have|had|will|would|that|which|who|and|or|as|since|during|than|last|this|next|per|each|every|when|after|before|against|into|because|under|votes?)$/iu;
/** "10 may attend"; "5 may" is a day. */
const MODAL = /^\s*(?:can|may|must|might|could|should|shall)\s+\p{Ll}/u;
/** "a minute", "per hour", "each month", "/day": what the phrase before it happens in; "a year ago" is a time. */
const RATE =
  /^\s*(?:(?:an?|per|each|every)\s+|\/\s?)(?:(?:one|1)\s+)?(?:(second|minute|hour|day|night|week|month|quarter|year)|(sec|s|min|h|hr|mo|yr))\b(?!\s+(?:ago|later|earlier|before|after|old)\b)/iu;
/** "per player", "for each faction", "a head", "/person", "each": what the phrase before it is given to. */
const SHARE =
  /^\s*(?:(?:(?:for\s+)?(?:per|each|every)\s+|\/\s?)(?:(?:one|1)\s+)?(\p{L}+)|an?\s+(head|person|player|member|user|guest|adult|child|student|family|household|team|group|faction|ticket|seat|piece)\b|(each)\b)/iu;
/** "Each player starts with": the same before the number. */
const SHARE_BEFORE =
  /\b(?:each|every)\s+(?!second|minute|hour|day|night|week|month|quarter|year|time|one\b|of\b)(\p{L}+)[^.;:]*$/iu;
const PERSON = /^(?:head|capita|people)$/u;
const TIMES_IN_SHORT: Readonly<Record<string, string>> = {
  sec: 'second',
  s: 'second',
  min: 'minute',
  h: 'hour',
  hr: 'hour',
  mo: 'month',
  yr: 'year',
};
const FUNCTION_WORDS = new Set([
  'the',
  'a',
  'an',
  'of',
  'its',
  'their',
  'our',
  'his',
  'her',
  'these',
  'those',
  'such',
]);

/** What a number is a rate of. */
export interface Rate {
  /** A unit of time, or null. */
  readonly per: string | null;
  /** Who or what each get it, `each` where the text does not say, or null. */
  readonly each: string | null;
}

/** The words of the phrase that follows a number, at most eight, without articles, and what it is a rate of. */
export function phraseAfter(text: string): { readonly words: string[]; readonly rate: Rate } {
  const words: string[] = [];
  const near = text.slice(0, 120).replace(/(?<=[\p{L}\p{N}])\/(?=\p{L})/gu, ' /');
  for (const match of near.matchAll(/^[\s*_]*[^\s]+|[\s*_]+[^\s]+/gu)) {
    const rest = near.slice(match.index);
    const rate = rateOf(rest);
    if (rate !== null) return { words, rate };
    if (MODAL.test(rest)) break;
    const raw = match[0].trim();
    const word = raw
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$/gu, '')
      .replace(/\.$/u, '')
      .toLowerCase();
    if (word === '' || PHRASE_END.test(word) || words.length === 8) break;
    if (!FUNCTION_WORDS.has(word)) words.push(word);
    if (/[,;:!?)]$|[^.\p{Lu}]\.$/u.test(raw)) break;
  }
  return { words, rate: { per: null, each: null } };
}

/** The rate that a text begins with, also one of two things ("per person a month"); null where it begins otherwise. */
function rateOf(text: string): Rate | null {
  const [time, long, short] = RATE.exec(text) ?? [];
  if (time !== undefined) {
    const per = long?.toLowerCase() ?? TIMES_IN_SHORT[short?.toLowerCase() ?? ''] ?? null;
    return { per, each: rateOf(text.slice(time.length))?.each ?? null };
  }
  const [share, thing, one, each] = SHARE.exec(text) ?? [];
  if (share === undefined) return null;
  const per = rateOf(text.slice(share.length))?.per ?? null;
  return { per, each: nameOf(thing ?? one ?? each ?? '') };
}

/** What each thing is that gets the number after these words, as in "each player starts with", or null. */
export function shareBefore(text: string): string | null {
  const thing = SHARE_BEFORE.exec(text)?.[1];
  // "Homes each and 5 plots" gives the plots to nobody.
  return thing === undefined || PHRASE_END.test(thing) ? null : nameOf(thing);
}

function nameOf(thing: string): string {
  const name = thing.toLowerCase();
  // "$5 each for members" does not say what each is.
  if (PHRASE_END.test(name)) return 'each';
  return PERSON.test(name) ? 'person' : name;
}
