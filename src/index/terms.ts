import snowball from 'snowball-stemmers';
import { STOP_WORDS } from './stop-words.ts';

/**
 * Text to the terms that the lexical index counts. Passages and questions go through the same steps, so that
 * "U.S." meets "US", "Perú" meets "Peru", "1,100" meets "1100" and "troops'" meets "troop".
 */

/** A word as it stands in the text (for its capitals) and as it is indexed. */
interface Word {
  readonly surface: string;
  readonly term: string;
}

/** Accents of Latin, Greek and Cyrillic letters. Marks of other scripts are part of their letters and stay. */
const ACCENTS = /[\u0300-\u036f]/g;
const APOSTROPHES = /[’‘ʼ＇`´]/g;
const POSSESSIVE = /'s$|'$/i;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?=\.|$)/;

/**
 * In order of preference: an acronym with stops (single letters, "U.S.", "e.g."); a number with its separators
 * and any letters that follow ("1,100", "3.5", "2nd"); a word with inner apostrophes; the last two may be
 * joined by hyphens. Every repeated part starts with its own separator, so matching takes linear time.
 */
const PART = String.raw`(?:\d+(?:[.,]\d+)*[\p{L}\p{M}]*(?![\p{L}\p{M}\p{N}])|[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*'?)`;
const WORD = new RegExp(
  String.raw`(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])|${PART}(?:[-\u2010]${PART})*`,
  'gu',
);

/**
 * The indexed terms of a text, in order, with repetitions: NFKC, lower case, without accents and possessives,
 * stemmed (Porter 2). A hyphenated word gives itself closed up and each of its parts.
 */
export function termsOf(text: string): string[] {
  return [...wordsOf(text)].map((word) => stem(word.term));
}

/**
 * The distinct terms of a question. Stop words are left out unless nothing would remain; a word in capitals
 * ("IT", "WHO") is taken for a name when the question is not all in capitals.
 */
export function questionTerms(question: string): string[] {
  const words = [...wordsOf(question)];
  const shouting = question === question.toUpperCase();
  const isName = ({ surface }: Word) => !shouting && surface.length > 1 && surface === surface.toUpperCase();
  const content = words.filter((word) => !STOP_WORDS.has(word.term) || isName(word));
  return [...new Set((content.length > 0 ? content : words).map((word) => stem(word.term)))];
}

function* wordsOf(text: string): Generator<Word> {
  const plain = text.normalize('NFKD').replace(ACCENTS, '').normalize('NFKC').replace(APOSTROPHES, "'");
  for (const [match] of plain.matchAll(WORD)) {
    const parts = match.split(/[-\u2010]/);
    if (parts.length > 1) {
      yield { surface: match, term: parts.map(termOf).join('') };
    }
    for (const surface of parts) {
      const term = termOf(surface);
      if (term !== '') yield { surface, term };
    }
  }
}

function termOf(surface: string): string {
  if (THOUSANDS.test(surface)) return surface.replaceAll(',', '').toLowerCase();
  return surface
    .replace(POSSESSIVE, '')
    .replace(/(?<=\p{L})\.|'/gu, '')
    .toLowerCase();
}

const stemmer = snowball.newStemmer('english');
/** Stems of words seen before: stemming a word anew costs some twenty times as much as looking it up. */
const stems = new Map<string, string>();
const STEMS_KEPT = 50_000;

function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stemmed = stemmer.stem(word);
  if (stems.size >= STEMS_KEPT) stems.clear();
  stems.set(word, stemmed);
  return stemmed;
}
