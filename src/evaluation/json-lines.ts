import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { describeError, UserError } from '../errors.ts';

/** An id as text; a number is taken as its digits. */
export const idSchema = z
  .union([z.string(), z.number().transform(String)], 'must be text')
  .refine((id) => id.trim() !== '', 'must not be empty');

/** The text of a file of an evaluation set, without a byte order mark. */
export async function readSetFile(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw badSet(
      `${file} could not be read (${describeError(cause)}). Give the path of a readable file.`,
      cause,
    );
  }
}

/**
 * Parses JSON lines; empty lines are skipped.
 *
 * @throws UserError `bad-evaluation-set` that names the first line which is not as the schema says, or whose id was
 *   there before.
 */
export function parseJsonLines<T extends { readonly id: string }>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
): T[] {
  const ids = new Set<string>();
  const rows: T[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = `${file} line ${index + 1}`;
    const parsed = schema.safeParse(parseLine(place, line));
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim());
      throw badSet(`${place} is wrong: ${faults.join('; ')}. Correct or remove the line.`, parsed.error);
    }
    if (ids.has(parsed.data.id)) {
      throw badSet(`${place} has the id "${parsed.data.id}" of an earlier line. Give each line its own id.`);
    }
    ids.add(parsed.data.id);
    rows.push(parsed.data);
  }
  return rows;
}

/** What is wrong with an evaluation set, in one sentence that names the place and the next step. */
export function badSet(message: string, cause?: unknown): UserError {
  return new UserError('bad-evaluation-set', message, { cause });
}

function parseLine(place: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw badSet(`${place} is not JSON (${describeError(cause)}). Correct or remove the line.`, cause);
  }
}
