const PHRASE_END =
  /^(?:in|on|at|to|for|from|by|with|was|were|is|are|be|been|has|have|had|will|would|that|which|who|and|or|as|since|during|than|last|this|next|per|each|every|when|after|before|against|into|because|under|votes?)$/iu;
/** "a minute", "per hour", "each month", "/day": what the phrase before it happens in; "a year ago" is a time. */
const RATE =
  /^\s*(?:(?:an?|per|each|every)\s+|\/\s?)(?:(?:one|1)\s+)?(?:(second|minute|hour|day|night|week|month|quarter|year)|(sec|s|min|h|hr|mo|yr))\b(?!\s+(?:ago|later|earlier|before|after|old)\b)/iu;
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

/** The words of the phrase that follows a number, at most eight, without articles, and what it is a rate of. */
export function phraseAfter(text: string): { words: string[]; per: string | null } {
  const words: string[] = [];
  const near = text.slice(0, 120).replace(/(?<=[\p{L}\p{N}])\/(?=\p{L})/gu, ' /');
  for (const match of near.matchAll(/^[\s*_]*[^\s]+|[\s*_]+[^\s]+/gu)) {
    const [, long, short] = RATE.exec(near.slice(match.index)) ?? [];
    if (long !== undefined) return { words, per: long.toLowerCase() };
    if (short !== undefined) return { words, per: TIMES_IN_SHORT[short.toLowerCase()] ?? null };
    const raw = match[0].trim();
    const word = raw
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$/gu, '')
      .replace(/\.$/u, '')
      .toLowerCase();
    if (word === '' || PHRASE_END.test(word) || words.length === 8) break;
    if (!FUNCTION_WORDS.has(word)) words.push(word);
    if (/[,;:!?)]$|[^.\p{Lu}]\.$/u.test(raw)) break;
  }
  return { words, per: null };
}
