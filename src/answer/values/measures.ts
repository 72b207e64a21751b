import type { Quantity } from './quantities.ts';

/** The places of some families in `MEASURES`, and those that a word before the unit makes of one. */
const TIME = 0;
const LENGTH = 1;
const DATA = 3;
const AREA = 4;
const VOLUME = 5;
const WORKING_TIME = 8;
const YEAR_IN_DAYS = 365;
/** Units of time in days, those of length in metres, of weight in grams, of data in bytes, then areas, volumes, temperatures: what converts. */
const MEASURES: readonly Readonly<Record<string, number>>[] = [
  {
    second: 1 / 86400,
    sec: 1 / 86400,
    minute: 1 / 1440,
    min: 1 / 1440,
    hour: 1 / 24,
    hr: 1 / 24,
    h: 1 / 24,
    day: 1,
    week: 7,
    fortnight: 14,
    month: 365.25 / 12,
    year: 365.25,
    yr: 365.25,
    decade: 3652.5,
    century: 36525,
  },
  {
    mm: 0.001,
    cm: 0.01,
    metre: 1,
    meter: 1,
    m: 1,
    km: 1000,
    kilometre: 1000,
    kilometer: 1000,
    mile: 1609.344,
    foot: 0.3048,
    feet: 0.3048,
    ft: 0.3048,
    yard: 0.9144,
    inch: 0.0254,
  },
  { g: 1, gram: 1, kg: 1000, kilogram: 1000, tonne: 1e6, ton: 1e6, pound: 453.592, lb: 453.592 },
  { kb: 1e3, kilobyte: 1e3, mb: 1e6, megabyte: 1e6, gb: 1e9, gigabyte: 1e9, tb: 1e12, terabyte: 1e12 },
  { 'm²': 1, 'km²': 1e6, hectare: 1e4, acre: 4046.86 },
  { 'm³': 1, litre: 1e-3, liter: 1e-3 },
  // Which of two scales is warmer is not reckoned.
  { celsius: 1, centigrade: 1, c: 1 },
  { fahrenheit: 1, f: 1 },
];
/** Units so short that they are none but directly after the number: "5 players min". */
const SHORT = /^(?:secs?|mins?|hrs?|h|yrs?|ft|lbs?|c|f)$/u;

/** A unit: which family, and how much one of it is. */
interface Measure {
  readonly family: number;
  readonly factor: number;
}

/** The measure that a quantity is given in, by the first words after the number. */
export function measureOf({ unit, noun }: Pick<Quantity, 'unit' | 'noun'>): Measure | null {
  if (unit !== null) return null;
  for (const [at, word] of noun.slice(0, 3).entries()) {
    const before = noun[at - 1] ?? '';
    const measure = SHORT.test(word) && at > 0 && !DIMENSION.test(before) ? null : unitNamed(word);
    if (measure !== null) return qualified(measure, before);
  }
  return null;
}

function unitNamed(word: string): Measure | null {
  const singular = word.replace(/(?<=\p{L}{2})s$/u, '');
  for (const [family, units] of MEASURES.entries()) {
    const factor = units[word] ?? units[singular];
    if (factor !== undefined) return { family, factor };
  }
  return null;
}

const DIMENSION = /^(?:sq|square|cubic)$/u;

/** Square miles are no miles; and how many days ten business days are is not reckoned. */
function qualified({ family, factor }: Measure, before: string): Measure {
  if (family === LENGTH && before === 'cubic') return { family: VOLUME, factor: factor ** 3 };
  if (family === LENGTH && DIMENSION.test(before)) return { family: AREA, factor: factor ** 2 };
  if (family === TIME && /^(?:business|working|work)$/u.test(before)) return { family: WORKING_TIME, factor };
  return { family, factor };
}

/** How far two equal measures may be apart once they are converted, as a share of the smaller. */
export function conversionLeeway(a: Measure | null, b: Measure | null): number {
  // In one unit only the arithmetic needs room (14.2 million, 14,200,000).
  if (a === null || b === null || a.factor === b.factor) return 1e-12;
  // A month is said for four weeks as for 31 days; a year is not so loose.
  const isOfCalendar = ({ family, factor }: Measure) => family === TIME && factor > 7;
  if (isOfCalendar(a) !== isOfCalendar(b)) return Math.max(a.factor, b.factor) < YEAR_IN_DAYS ? 0.09 : 0.02;
  // A gigabyte is 1000 or 1024 megabytes.
  if (a.family === DATA) return 0.03;
  // A thousandth lets 100 miles be 161 km.
  return 1e-3;
}
