import type { Span } from '../corpus/types.ts';
import { STOP_WORDS } from '../index/stop-words.ts';
import { type ReaderSpan, toReaderSpan } from '../reading/reader.ts';

/** Who is or was something: only there do "before" and the like name another ("who testified before Congress" does not). */
const ASKS_HOLDER =
  /\bwho(?:['’]s|\s+(?:is|was|are|were|became|becomes|has been|had been|held|served|ruled|led|ran|commanded|headed|governed))\b|\bnames? of\b/iu;
/** What says that somebody else is asked for than the one who is named next. */
const OTHER_THAN =
  /\b(?:before|after|besides|except for|other than|apart from|aside from|instead of)\s+([^,;:?!()]+)/giu;
/** What may stand before a name and is none. */
const TITLE =
  /^(?:the|a|an|mr|mrs|ms|dr|sir|former|first|late|vice|deputy|prime|president|minister|secretary|general|ambassador|senator|governor|chancellor|king|queen|prince|princess|pope|captain|chief|director|chair)$/iu;
/** Words of a name that are looked at. */
const LONGEST_NAME = 3;
const WORD = /[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu;
const NAME_WORD = String.raw`(?:(?:\p{Lu}\.)+|\p{Lu}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*)`;
/** Words with capitals one after another, as they make up a name. */
const NAME = new RegExp(String.raw`${NAME_WORD}(?:\s+${NAME_WORD})*`, 'gu');
/** "CIA", "U.S.": no person. */
const ACRONYM = /^(?:\p{Lu}\.?){2,6}$/u;
/** Sentences, roughly: a full stop too many only leaves an answer in. */
const SENTENCE = /(?<=[.!?]["'”’)]*\s)/u;
/** What tells of another person without a name ("was replaced by his deputy"). */
const TELLS_OF_ANOTHER =
  /\b(?:before|after|until|besides|instead|by|from|replac\p{L}+|succe\p{L}+|predecessors?|preced\p{L}+|follow\p{L}*|(?:takes?|took|taken|taking) over|previous\p{L}*)\b/iu;
/** Lower than any logit that the model gives. */
const HOPELESS_LOGIT = -20;

/** Whom a question for somebody rules out, and the words that it has itself; all in lower case. */
export interface Excluded {
  readonly names: ReadonlySet<string>;
  readonly asked: ReadonlySet<string>;
}

/**
 * Whom a question for the holder of something rules out: of "Who was ambassador before Lisa Kenna?" the answer is not
 * Lisa Kenna, though every text that speaks of her looks like one.
 *
 * @returns null where the question rules out nobody, or does not ask who is or was something.
 */
export function excludedBy(question: string): Excluded | null {
  if (!ASKS_HOLDER.test(question)) return null;
  const names = new Set<string>();
  for (const [, following = ''] of question.matchAll(OTHER_THAN)) {
    const words = wordsOf(following);
    const first = words.findIndex((word) => !TITLE.test(word));
    if (first === -1) continue;
    for (const word of words.slice(first, first + LONGEST_NAME)) {
      if (STOP_WORDS.has(word)) break;
      names.add(word);
    }
  }
  return names.size === 0 ? null : { names, asked: new Set(wordsOf(question)) };
}

/**
 * A reading in which a sentence answers nothing that names one of these, nobody else, and tells of no other. Where a text
 * names somebody, the last word is the one that counts.
 */
export function withoutExcluded(reading: ReaderSpan, text: string, excluded: Excluded | null): ReaderSpan {
  if (excluded === null) return reading;
  const { names, asked } = excluded;
  const ruledOut: Span[] = [];
  let start = 0;
  for (const sentence of text.split(SENTENCE)) {
    const end = start + sentence.length;
    const named = sentence.match(NAME) ?? [];
    const namesThem = named.some((name) => names.has(wordsOf(name).at(-1) ?? ''));
    const namesAnother = named.some((name) => name.split(/\s+/u).some((word) => isNew(word, asked)));
    if (namesThem && !namesAnother && !TELLS_OF_ANOTHER.test(sentence)) ruledOut.push({ start, end });
    start = end;
  }
  if (ruledOut.length === 0) return reading;
  const tokens = reading.tokens.map((token) => {
    const isOut = ruledOut.some((sentence) => token.start < sentence.end && sentence.start < token.end);
    return isOut ? { ...token, startLogit: HOPELESS_LOGIT, endLogit: HOPELESS_LOGIT } : token;
  });
  return toReaderSpan({ ...reading, tokens });
}

/** Whether a word of a name says who it is: neither an acronym, a title, a word of the question nor one that begins a sentence. */
function isNew(word: string, asked: ReadonlySet<string>): boolean {
  if (ACRONYM.test(word) || TITLE.test(word)) return false;
  return wordsOf(word).some((part) => !asked.has(part) && !STOP_WORDS.has(part));
}

function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map((word) => word.toLowerCase());
}
