const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY = String.raw`(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?<!\bthe )(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?`;
const DAYS_NAMED = new RegExp(
  String.raw`\b(?<first>${DAY})(?:\s*(?:-|–|—|to|through|thru|until|till|(?<=\bbetween \p{L}+ )and)\s*(?<last>${DAY}))?|\bweek(?<part>day|end)s?\b`,
  'giu',
);
/** In short a day is only meant by a name: "Sat", not "sat". */
const NAMES_A_DAY = /^\p{Lu}|days?$/u;

/** The days of the week that a sentence names, 0 to 6 from Sunday: `Mondays`, `Mon–Fri`, `weekends`. */
export function weekdaysOf(sentence: string): Set<number> {
  const days = new Set<number>();
  for (const { groups = {} } of sentence.matchAll(DAYS_NAMED)) {
    const { first, last, part } = groups;
    if (part?.toLowerCase() === 'end') addDays(days, 6, 0);
    else if (part !== undefined) addDays(days, 1, 5);
    else if (first !== undefined && NAMES_A_DAY.test(first))
      addDays(days, numberOf(first), numberOf(last ?? first));
  }
  return days;
}

/** Adds every day of a run, over the end of the week where it comes to that. */
function addDays(days: Set<number>, first: number, last: number): void {
  for (let day = first; day !== last; day = (day + 1) % 7) days.add(day);
  days.add(last);
}

function numberOf(name: string): number {
  return DAYS.indexOf(name.slice(0, 3).toLowerCase());
}
