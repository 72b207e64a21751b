import snowball from 'snowball-stemmers';
import { IRREGULAR_FORMS } from './irregular-forms.ts';
import { PEOPLES_COUNTRY } from './peoples.ts';
import { STOP_WORDS } from './stop-words.ts';

/**
 * Text to the terms that the lexical index counts. Passages and questions go through the same steps, so that
 * "U.S." meets "US", "Perú" meets "Peru", "1,100" meets "1100" and "troops'" meets "troop".
 */

/** Raised whenever the same text gives other terms. */
export const TERMS_VERSION = 5;

/** A word as it stands in the text (for its capitals) and as it is indexed. */
interface Word {
  readonly surface: string;
  readonly term: string;
}

/** Accents of Latin, Greek and Cyrillic letters. Marks of other scripts are part of their letters and stay. */
const ACCENTS = /[\u0300-\u036f]/g;
/** Invisible characters that stand inside of words: where one may be cut, or must not be. */
export const INSIDE_WORDS = /[\u00ad\u2060\ufeff]/g;
/** Fractions and raised digits, which would melt into the word or number before them ("2½", "members²"). */
const RAISED = /[¼-¾⅐-⅞¹²³⁰-⁹]/g;
const APOSTROPHES = /[’‘ʼ＇`´]/g;
const POSSESSIVE = /'s$|'$/i;
/** "v2.4" is version 2.4; "V8" is a name. */
const VERSION = /^v(?=\d+\.\d)/i;
/** Countries with names of several words or of letters that are a word too, as they are counted. */
const COUNTRIES: readonly (readonly [RegExp, string])[] = [
  [/\bunited\s+states(?:\s+of\s+america)?\b|\bU\.\s?S\b(?!\.\s?(?!A\b)\p{L}\.)\.?(?:A\b\.?)?/giu, 'USA'],
  // In small letters it is a pronoun, and in "CONTACT US".
  [/(?<!\b(?:ABOUT|CALL|CONTACT|EMAIL|FIND|FOLLOW|HELP|JOIN|SUPPORT|TELL|VISIT|WITH)\s)\bUS\b/g, 'USA'],
  [/\bunited\s+kingdom\b|\bgreat\s+britain\b/gi, 'UK'],
  // The continent is not the country that "American" stands for elsewhere.
  [/\b((?:latin|south|north|central|inter|meso|pan)(?:-|\s+)?)america(?:ns?)?\b/gi, '$1Americas'],
];
/** What all of these have; most texts and words have nothing of it. */
const MAY_NAME_COUNTRY = /\b(?:united|great|u\.\s?s|us)\b|america/i;
/** Who somebody does something to: "let us use", "charge us per year", but "let us troops in". */
const US_AS_OBJECT = String.raw`(?<!\b(?:allow|ask|bring|charg|cost|enabl|forc|g[ai]v|help|keep|kept|lend|lent|let|ma[dk]|offer|paid|pay|permit|remind|sen[dt]|show|teach|taught|tell|told|want)(?:e?[sd]?|t?ing)\s(?!us\s(?:aid|arm(?:y|s)|bases?|citizens?|compan(?:y|ies)|dollars?|firms?|forces?|marines?|military|navy|officials?|personnel|planes?|ships?|soldiers?|troops?|weapons?)\b))`;
const NOT_AFTER_US = String.raw`(?:about|after|all|an?|and|any|are|as|at|before|by|can|do|for|from|how|if|in|into|is|know|more|not|of|on|or|so|some|that|the|this|to|today|too|what|when|where|which|who|why|with)\b`;
/**
 * "us" in a question where it is no pronoun: after "the" or before another content word ("us troops", not "tell us
 * about"), when nothing is done to it.
 */
const US_IN_QUESTION = new RegExp(
  String.raw`(?<=\bthe\s)us\b|${US_AS_OBJECT}\bus\b(?=\s+(?!${NOT_AFTER_US})[a-z])`,
  'g',
);
const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?=\.|$)/;

/**
 * In order of preference: an acronym with stops (single letters, "U.S.", "e.g."); a number with its separators
 * and any letters that follow ("1,100", "3.5", "2nd"), the "v" of a version before it; a name that ends in "++", or a
 * letter with "#" (C++, C#); a word with inner apostrophes; all but the first may be joined by hyphens. Every repeated part starts with its own separator, so matching takes linear
 * time.
 *
 * @param letter, mark, number What goes between the brackets of a character class.
 */
function wordPattern(letter: string, mark: string, number: string, flags: string): RegExp {
  const acronym = `(?<![${letter}${number}])[${letter}](?:\\.[${letter}])+(?![${letter}${number}])`;
  const figure = `[vV]?\\d+(?:[.,]\\d+)*[${letter}${mark}]*(?![${letter}${mark}${number}])`;
  const language = `[${letter}]+\\+\\+(?![${letter}+])|(?<![${letter}${number}])[${letter}]#(?![${letter}${number}#])`;
  const word = `[${letter}${mark}${number}]+(?:'[${letter}${mark}]+)*'?`;
  const part = `(?:${figure}|${language}|${word})`;
  return new RegExp(`${acronym}|${part}(?:[-\\u2010]${part})*`, flags);
}

const WORD = wordPattern('\\p{L}', '\\p{M}', '\\p{N}', 'gu');
/** The same for a text whose letters and digits are all ASCII, as most English is: several times as fast. */
const ASCII_WORD = wordPattern('a-zA-Z', '', '0-9', 'g');
const BEYOND_ASCII = /[^\x00-\x7f]+/g;
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/**
 * The indexed terms of a text, in order, with repetitions: NFKC, lower case, without accents and possessives,
 * stemmed (Porter 2). A hyphenated word gives itself closed up and each of its parts.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const match of matchesOf(text)) {
    for (const term of stemsOf(match)) terms.push(term);
  }
  return terms;
}

/**
 * The distinct terms of a question. Stop words are left out unless nothing would remain; a word in capitals
 * ("IT", "WHO") is taken for a name when the question is not all in capitals.
 */
export function questionTerms(question: string): string[] {
  const words = matchesOf(plainQuestion(question)).flatMap(wordsOf);
  const shouting = question === question.toUpperCase();
  const isName = ({ surface }: Word) => !shouting && surface.length > 1 && surface === surface.toUpperCase();
  const content = words.filter((word) => !STOP_WORDS.has(word.term) || isName(word));
  return [...new Set((content.length > 0 ? content : words).map((word) => stem(word.term)))];
}

/** A question with its countries as they are counted, so that each is one word. */
export function plainQuestion(question: string): string {
  return inShort(question.replace(US_IN_QUESTION, 'USA'));
}

/** A text with its countries as they are counted: "the United States", "the U.S." and "the US" are "the USA". */
function inShort(text: string): string {
  if (!MAY_NAME_COUNTRY.test(text)) return text;
  return COUNTRIES.reduce((shorter, [name, counted]) => shorter.replace(name, counted), text);
}

/** The stretches of a text that hold its words, in order, in plain letters. */
function matchesOf(text: string): readonly string[] {
  const plain = inShort(withoutAccents(text).replace(APOSTROPHES, "'"));
  const beyond = plain.match(BEYOND_ASCII);
  const isAscii = beyond === null || !WORD_CHARACTER.test(beyond.join(''));
  return plain.match(isAscii ? ASCII_WORD : WORD) ?? [];
}

function withoutAccents(text: string): string {
  if (text.search(BEYOND_ASCII) < 0) return text;
  return text
    .replace(INSIDE_WORDS, '')
    .replace(RAISED, ' $&')
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFKC');
}

function wordsOf(match: string): Word[] {
  const parts = match.split(/[-\u2010]/);
  const words = parts
    .map((surface) => ({ surface, term: termOf(surface) }))
    .filter(({ term }) => term !== '');
  return parts.length > 1 ? [{ surface: match, term: parts.map(termOf).join('') }, ...words] : words;
}

function termOf(surface: string): string {
  if (THOUSANDS.test(surface)) return surface.replaceAll(',', '').toLowerCase();
  return surface
    .replace(VERSION, '')
    .replace(POSSESSIVE, '')
    .replace(/(?<=\p{L})\.|'/gu, '')
    .toLowerCase();
}

const stemmer = snowball.newStemmer('english');
/** Stems of words seen before: stemming a word anew costs some twenty times as much as looking it up. */
const stems = new Map<string, string>();
/** Terms of stretches of text seen before, which saves taking them apart again. */
const stemsOfMatches = new Map<string, readonly string[]>();
const KEPT = 50_000;
/** A longer one would keep its whole text in memory: V8 cuts strings from 13 characters on by reference. */
const LONGEST_MATCH_KEPT = 12;

function stemsOf(match: string): readonly string[] {
  const known = stemsOfMatches.get(match);
  if (known !== undefined) return known;
  const terms = wordsOf(match).map((word) => stem(word.term));
  if (match.length <= LONGEST_MATCH_KEPT) remember(stemsOfMatches, match, terms);
  return terms;
}

function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stemmed = stemmer.stem(IRREGULAR_FORMS.get(word) ?? PEOPLES_COUNTRY.get(word) ?? word);
  remember(stems, word, stemmed);
  return stemmed;
}

function remember<Value>(memory: Map<string, Value>, key: string, value: Value): void {
  if (memory.size >= KEPT) memory.clear();
  memory.set(key, value);
}
