import { questionTerms, termsOf } from '../index/terms.ts';
import type { Index } from '../index/types.ts';
import type { QuestionProfile } from './profile.ts';

/** What was found of words before, for each index: looking takes a tenth of a millisecond a word. */
const knownIn = new WeakMap<object, Map<string, boolean>>();
const KEPT = 5_000;
/** Passages that are looked at to see how a word is written. */
const LOOKED_AT = 2;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*(?:\+\+|#(?![\p{L}\p{N}]))?/gu;

/**
 * The share of the question's names (of people, places and things, and of its numbers) that are not among the
 * given terms, 0 to 1; 0 for a question without names. A passage that speaks of Peru does not answer a question
 * about Bolivia, however alike the rest is; a common word that is missing says much less.
 *
 * A word is a name when it is capitalised inside the question, or, since questions are often typed in lower case,
 * when the corpus writes it with a capital inside a sentence.
 */
export function missingNames(
  index: Pick<Index, 'searchWords' | 'passages'>,
  profile: QuestionProfile,
  present: ReadonlySet<string>,
): number {
  let names = 0;
  let missing = 0;
  for (const { term, surface, first } of wordsOf(profile)) {
    if (!isName(index, term, surface, first)) continue;
    names++;
    if (!present.has(term)) missing++;
  }
  return names === 0 ? 0 : missing / names;
}

function* wordsOf({ text, weights }: QuestionProfile) {
  const shouting = text === text.toUpperCase();
  for (const match of text.matchAll(WORD)) {
    const [term] = questionTerms(match[0]);
    if (term !== undefined && weights.has(term)) {
      yield { term, surface: match[0], first: match.index === 0 || shouting };
    }
  }
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
 * Whether the passages that hold a word write it with a capital inside a sentence.
 *
 * @param term what `termsOf` makes of the word.
 */
export function isWrittenAsName(
  index: Pick<Index, 'searchWords' | 'passages'>,
  term: string,
  surface: string,
): boolean {
  return index.searchWords(surface, LOOKED_AT).some(({ number }) => {
    const found = index.passages[number];
    if (found === undefined) return false;
    const { document, passage } = found;
    const own = document.sentences.slice(passage.firstSentence, passage.endSentence);
    const starts = new Set(own.map(({ start }) => start));
    const text = document.text.slice(passage.start, passage.end);
    for (const match of text.matchAll(WORD)) {
      const inside = !starts.has(passage.start + match.index);
      if (inside && /^\p{Lu}\p{Ll}/u.test(match[0]) && termsOf(match[0])[0] === term) return true;
    }
    return false;
  });
}
