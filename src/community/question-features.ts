import { plainQuestion, questionTerms } from '../index/terms.ts';
import { fold } from './sql/values.ts';

/** What a question asks for, as far as its own words say. `other` is an open what or which. */
export type Asks = 'who' | 'when' | 'where' | 'why' | 'amount' | 'duration' | 'how' | 'yes-no' | 'other';

/** The parts of a question that change its meaning while hardly moving its vector. */
export interface QuestionFeatures {
  readonly asks: Asks;
  readonly negated: boolean;
  /** Normalised (`1,000` and `one thousand` are not brought together, `1,000` and `1000` are), sorted. */
  readonly numbers: readonly string[];
  /** Words written as names, folded, in order. */
  readonly names: readonly string[];
  /** Every word, folded: where a name of the other question is looked for, since many people type no capitals. */
  readonly words: readonly string[];
  /** Stems of the words that carry the subject. */
  readonly terms: ReadonlySet<string>;
  /** Which side of each pair of opposites is named, such as `start:0`, sorted. */
  readonly sides: readonly string[];
}

const NUMBER_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value) => [word, String(value)]),
);

const NEGATION = /^(not|no|never|without|nobody|none|nothing|neither|nor|cannot|\w+n't)$/;

/** Names that people often write without a capital. */
const CALENDAR = new Set(
  `january february march april june july august september october november december monday tuesday wednesday
  thursday friday saturday sunday`.split(/\s+/),
);

/** Words that stand with a capital without being a name of their own. */
const NOT_A_NAME = new Set(['i', "i'm", "i've", "i'd", "i'll", 'ok', 'faq']);

/*
 * Opposites: words on different sides of one line never mean the same, and a question that names a side is not
 * the question that names none. What is missing here only costs when the vectors cannot tell the words apart
 * either.
 */
const OPPOSITES: readonly (readonly string[])[] = [
  [
    'start starts started starting begin begins began begun beginning',
    'end ends ended ending finish finishes finished stop stops stopped over',
  ],
  ['open opens opened opening', 'close closes closed closing'],
  [
    'first earliest initial initially original originally',
    'last latest final finally',
    'second',
    'third',
    'next',
    'previous former',
  ],
  ['before prior', 'after following since', 'during'],
  ['today', 'yesterday', 'tomorrow', 'tonight'],
  ['minimum least lowest smallest fewest min lower', 'maximum most highest largest biggest max upper higher'],
  [
    'increase increases increased raise raised rise rose gain gained grow grew',
    'decrease decreases decreased reduce reduced fall fell lose lost drop dropped cut',
  ],
  ['more', 'less fewer'],
  [
    'join joins joined joining enter entered arrive arrives arrived arriving arrival',
    'leave leaves left leaving exit exited quit quits depart departure',
  ],
  ['enable enables enabled on', 'disable disables disabled off'],
  ['add adds added adding', 'remove removes removed removing delete deletes deleted'],
  ['install installs installed', 'uninstall uninstalls uninstalled'],
  ['create creates created', 'destroy destroys destroyed'],
  [
    'allow allows allowed permit permits permitted',
    'forbid forbids forbidden ban bans banned prohibit prohibited',
  ],
  [
    'approve approved approves accept accepts accepted',
    'reject rejected rejects refuse refuses refused deny denied',
  ],
  ['win wins won winner', 'lose loses lost loser'],
  ['support supports supported favour favor', 'oppose opposes opposed against'],
  ['buy buys bought purchase purchased', 'sell sells sold'],
  ['send sends sent', 'receive receives received'],
  ['import imports imported', 'export exports exported'],
  ['upload uploads uploaded', 'download downloads downloaded'],
  ['mute mutes muted', 'unmute unmutes unmuted'],
  ['lock locks locked', 'unlock unlocks unlocked'],
  ['public', 'private'],
  ['president', 'vice-president', 'minister'],
  ['north northern', 'south southern', 'east eastern', 'west western'],
  ['male men man boys', 'female women woman girls'],
  ['free', 'paid'],
  ['born birth', 'died death die dies dead'],
  ['old older oldest', 'new newer newest young younger youngest'],
  ['cause causes caused', 'effect effects result results consequence consequences'],
  [
    'advantage advantages pro pros benefit benefits',
    'disadvantage disadvantages con cons drawback drawbacks',
  ],
  ['income revenue revenues', 'cost costs expense expenses', 'profit profits'],
  ['temporary temporarily', 'permanent permanently'],
];

const SIDE_OF: ReadonlyMap<string, readonly string[]> = sidesByWord();

/** Reads a question. English, like the rest of the rules; another language only ever loses reuse by it. */
export function questionFeatures(question: string): QuestionFeatures {
  const surface =
    plainQuestion(question)
      .replace(/[’‘]/g, "'")
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}.,'-]*/gu) ?? [];
  const tokens = surface.map((word) => word.replace(/[.,'-]+$/u, '')).filter(Boolean);
  const words = tokens.map(plainWord);
  const shouting = question === question.toUpperCase();
  const names = words.filter((word, i) => isName(tokens[i] ?? '', word, i, shouting));
  const asks = asksFor(words);
  // In "how long does it last" the word is a verb.
  const sided = asks === 'duration' ? words.filter((word) => word !== 'last') : words;
  return {
    asks,
    negated: words.some((word) => NEGATION.test(word)),
    numbers: [...new Set(words.flatMap((word) => numberIn(word)))].sort(),
    names,
    words,
    terms: new Set(questionTerms(question)),
    sides: [...new Set(sided.flatMap((word) => SIDE_OF.get(word) ?? []))].sort(),
  };
}

/** Lower case, without accents, the stops of an acronym or a possessive: `U.S.'s` is `us`. `Mondays` is `monday`. */
function plainWord(token: string): string {
  const word = fold(token)
    .replace(/'s$/, '')
    .replace(/^((mon|tues|wednes|thurs|fri|satur|sun)day)s$/, '$1');
  return /^(\p{L}\.)+\p{L}?$/u.test(`${word}.`) ? word.replaceAll('.', '') : word;
}

function isName(token: string, word: string, place: number, shouting: boolean): boolean {
  if (CALENDAR.has(word)) return true;
  if (/\d/.test(token) || NOT_A_NAME.has(word) || shouting) return false;
  const acronym = /^(\p{Lu}\.?){2,}$/u.test(token);
  return acronym || (place > 0 && /^\p{Lu}/u.test(token));
}

function numberIn(word: string): string[] {
  const named = NUMBER_WORDS[word];
  if (named !== undefined) return [named];
  if (!/\d/.test(word)) return [];
  return [word.replace(/(?<=\d),(?=\d{3})/g, '')];
}

/** By the first question word, read together with the noun after what and which. */
function asksFor(words: readonly string[]): Asks {
  const text = ` ${words.join(' ')} `;
  if (/ (what|which) (year|date|day|month|time|week)s? | what time /.test(text)) return 'when';
  if (/ (what|which) (place|city|country|town|location|region|venue)/.test(text)) return 'where';
  if (/ what (is|was|were|are) the (reason|cause)s? | how come | what for /.test(text)) return 'why';
  if (/ (what|which) (person|people)| whose /.test(text)) return 'who';
  if (
    / what (is|was) the (number|amount|total|price|cost|fee|height|weight|size) | what (number|amount) /.test(
      text,
    )
  ) {
    return 'amount';
  }
  if (/ what (do|does|did) .* (cost|weigh) /.test(text)) return 'amount';
  const how = / how (\w+) /.exec(text)?.[1];
  if (how !== undefined) {
    if (/^(many|much|large|big|high|tall|heavy|old|few)$/.test(how)) return 'amount';
    return /^(long|often)$/.test(how) ? 'duration' : 'how';
  }
  const first = words.find((word) => /^(who|whom|when|where|why|what|which)$/.test(word));
  if (first === 'who' || first === 'whom') return 'who';
  if (first === 'when' || first === 'where' || first === 'why') return first;
  if (first !== undefined) return 'other';
  const auxiliary =
    /^(is|are|was|were|do|does|did|can|could|will|would|should|may|has|have|had|am|must|\w+n't)$/;
  return auxiliary.test(words[0] ?? '') ? 'yes-no' : 'other';
}

function sidesByWord(): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const [row, sides] of OPPOSITES.entries()) {
    for (const [side, words] of sides.entries()) {
      for (const word of words.split(' ')) map.set(word, [...(map.get(word) ?? []), `${row}:${side}`]);
    }
  }
  return map;
}
