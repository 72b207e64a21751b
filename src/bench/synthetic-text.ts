import { seededRandom } from '../evaluation/bootstrap.ts';

/**
 * Text for an index of any size whose words are spread as those of a language are: the word of rank r comes up in
 * proportion to 1 / (r + 2.7) (Zipf's law with Mandelbrot's shift, 1953). The most frequent ranks are the words of
 * a real text, by their counts, so that real questions find as many passages as they would in a large corpus.
 */
export interface TextMaker {
  /** A sentence of so many words, with a capital and a full stop. */
  sentence(words: number): string;
}

const SHIFT = 2.7;
const CONSONANTS = 'bdfgklmnprstv';
const VOWELS = 'aeiou';

/**
 * @param ranked Words, most frequent first; made-up ones follow until there are `size`.
 * @param seed Any whole number; the same seed gives the same text.
 */
export function textMaker(ranked: readonly string[], size: number, seed: number): TextMaker {
  const random = seededRandom(seed);
  const vocabulary = [...ranked.slice(0, size), ...madeUpWords(ranked, size - ranked.length)];
  const cumulated = new Float64Array(vocabulary.length);
  let total = 0;
  for (let rank = 0; rank < vocabulary.length; rank += 1) {
    total += 1 / (rank + 1 + SHIFT);
    cumulated[rank] = total;
  }
  const word = () => vocabulary[firstAbove(cumulated, random() * total)] ?? '';
  return {
    sentence: (words) => {
      const text = Array.from({ length: words }, word).join(' ');
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
    },
  };
}

/** The words of a text in lower case, the most frequent first, ties in alphabetical order. */
export function rankWords(text: string): string[] {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts.entries()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
}

/** Syllables in the order of a counter: every word another one, none of them among the given. */
function madeUpWords(given: readonly string[], count: number): string[] {
  const taken = new Set(given);
  const words: string[] = [];
  for (let number = 0; words.length < count; number += 1) {
    const word = syllables(number);
    if (!taken.has(word)) words.push(word);
  }
  return words;
}

/** At least two syllables: the digits of the number to the base of all syllables. */
function syllables(number: number): string {
  const base = CONSONANTS.length * VOWELS.length;
  let rest = number;
  let word = '';
  while (word.length < 4 || rest > 0) {
    const digit = rest % base;
    word += `${CONSONANTS[Math.floor(digit / VOWELS.length)]}${VOWELS[digit % VOWELS.length]}`;
    rest = Math.floor(rest / base);
  }
  return word;
}

/** Index of the first number above the value, in ascending numbers, by halving. */
function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
