import type { Embedder } from '../embedding/embedder.ts';
import { questionTerms, termsOf } from '../index/terms.ts';
import type { Index } from '../index/types.ts';

const WORD = /[\p{L}\p{M}]+/gu;
/** Passages that are looked at to see how a word is written. */
const LOOKED_AT = 2;
/** The two special tokens and the word itself. */
const TOKENS_OF_A_KNOWN_WORD = 3;

/**
 * The question with its misspelled words put right, since to the models a misspelled word is noise. A word is taken
 * for a misspelling when no passage has it, a passage has one that is a slip or two away, and the embedding model
 * does not know it as a word either: its vocabulary holds the common words of its language, so that a word that is
 * merely absent from the documents stays.
 */
export async function correctSpelling(
  question: string,
  index: Pick<Index, 'resolveTerm' | 'searchWords' | 'passages'>,
  embedder: Pick<Embedder, 'countTokens'>,
): Promise<string> {
  const suspects = new Map<string, string>();
  for (const [word] of question.matchAll(WORD)) {
    const [term] = questionTerms(word);
    if (term === undefined) continue;
    const likely = index.resolveTerm(term);
    if (likely === term) continue;
    const written = spellingOf(likely, word, index);
    if (written !== null) suspects.set(word, written);
  }
  if (suspects.size === 0) return question;
  const words = [...suspects.keys()];
  const tokens = await embedder.countTokens(words);
  const wrong = new Set(words.filter((_, at) => (tokens[at] ?? 0) > TOKENS_OF_A_KNOWN_WORD));
  return question.replace(WORD, (word) => (wrong.has(word) ? (suspects.get(word) ?? word) : word));
}

/** How a passage writes the word of this term, or null when none of the best passages for the question's word does. */
function spellingOf(
  term: string,
  questionWord: string,
  index: Pick<Index, 'searchWords' | 'passages'>,
): string | null {
  for (const { number } of index.searchWords(questionWord, LOOKED_AT)) {
    const found = index.passages[number];
    if (found === undefined) continue;
    const { document, passage } = found;
    for (const [word] of document.text.slice(passage.start, passage.end).matchAll(WORD)) {
      if (termsOf(word)[0] === term) return word;
    }
  }
  return null;
}
