import { z } from 'zod';
import { describeError, UserError } from '../errors.ts';
import type { Pin } from './types.ts';

/** A pin as a line of an export holds it. Vectors are left out: they are made again where they are missing. */
export type PinLine = Omit<Pin, 'revision'>;

/** Faults of one line that are named. */
const ISSUES = 3;

const snowflake = z.string().regex(/^\d{1,20}$/, 'must be an id of digits');
const offset = z.int('must be a whole number').min(0, 'must not be negative');
const instant = z.int('must be a whole number of milliseconds').min(0, 'must not be negative');
const span = z.strictObject({ start: offset, end: offset });

const excerptLine = z
  .strictObject({
    documentId: z.string().min(1, 'must not be empty'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'),
    start: offset,
    end: offset,
    quote: z.string().min(1, 'must not be empty'),
    highlights: z.array(span),
  })
  .refine(({ start, end, quote }) => end - start === quote.length, {
    message: 'must be as long as the quote',
    path: ['end'],
  })
  .refine(
    ({ start, end, highlights }) =>
      highlights.every((part) => part.start >= start && part.end <= end && part.start < part.end),
    { message: 'must lie inside the excerpt', path: ['highlights'] },
  );

const pinLine = z
  .strictObject({
    schema: z.literal(1, 'must be 1; a later number needs a newer version of the bot'),
    id: z.string().regex(/^[\w-]{22}$/, 'must be 22 letters, digits, - or _'),
    guildId: snowflake,
    channelId: snowflake,
    messageId: snowflake,
    question: z.string().min(1, 'must not be empty').max(4_000, 'must have at most 4000 characters'),
    pinnedBy: snowflake.nullable(),
    pinnedAt: instant,
    note: z.string().max(4_000, 'must have at most 4000 characters').nullable(),
    excerpts: z.array(excerptLine).min(1, 'must not be empty').max(5, 'must be at most 5'),
    state: z.enum(['pinned', 'stale'], 'must be pinned or stale'),
    reason: z.enum(['document-gone', 'quote-gone']).nullable(),
    changedAt: instant,
  })
  .refine(({ state, reason }) => (state === 'stale') === (reason !== null), {
    message: 'must be given for a stale pin and only then',
    path: ['reason'],
  });

/** One line of an export, without the line break. Only pins that are pinned or stale are exported. */
export function pinToLine({ revision: _, ...pin }: Pin): string {
  return JSON.stringify({ schema: 1, ...pin });
}

/**
 * Reads an export; empty lines are passed over.
 *
 * @param name the file, for the message.
 * @throws UserError `bad-pins-file` naming the first bad line, or two lines with one id or one message.
 */
export function parsePinLines(text: string, name: string): PinLine[] {
  const pins: PinLine[] = [];
  const lineOf = new Map<string, number>();
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const fault = (what: string, cause?: unknown) =>
      new UserError(
        'bad-pins-file',
        `Line ${i + 1} of ${name}: ${what}. Correct the line; nothing was imported.`,
        { cause },
      );
    const parsed = pinLine.safeParse(parseJson(line, fault));
    if (!parsed.success) {
      throw fault(describeIssues(parsed.error), parsed.error);
    }
    const { schema: _, ...pin } = parsed.data;
    for (const key of [`id ${pin.id}`, `message ${pin.messageId}`]) {
      const earlier = lineOf.get(key);
      if (earlier !== undefined) throw fault(`the ${key} is on line ${earlier} too`);
      lineOf.set(key, i + 1);
    }
    pins.push(pin);
  }
  return pins;
}

/** The first few things that are wrong with a line. */
function describeIssues({ issues }: z.ZodError): string {
  const named = issues.slice(0, ISSUES).map(({ path, message }) => {
    const what = message.endsWith('received undefined') ? 'is missing' : message;
    return `${path.join('.')} ${what}`.trim();
  });
  const more = issues.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function parseJson(line: string, fault: (what: string, cause: unknown) => UserError): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw fault(`not JSON (${describeError(cause)})`, cause);
  }
}
