/** Plurals without an s, and short units: what may follow a number of things. */
const IRREGULAR =
  /^(?:people|men|women|children|personnel|police|staff|cattle|sheep|fish|teeth|feet|mm|cm|m|km|g|kg|kb|mb|gb|tb|square|cubic)$/u;
/** Words on s that follow a year: "2020 was", "1999 elections". */
const AFTER_YEAR = /^(?:was|is|has|as|this|its|his|elections)$/u;

/** Whether a lower-case word names things that are counted, so that four digits before it are no year. */
export function isCountable(word: string): boolean {
  return IRREGULAR.test(word) || (/^\p{L}+s$/u.test(word) && !AFTER_YEAR.test(word));
}
