const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const timeOfDay = /[T\s]\d{1,2}:\d{2}.{0,40}$/;
const weekday = /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? /i;
const yearFirst = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?$/;
const monthFirst = /^(\p{L}{3,9})\.? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})$/u;
const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)? (\p{L}{3,9})\.?,? (\d{4})$/u;

/**
 * A date as people and site generators write it (`2024-5-5`, `2023/05/05`, `May 5, 2023`, with a time of day or
 * without) in the form `YYYY-MM-DD`. What could mean two days, as `5/6/2023`, and everything else stays as it is.
 */
export function writtenDate(text: string): string {
  const bare = text.trim().replace(timeOfDay, '').trim().replace(weekday, '');
  const numbers = yearFirst.exec(bare);
  if (numbers !== null) return isoDate(numbers[1], numbers[2], numbers[3]);
  const [, name = '', day, year] = monthFirst.exec(bare) ?? inOrder(dayFirst.exec(bare)) ?? [];
  const month = months.findIndex((known) => known.startsWith(name.toLowerCase()));
  return year === undefined || month === -1 ? bare : isoDate(year, String(month + 1), day);
}

/** `5 May 2023` in the order of `May 5, 2023`. */
function inOrder(parts: RegExpExecArray | null): readonly (string | undefined)[] | undefined {
  return parts === null ? undefined : [parts[0], parts[2], parts[1], parts[3]];
}

function isoDate(...parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined ? [] : [part.padStart(2, '0')])).join('-');
}
