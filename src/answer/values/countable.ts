/** Plurals without an s, and short units: what may follow a number of things. */
const IRREGULAR =
  /^(?:people|men|women|children|personnel|police|staff|cattle|sheep|fish|teeth|feet|ft|lb|min|sec|hr|xp|hp|gold|mm|cm|m|km|g|kg|kb|mb|gb|tb|square|cubic)$/u;
/** Words on s that follow a year: "2020 was", "1999 elections". */
const AFTER_YEAR = /^(?:was|is|has|as|this|its|his|elections)$/u;

/** Whether a lower-case word names things that are counted, so that four digits before it are no year. */
export function isCountable(word: string): boolean {
  return IRREGULAR.test(word) || (/^\p{L}+s$/u.test(word) && !AFTER_YEAR.test(word));
}

const MONTH = 'january|february|march|april|may|june|july|august|september|october|november|december';
const OF_A_YEAR = new RegExp(
  String.raw`\b(?:as|start|beginning|middle|end|half|quarter|spring|summer|autumn|fall|winter|class|${MONTH})\s+of\s*$`,
  'iu',
);
const OF = /\bof\s*$/iu;
const BY_SO_MANY = /\b(?:\p{L}+(?:ed|en)|grew|rose|fell|cut|up|down)\s+by\s*$/iu;

/**
 * Whether words make the four digits that they lead up to a count, where something countable follows: "a total of",
 * "visited by"; not "as of" or "by", with which one tells a year ("as of 2020 members pay", "by 2030 emissions fall").
 */
export function introducesCount(before: string): boolean {
  return (OF.test(before) && !OF_A_YEAR.test(before)) || BY_SO_MANY.test(before);
}
