/**
 * English words that say nothing of a question's subject: articles, pronouns, auxiliaries, prepositions and
 * question words, "many" and "much" among them, after the list of the Snowball project (https://snowballstem.org/algorithms/english/stop.txt).
 * Left out of it on purpose: "us", which may be the country. Written as `terms.ts` writes words: lower case,
 * without apostrophes.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again against all am an and any are arent as at be because been before being below
  between both but by can cant cannot could couldnt did didnt do does doesnt doing dont down during each few
  for from further had hadnt has hasnt have havent having he hed hell her here hers herself him himself his
  how i id ill im ive if in into is isnt it its itself lets many me more most much mustnt my myself no nor not of off on
  once only or other ought our ours ourselves out over own same shant she shed shell should shouldnt so some
  such than that the their theirs them themselves then there these they theyd theyll theyre theyve this those
  through to too under until up very was wasnt we wed well were werent what when where which while who whom
  whose why will with wont would wouldnt you youd youll youre youve your yours yourself yourselves`.split(
    /\s+/,
  ),
);
