import { STOP_WORDS } from '../index/stop-words.ts';
import { plainQuestion, questionTerms, termsOf } from '../index/terms.ts';
import type { Index, IndexedPassage } from '../index/types.ts';
import type { QuestionProfile } from './profile.ts';
import type { CoveredPassage } from './weigh.ts';

/** What was found of words before, for each index: looking takes a tenth of a millisecond a word. */
const knownIn = new WeakMap<object, Map<string, boolean>>();
const KEPT = 5_000;
/** Passages that are looked at to see how a word is written. */
const LOOKED_AT = 4;
const WORD =
  /\d{1,3}(?:,\d{3})+(?![,\p{L}\p{N}])|[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*(?:\+\+|#(?![\p{L}\p{N}]))?/gu;
/** What stands before the first word of a sentence. */
const BEGINS = /(?:^|[.!?:…]["'”’)]*\s)[^\p{L}\p{N}]*$/u;
/** Longer words that are looked at to tell a headline, and the share of them that has a capital in one. */
const LONGER_WORDS = 4;
const HEADLINE_SHARE = 0.75;
/** The rarity of a term that half of the passages have (BM25's, the logarithm of 2). */
const OF_HALF = Math.LN2;
/** An acronym as it is typed, perhaps in lower case. */
const ACRONYM = /^\p{L}{3,6}$/u;
/** Words in capitals with what may stand between them ("Commission on Human Rights"). */
const CAPITALISED_RUN =
  /\p{Lu}[\p{L}\p{M}'’]*(?:(?:[\s-]|\s(?:of|on|for|and|the|de|del|la|y|to|in|&)\s(?:the\s)?)\p{Lu}[\p{L}\p{M}'’]*)+/gu;

/**
 * The share of the question's names (of people, places and things, and of its numbers) that are not among the
 * given terms, 0 to 1; 0 for a question without names. A passage that speaks of Peru does not answer a question
 * about Bolivia, however alike the rest is; a common word that is missing says much less, and so does a name that most
 * passages have: in a corpus about Peru it is left out where it is understood.
 *
 * A word is a name when it is capitalised inside the question, or, since questions are often typed in lower case,
 * when the corpus always writes it with a capital inside a sentence. Initials are not missing where the passage
 * writes out what they stand for, nor is a name with a hyphen where the passage has all of its parts.
 */
export function missingNames(
  index: Pick<Index, 'searchWords' | 'passages'>,
  profile: QuestionProfile,
  { indexed, terms: present }: Pick<CoveredPassage, 'indexed' | 'terms'>,
): number {
  let names = 0;
  let missing = 0;
  for (const { term, parts, surface, first } of wordsOf(profile)) {
    if (!isName(index, term, surface, first)) continue;
    names++;
    const isPresent =
      present.has(term) ||
      (parts.length > 0 && parts.every((part) => present.has(part))) ||
      isWrittenOut(surface, indexed);
    if (!isPresent) missing += Math.min(1, (profile.weights.get(term) ?? 1) / OF_HALF);
  }
  return names === 0 ? 0 : missing / names;
}

function* wordsOf({ text, weights }: QuestionProfile) {
  const plain = plainQuestion(text);
  const saysNothing = text === text.toUpperCase() || isTitle(text);
  for (const match of plain.matchAll(WORD)) {
    const [term, ...parts] = questionTerms(match[0]);
    if (term !== undefined && weights.has(term)) {
      const first =
        saysNothing || beginsSentence(plain, match.index) || STOP_WORDS.has(match[0].toLowerCase());
      yield { term, parts, surface: match[0], first };
    }
  }
}

/** Whether a word that stands there begins a sentence, where anything has a capital. */
export function beginsSentence(text: string, at: number): boolean {
  return BEGINS.test(text.slice(0, at));
}

function isName(
  index: Pick<Index, 'searchWords' | 'passages'>,
  term: string,
  surface: string,
  first: boolean,
): boolean {
  if (/\p{N}/u.test(surface)) return true;
  if (!first && /^\p{Lu}/u.test(surface)) return true;
  const known = knownIn.get(index) ?? new Map<string, boolean>();
  knownIn.set(index, known);
  const remembered = known.get(surface);
  if (remembered !== undefined) return remembered;
  if (known.size >= KEPT) known.clear();
  const written = isWrittenAsName(index, term, surface);
  known.set(surface, written);
  return written;
}

/**
 * Whether the passages that hold a word write it with a capital, and only so, inside a sentence; headings and
 * headlines, which have one on every word, do not count.
 *
 * @param term what `termsOf` makes of the word.
 */
export function isWrittenAsName(
  index: Pick<Index, 'searchWords' | 'passages'>,
  term: string,
  surface: string,
): boolean {
  let written = false;
  for (const { number } of index.searchWords(surface, LOOKED_AT)) {
    const found = index.passages[number];
    if (found === undefined) continue;
    const { document, passage } = found;
    for (const sentence of document.sentences.slice(passage.firstSentence, passage.endSentence)) {
      const text = document.text.slice(sentence.start, sentence.end);
      if (sentence.kind !== 'prose' || isHeadline(text)) continue;
      for (const match of text.matchAll(WORD)) {
        if (match.index === 0 || isInAddress(text, match) || termsOf(match[0])[0] !== term) continue;
        if (!/^\p{Lu}/u.test(match[0])) return false;
        written = true;
      }
    }
  }
  return written;
}

/** Whether a word is part of an address ("info@velden.org", "discord.gg/velden"), where nothing has capitals. */
function isInAddress(text: string, { 0: word, index }: RegExpExecArray): boolean {
  return word.includes('.') || /[@/]/.test(`${text[index - 1] ?? ''}${text[index + word.length] ?? ''}`);
}

/**
 * Whether nearly all longer words of a text without a full stop have a capital, which then says nothing of any one of
 * them.
 */
function isHeadline(text: string): boolean {
  if (/[.!?]\P{L}*$/u.test(text)) return false;
  const longer = text.match(/\p{L}{4,}/gu) ?? [];
  const capitals = longer.filter((word) => /^\p{Lu}/u.test(word)).length;
  return longer.length >= LONGER_WORDS && capitals >= longer.length * HEADLINE_SHARE;
}

/** Whether every word of a question has a capital, or all but one: "What Is The Annual Fee For Guests?". */
function isTitle(question: string): boolean {
  const words = question.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? [];
  const small = words.filter((word) => !/^\p{Lu}/u.test(word)).length;
  return words.length >= LONGER_WORDS && small <= 1;
}

/** Whether a passage writes a word out of which the question gives the initials: "AOC", Alexandria Ocasio-Cortez. */
function isWrittenOut(surface: string, { document, passage }: IndexedPassage): boolean {
  if (!ACRONYM.test(surface)) return false;
  const initials = surface.toUpperCase();
  const text = document.text.slice(passage.start, passage.end);
  for (const [run] of text.matchAll(CAPITALISED_RUN)) {
    const letters = (run.match(/(?<![\p{L}'’])\p{Lu}/gu) ?? []).join('');
    if (letters.includes(initials)) return true;
  }
  return false;
}
