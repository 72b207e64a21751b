import type { Embedder } from '../embedding/embedder.ts';
import { editDistance, slipsAllowed } from '../index/spelling.ts';
import { questionTerms, termsOf } from '../index/terms.ts';
import type { Index } from '../index/types.ts';
import { beginsSentence, isWrittenAsName } from './names.ts';

/** Plain words only: what touches an apostrophe, a hyphen, a dot or a digit is something else ("mustn't", "T-34"). */
const WORD = /(?<![\p{L}\p{M}\p{N}'’.@#/-])[\p{L}\p{M}]+(?![\p{L}\p{M}\p{N}'’@/-]|\.\p{L})/gu;
/** Passages that are looked at to see how a word is written. */
const LOOKED_AT = 5;
/**
 * The question with its misspelled words put right, since to the models a misspelled word is noise. A word is taken
 * for a misspelling when no passage has it, one has a word that is a slip away (two in a long word), and the embedding
 * model does not know it as a word either: its vocabulary holds the common words and names of its language. A name only
 * becomes another name. A right word that is rare in the language and near to one of the documents is still changed.
 */
export async function correctSpelling(
  question: string,
  index: Pick<Index, 'resolveTerm' | 'passagesWith' | 'searchWords' | 'passages'>,
  embedder: Pick<Embedder, 'countTokens'>,
): Promise<string> {
  const shouting = question === question.toUpperCase();
  const suspects = new Map<string, string>();
  for (const match of question.matchAll(WORD)) {
    const [word] = match;
    const isName = /^\p{Lu}/u.test(word) && !shouting && !beginsSentence(question, match.index);
    const [term] = questionTerms(word.toLowerCase());
    if (term === undefined) continue;
    const likely = index.resolveTerm(term);
    if (likely === term) continue;
    const written = spellingOf(likely, word, index);
    if (written === null || (isName && !isWrittenAsName(index, likely, written))) continue;
    suspects.set(word, inCaseOf(word, written, shouting));
  }
  if (suspects.size === 0) return question;
  const words = [...suspects.keys()];
  // A model puts tokens of its own around every text; a word that it knows is one more.
  const [empty = 0, ...tokens] = await embedder.countTokens(['', ...words], 'question');
  const wrong = new Set(words.filter((_, at) => (tokens[at] ?? 0) > empty + 1));
  return question.replace(WORD, (word) => (wrong.has(word) ? (suspects.get(word) ?? word) : word));
}

/** The word as it is written, with the capitals of what was typed. */
function inCaseOf(typed: string, written: string, shouting: boolean): string {
  if (shouting) return written.toUpperCase();
  if (typed === typed.toLowerCase()) return written.toLowerCase();
  return written.charAt(0).toUpperCase() + written.slice(1);
}

/** How a passage writes the word of this term, the nearest to what was typed; null where none is near enough. */
function spellingOf(
  term: string,
  typed: string,
  index: Pick<Index, 'passagesWith' | 'passages'>,
): string | null {
  const plain = typed.toLowerCase();
  let nearest: string | null = null;
  let fewest = slipsAllowed(plain);
  for (const number of index.passagesWith(term, LOOKED_AT)) {
    const found = index.passages[number];
    if (found === undefined) continue;
    const { document, passage } = found;
    for (const [word] of document.text.slice(passage.start, passage.end).matchAll(WORD)) {
      if (termsOf(word)[0] !== term) continue;
      const slips = editDistance(plain, word.toLowerCase(), fewest);
      if (slips > fewest || (slips === fewest && nearest !== null)) continue;
      nearest = word;
      fewest = slips;
    }
  }
  return nearest;
}
