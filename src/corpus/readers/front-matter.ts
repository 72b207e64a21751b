import { isScalar, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { describeError } from '../../errors.ts';
import {
  describeFaults,
  metadataFields,
  type PartialMetadata,
  publishedField,
  textField,
} from '../metadata.ts';

/** A Markdown file taken apart: what its front matter states and where its text begins. */
export type FrontMatter =
  | { readonly ok: true; readonly metadata: PartialMetadata; readonly bodyStart: number }
  | { readonly ok: false; readonly fault: string; readonly cause: unknown };

const none: FrontMatter = { ok: true, metadata: {}, bodyStart: 0 };

const dateLike = z.preprocess(withoutTime, publishedField);
const names = z.preprocess(joined, textField);

/** Keys that are not ours are other programs' business and are ignored. */
const schema = z.object({ ...metadataFields, author: names, published: dateLike, date: dateLike });
const ourKey = new RegExp(`^(?:${Object.keys(schema.shape).join('|')})[ \\t]*:`);

/**
 * Reads a YAML block between two `---` lines at the very start of a file. A file that begins with a thematic
 * break, or whose block is not a mapping, has no front matter: all of it is text. A block that begins with a key of
 * ours and is never closed is a fault, since its lines would else be quoted as text.
 */
export function readFrontMatter(content: string): FrontMatter {
  const opening = /^---[ \t]*\r?\n/.exec(content);
  if (opening === null) return none;
  const closing = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm;
  closing.lastIndex = opening[0].length;
  const end = closing.exec(content);
  if (end === null) {
    if (!ourKey.test(content.slice(opening[0].length))) return none;
    const fault = 'no line of --- closes';
    return { ok: false, fault, cause: undefined };
  }
  let values: unknown;
  try {
    values = parseYaml(content.slice(opening[0].length, end.index));
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

/** Numbers and the like stay as they are written: a title can be 1984, and a date 2023. Blank is an empty mapping. */
function parseYaml(source: string): unknown {
  const document = parseDocument(source, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = (error.linePos?.[0].line ?? 0) + 1;
    throw new Error(`line ${line}: ${error.message.replace(/ at line \d+, column \d+:[\s\S]*$/, '')}`);
  }
  visit(document, (_, node) => {
    if (!isScalar(node) || node.value === null || node.source === undefined) return;
    if (typeof node.value !== 'string') node.value = node.source;
  });
  return document.toJS() ?? {};
}

/** Dates are often written with a time of day. */
function withoutTime(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:/.exec(value)?.[1] ?? value.trim();
}

/** Several authors as one text. */
function joined(value: unknown): unknown {
  return Array.isArray(value) && value.every((name) => typeof name === 'string') ? value.join(', ') : value;
}
