import { z } from 'zod';
import { describeError } from '../../errors.ts';
import {
  describeFaults,
  metadataFields,
  type PartialMetadata,
  publishedField,
  textField,
  withoutWrongFields,
} from '../metadata.ts';
import { looksLikeToml, tomlValues, yamlValues } from './front-matter-values.ts';
import { writtenDate } from './written-date.ts';

/** A Markdown file taken apart: what its front matter states and where its text begins. */
export type FrontMatter =
  | {
      readonly ok: true;
      readonly metadata: PartialMetadata;
      readonly bodyStart: number;
      /** What is wrong with some of the fields, which are not known then. */
      readonly wrong?: Fault;
    }
  | ({ readonly ok: false } & Fault);

/** What is wrong, as the rest of a sentence. */
export interface Fault {
  readonly fault: string;
  readonly cause: unknown;
}

const none: FrontMatter = { ok: true, metadata: {}, bodyStart: 0 };

const date = z.preprocess(
  (value) => (typeof value === 'string' ? writtenDate(value) : value),
  publishedField,
);
/** For Jekyll `published: true` says that a page is public, not when it became so. */
const published = z.preprocess((value) => (/^true$/i.test(String(value)) ? null : value), date);
const author = z.preprocess(namesOf, textField);

/** Keys that are not ours are other programs' business and are ignored. */
const schema = z.object({ ...metadataFields, author, published, date });
const ourKey = new RegExp(`^(?:${Object.keys(schema.shape).join('|')})[ \\t]*[:=]`);

/**
 * Reads a block of YAML between two `---` lines, or of TOML between two `+++` lines, at the very start of a file. A file
 * that begins with a thematic break, or whose block is not a mapping, has no front matter: all of it is text. A block
 * that begins with a key of ours and is never closed is a fault, since its lines would else be quoted as text. Of a
 * mapping with a wrong field the others hold.
 */
export function readFrontMatter(content: string): FrontMatter {
  const [opening, fence] = /^(---|\+\+\+)[ \t]*\r?\n/.exec(content) ?? [];
  if (opening === undefined) return none;
  const isToml = fence === '+++';
  const closing = isToml ? /^\+\+\+[ \t]*(?:\r?\n|$)/gm : /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm;
  closing.lastIndex = opening.length;
  const end = closing.exec(content);
  if (end === null) {
    if (!ourKey.test(content.slice(opening.length))) return none;
    return { ok: false, fault: `no line of ${fence} closes`, cause: undefined };
  }
  const source = content.slice(opening.length, end.index);
  if (isToml) return looksLikeToml(source) ? stated(tomlValues(source), closing.lastIndex) : none;
  let values: unknown;
  try {
    values = yamlValues(source);
  } catch (cause) {
    return { ok: false, fault: `is not valid YAML (${describeError(cause)})`, cause };
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return none;
  return stated(values, closing.lastIndex);
}

function stated(values: object, bodyStart: number): FrontMatter {
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, metadata: toMetadata(parsed.data), bodyStart };
  const right = schema.safeParse(withoutWrongFields(values, parsed.error));
  const wrong = { fault: `is wrong: ${describeFaults(parsed.error)}`, cause: parsed.error };
  return { ok: true, metadata: toMetadata(right.data ?? {}), bodyStart, wrong };
}

function toMetadata({ date, published, ...metadata }: Partial<z.infer<typeof schema>>): PartialMetadata {
  return { ...metadata, published: published ?? date };
}

/** One author or several as one text; of an author with an address or a page (`name: …`) it is the name. */
function namesOf(value: unknown): unknown {
  const names = (Array.isArray(value) ? value : [value]).map(nameOf);
  return names.every((name) => typeof name === 'string') ? names.join(', ') : value;
}

function nameOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'name' in value ? value.name : value;
}
