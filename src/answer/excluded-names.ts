import type { Span } from '../corpus/types.ts';
import { STOP_WORDS } from '../index/stop-words.ts';
import { type ReaderSpan, toReaderSpan } from '../reading/reader.ts';
import { expectedAnswer } from './expectation.ts';

/** What says that somebody else is asked for than the one who is named next. */
const OTHER_THAN =
  /\b(?:before|after|besides|except(?:\s+for)?|other\s+than|apart\s+from|aside\s+from|instead\s+of|replace[ds]?|replacing|succeed(?:s|ed|ing)?|preced(?:es|ed|ing))\s+/giu;
/** What may stand before a name and is none. */
const TITLE =
  /^(?:the|a|an|mr|mrs|ms|dr|sir|former|president|minister|general|ambassador|senator|king|queen|captain|chief|director)$/iu;
const ASKS_NAME = /\bnames? of\b/iu;
/** Words of a name that are looked at. */
const LONGEST_NAME = 3;
const WORD = /[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu;
const NAME_WORD = String.raw`(?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*)`;
/** Words with capitals one after another, as they make up a name. */
const NAME = new RegExp(String.raw`${NAME_WORD}(?:\s+${NAME_WORD})*`, 'gu');

/** Sentences, roughly: a full stop too many only leaves an answer in. */
const SENTENCE = /(?<=[.!?]["'”’)]*\s)/u;
/** "CIA", "U.S.": no person. */
const ACRONYM = /^(?:\p{Lu}\.?){2,6}$/u;

/** Whom a question for somebody rules out, and the words that it has itself; all in lower case. */
export interface Excluded {
  readonly names: ReadonlySet<string>;
  readonly asked: ReadonlySet<string>;
}

/**
 * Whom a question for somebody rules out: of "Who was ambassador before Lisa Kenna?" the answer is not Lisa Kenna, though
 * every text that speaks of her looks like one.
 *
 * @returns null where the question rules out nobody, or does not ask for somebody.
 */
export function excludedBy(question: string): Excluded | null {
  if (expectedAnswer(question) !== 'person' && !ASKS_NAME.test(question)) return null;
  const names = new Set<string>();
  for (const cue of question.matchAll(OTHER_THAN)) {
    const following = wordsOf(question.slice(cue.index + cue[0].length));
    const first = following.findIndex((word) => !TITLE.test(word));
    for (const word of following.slice(Math.max(0, first)).slice(0, LONGEST_NAME)) {
      if (STOP_WORDS.has(word)) break;
      names.add(word);
    }
  }
  return names.size === 0 ? null : { names, asked: new Set(wordsOf(question)) };
}

/**
 * A reading without the answers that lie in a sentence which names one of these and nobody else. Where a text names
 * somebody, the last word is the one that counts.
 */
export function withoutExcluded(reading: ReaderSpan, text: string, { names, asked }: Excluded): ReaderSpan {
  const dropped: Span[] = [];
  let start = 0;
  for (const sentence of text.split(SENTENCE)) {
    const end = start + sentence.length;
    const named = sentence.match(NAME) ?? [];
    const rulesOut = named.some((name) => names.has(lastOf(name)));
    const others = named.filter((name) => !ACRONYM.test(name) && !isKnown(lastOf(name), asked));
    if (rulesOut && others.length === 0) dropped.push({ start, end });
    start = end;
  }
  if (dropped.length === 0) return reading;
  const tokens = reading.tokens.filter(
    (token) => !dropped.some((sentence) => sentence.start <= token.start && token.end <= sentence.end),
  );
  return toReaderSpan({ ...reading, tokens });
}

function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map((word) => word.toLowerCase());
}

function lastOf(name: string): string {
  return wordsOf(name).at(-1) ?? '';
}

/** Whether a word with a capital names nobody new: one of the question, or one that begins a sentence. */
function isKnown(word: string, asked: ReadonlySet<string>): boolean {
  return asked.has(word) || STOP_WORDS.has(word);
}
