import { parse } from 'yaml';
import { z } from 'zod';
import { describeError } from '../../errors.ts';
import { describeFaults, metadataFields, type PartialMetadata, publishedField } from '../metadata.ts';

/** A Markdown file taken apart: what its front matter states and where its text begins. */
export type FrontMatter =
  | { readonly ok: true; readonly metadata: PartialMetadata; readonly bodyStart: number }
  | { readonly ok: false; readonly fault: string; readonly cause: unknown };

const none: FrontMatter = { ok: true, metadata: {}, bodyStart: 0 };

const dateLike = z.preprocess(simplifyDate, publishedField);

/** Keys that are not ours are other programs' business and are ignored. */
const schema = z.object({ ...metadataFields, published: dateLike, date: dateLike });

/**
 * Reads a YAML block between two `---` lines at the very start of a file. A file that begins with a thematic
 * break, or whose block is not a mapping, has no front matter: all of it is text.
 */
export function readFrontMatter(content: string): FrontMatter {
  const opening = /^---[ \t]*\r?\n/.exec(content);
  if (opening === null) return none;
  const closing = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm;
  closing.lastIndex = opening[0].length;
  const end = closing.exec(content);
  if (end === null) return none;
  let values: unknown;
  try {
    values = parse(content.slice(opening[0].length, end.index), { logLevel: 'error' }) ?? {};
  } catch (cause) {
    return { ok: false, fault: `is not valid YAML (${describeError(cause)})`, cause };
  }
  if (typeof values !== 'object' || Array.isArray(values)) return none;
  const parsed = schema.safeParse(values);
  if (!parsed.success)
    return { ok: false, fault: `is wrong: ${describeFaults(parsed.error)}`, cause: parsed.error };
  const { date, published, ...metadata } = parsed.data;
  return { ok: true, metadata: { ...metadata, published: published ?? date }, bodyStart: closing.lastIndex };
}

/** YAML reads a bare year as a number, and dates are often written with a time of day. */
function simplifyDate(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:/.exec(value)?.[1] ?? value.trim();
  return value;
}
