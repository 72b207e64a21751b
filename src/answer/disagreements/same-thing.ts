import { questionTerms, termsOf } from '../../index/terms.ts';
import { measureOf } from '../values/measures.ts';
import { spanOf } from '../values/value.ts';
import { sameBound } from './bounds.ts';
import { type Claim, yearsOf } from './readings.ts';
import { weekdaysOf } from './weekdays.ts';

/** Words for people whose number is never compared with that of the living, or of civilians. */
const DEAD = /^(?:deaths?|dead|killed|casualt(?:y|ies)|fatalit(?:y|ies)|victims?|lives)[.,]?$/iu;
const ARMED = /^(?:troops?|soldiers?|personnel|servicemen|marines|forces|officers?)[.,]?$/iu;
/** Words for people as they are counted; nationalities are told by their form. */
const PEOPLE =
  /^(?:people|persons?|men|women|children|residents?|citizens?|civilians?|visitors?|attendees?|guests?|participants?|members?|users?|players?|students?|workers?|employees|protest[eo]rs|demonstrators|deaths?|dead|killed|casualt(?:y|ies)|fatalit(?:y|ies)|victims?|lives|injured|wounded|troops?|soldiers?|personnel|servicemen|marines|forces|officers?|passengers?|patients?|voters?|refugees?|prisoners?)[.,]?$/iu;
/** Words of which a sentence that holds one speaks of something else than a sentence that holds the other. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:open|start|begin|launch|arriv)(?:s|es|ed|ing|al|ning)?\b/iu,
    /\b(?:clos|end|finish|expir|leav|depart)(?:e|s|es|ed|ing|ure)?\b/iu,
  ],
  [
    /\b(?:support(?:ed|s|ing)?|backed|in favou?r|voted for|votes for|approved)\b/iu,
    /\b(?:reject(?:ed|s|ing)?|oppos(?:ed|es|ing)|voted against|votes against|turned down)\b/iu,
  ],
  [
    /\b(?:minimum|least|lowest|smallest|lower|cheapest)\b/iu,
    /\b(?:maximum|most|highest|largest|upper|up to)\b/iu,
  ],
  [/\b(?:adults?)\b/iu, /\b(?:students?|child(?:ren)?|kids?|seniors?|pensioners?|youth|juniors?)\b/iu],
  [
    /\b(?:budget(?:ed)?|planned|estimated|expected|forecast)\b/iu,
    /\b(?:finished|final|actual(?:ly)?|in the end|eventually|had cost)\b/iu,
  ],
  [/\b(?:killed|died|deaths?|dead)\b/iu, /\b(?:injured|wounded|arrested|detained)\b/iu],
  [/\b(?:month|monthly)\b/iu, /\b(?:year|yearly|annual|annually)\b/iu],
  [/\b(?:first|initial)\b/iu, /\b(?:second|third|last|final)\b/iu],
  [/\bsummers?\b/iu, /\bwinters?\b/iu],
  [/(?<!\bnon[-\s]?)\bmembers?\b/iu, /\bnon[-\s]?members?\b/iu],
  [/\b(?:north|northern|east|eastern)\b/iu, /\b(?:south|southern|west|western)\b/iu],
];

/**
 * Whether two claims are about the same thing at the same time, as far as their wording shows. Errs to "no": a
 * disagreement that is none is worse than one that is missed.
 */
export function aboutTheSame(a: Claim, b: Claim, question: string): boolean {
  return (
    sameTime(a, b) &&
    sameWeekday(a, b) &&
    sameBound(a, b, question) &&
    sameNoun(a, b, question) &&
    !opposed(a.sentence, b.sentence) &&
    !contrasted(a, b, question)
  );
}

/** Sentences that name different years speak of different times; so do one that names a year and one that does not. */
function sameTime(a: Claim, b: Claim): boolean {
  const first = yearsOf(a);
  const second = yearsOf(b);
  if (a.value.type === 'date' && b.value.type === 'date') {
    // The years of the values are what is compared; only a year beside the value tells of another time.
    const apart = (around: Set<number>, other: Set<number>) =>
      around.size > 0 && other.size > 0 && disjoint(around, other);
    const all = ({ own, around }: { own: Set<number>; around: Set<number> }) => new Set([...own, ...around]);
    return !apart(first.around, all(second)) && !apart(second.around, all(first));
  }
  if (first.around.size === 0 && second.around.size === 0) return true;
  return !disjoint(first.around, second.around);
}

function disjoint(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  for (const each of a) if (b.has(each)) return false;
  return true;
}

function sameWeekday(a: Claim, b: Claim): boolean {
  const first = weekdaysOf(a.sentence);
  const second = weekdaysOf(b.sentence);
  return first.size === 0 || second.size === 0 || !disjoint(first, second);
}

/** Whether the two count the same kind of thing, by the words that follow the numbers. */
function sameNoun(a: Claim, b: Claim, question: string): boolean {
  if (a.value.type !== 'quantity' || b.value.type !== 'quantity') return true;
  if (a.value.quantity.unit !== null) return true;
  if (measureOf(a.value.quantity) !== null && measureOf(b.value.quantity) !== null) return true;
  const counted = new Set(countedNoun(question));
  const first = nounOf(a.value.quantity.noun, counted);
  const second = nounOf(b.value.quantity.noun, counted);
  // "Homes per player: 4" goes with what counts homes or leaves it open, not with "12 chunks".
  const isOther = ({ terms, named }: typeof first, { sentence, value }: Claim) =>
    counted.size > 0 &&
    terms.length > 0 &&
    !named &&
    value.type === 'quantity' &&
    countedFamily(value.quantity.noun, sentence) === null;
  if (first.terms.length === 0) return !isOther(second, b);
  if (second.terms.length === 0) return !isOther(first, a);
  // "148 species of moth" and "61 species of bird" name the counted thing and then tell two kinds of it apart.
  if (first.named && second.named)
    return first.after.size === 0 || second.after.size === 0 || !disjoint(first.after, second.after);
  return countTheSame(a, b);
}

/** Whether the words after two numbers say that they count the same things: the same word, or people of one kind. */
export function countTheSame(a: Claim, b: Claim): boolean {
  if (a.value.type !== 'quantity' || b.value.type !== 'quantity') return true;
  const sameWord = namesake(termsOfNoun(a.value.quantity.noun), termsOfNoun(b.value.quantity.noun));
  return sameWord || sameFamily(a, b);
}

function termsOfNoun(noun: readonly string[]): string[] {
  return noun.flatMap((word) => termsOf(word));
}

function nounOf(noun: readonly string[], counted: ReadonlySet<string>) {
  const terms = termsOfNoun(noun);
  const head = terms.findLastIndex((term) => counted.has(term));
  return { terms, named: head !== -1, after: new Set(head === -1 ? [] : terms.slice(head + 1)) };
}

function namesake(a: readonly string[], b: readonly string[]): boolean {
  return a.some((term) => b.includes(term));
}

/**
 * Which people a number counts, by the words after it and its sentence: the dead, the armed and everybody else are
 * counted apart; null where it counts no people.
 */
export function countedFamily(words: readonly string[], sentence: string): string | null {
  if (words.some((word) => DEAD.test(word))) return 'dead';
  if (words.some((word) => ARMED.test(word))) return 'armed';
  const people = words.some(
    (word) => PEOPLE.test(word) || /^\p{Lu}\p{L}+(?:ans|ese|ish|is|ers|men)$/u.test(word),
  );
  if (!people) return null;
  return /\b(?:killed|died|dead|deaths?|shot dead)\b/iu.test(sentence) ? 'dead' : 'people';
}

/** Both numbers count people, in whatever words: "66 people", "70 casualties", "over 70 Peruvians". */
function sameFamily(a: Claim, b: Claim): boolean {
  const family = ({ sentence, value }: Claim) => {
    const after = sentence.slice(spanOf(value).end).split(/[.,;:()]/u, 1)[0] ?? '';
    return countedFamily(after.trim().split(/\s+/u).slice(0, 7), sentence);
  };
  const first = family(a);
  return first !== null && first === family(b);
}

/** The terms of the phrase after "how many": "US troops" of "How many US troops will be sent to Peru?". */
export function countedNoun(question: string): string[] {
  const phrase = countedPhrase(question).join(' ');
  return phrase === '' ? [] : questionTerms(phrase);
}

/** The words of that phrase as they are written; none where the question does not say what it counts. */
export function countedPhrase(question: string): string[] {
  const match =
    /\b(?:how (?:many|much)|number of|total of|amount of)\s+((?:[^\s]+\s+)*?)(?=(?:do|does|did|is|are|was|were|will|would|can|could|has|have|had|in|on|at|to|of|from|by|for|went|got|came|there|that|who)\b|$)/iu.exec(
      `${question.replace(/[?!.]+$/u, '')} `,
    );
  const phrase = (match?.[1] ?? '').trim();
  return phrase === '' ? [] : phrase.split(/\s+/u);
}

/** Whether one sentence holds one of two opposites and the other the other, and neither holds both. */
function opposed(a: string, b: string): boolean {
  return OPPOSITES.some(([one, other]) => {
    const [oneA, otherA, oneB, otherB] = [one.test(a), other.test(a), one.test(b), other.test(b)];
    return (oneA && !otherA && otherB && !oneB) || (otherA && !oneA && oneB && !otherB);
  });
}

/**
 * Whether the two sentences tell apart what the question does not: a word before a shared question word that
 * differs ("express delivery", "standard delivery").
 */
function contrasted(a: Claim, b: Claim, question: string): boolean {
  const counted = countedNoun(question);
  // Where the question says what it counts, other words of it ("the US-backed coup") are told apart at will.
  const asked = new Set(counted.length > 0 ? counted : questionTerms(question));
  const first = modifiers(a, asked);
  const second = modifiers(b, asked);
  for (const [term, words] of first) {
    const others = second.get(term);
    if (others === undefined || words.size === 0 || others.size === 0) continue;
    if (![...words].some((word) => others.has(word))) return true;
  }
  return false;
}

/** For each question term in the sentence, the content words directly before it (but not the value). */
function modifiers({ sentence, value }: Claim, asked: ReadonlySet<string>): Map<string, Set<string>> {
  const { start, end } = spanOf(value);
  const masked = `${sentence.slice(0, start)} § ${sentence.slice(end)}`;
  const found = new Map<string, Set<string>>();
  let before: string | null = null;
  for (const [word] of masked.matchAll(/[\p{L}\p{N}.'’-]+|§|[,;:()—–]/gu)) {
    const term = questionTerms(word)[0];
    const isContent = term !== undefined && questionTerms(`${word} §x`).length > 1;
    if (term !== undefined && asked.has(term)) {
      const words = found.get(term) ?? new Set();
      if (before !== null && !asked.has(before)) words.add(before);
      found.set(term, words);
    }
    before = isContent ? (term ?? null) : null;
  }
  return found;
}
