/** Number words of English below one hundred, and those that count as one. */
const UNITS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  dozen: 12,
};

export const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  b: 1e9,
  bn: 1e9,
  tn: 1e12,
};

const WORDS = [...Object.keys(UNITS), 'hundred', 'thousand', 'million', 'billion', 'trillion'];
const word = `(?:${WORDS.join('|')})`;

/** A run of number words such as `two hundred and fifty`, `a dozen`, `seventy-five`. Case does not matter. */
export const NUMBER_WORDS = `(?:(?:a|half a)\\s+(?=dozen|hundred|thousand|million|billion))?${word}(?:(?:(?<=hundred|thousand|million|billion)\\s+and\\s+|[\\s-]+)${word})*`;

/**
 * The value of a run of number words, or null when the words do not make one number (`one one`).
 * Standard accumulation: units add up, a scale multiplies what stands before it.
 */
export function valueOfNumberWords(run: string): number | null {
  const words = run
    .toLowerCase()
    .split(/[\s-]+/u)
    .filter((each) => each !== 'and');
  let total = 0;
  let group = 0;
  let lastUnit = Number.POSITIVE_INFINITY;
  let factor = 1;
  for (const [at, each] of words.entries()) {
    if (each === 'a') continue;
    if (each === 'half') {
      factor = 0.5;
      continue;
    }
    const unit = UNITS[each];
    if (unit !== undefined) {
      if (each === 'dozen') {
        group = Math.max(group, 1) * 12;
        continue;
      }
      // "seventy five" adds up, "one one" and "five seventy" do not make one number.
      if (at > 0 && unit >= 10 && lastUnit < 100 && group % 100 !== 0) return null;
      if (at > 0 && unit < 10 && lastUnit < 20) return null;
      group += unit;
      lastUnit = unit;
      continue;
    }
    const scale = SCALES[each];
    if (scale === undefined) return null;
    if (scale === 100) group = Math.max(group, 1) * 100;
    else {
      total += Math.max(group, 1) * scale;
      group = 0;
    }
    lastUnit = Number.POSITIVE_INFINITY;
  }
  return (total + group) * factor;
}
