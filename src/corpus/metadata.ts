import { z } from 'zod';
import type { Metadata } from './types.ts';

/** What a reader found; a field that is missing or null is not known. */
export type PartialMetadata = { readonly [K in keyof Metadata]?: Metadata[K] | undefined };

const line = z
  .string('must be text')
  .transform((value) => value.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim() || null);

/** One line of text, without control characters and halves of surrogate pairs; blank counts as unknown. */
export const textField = line.nullish();

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and a day that exists. */
export const publishedField = z
  .string('must be a date as text: YYYY, YYYY-MM or YYYY-MM-DD')
  .refine(isPublicationDate, 'must be a date: YYYY, YYYY-MM or YYYY-MM-DD')
  .nullish();

/** An absolute http or https address: citations turn it into a link. */
export const urlField = z
  .string('must be an http or https address')
  .refine(
    (value) => /^https?:\/\/[^\s/]/i.test(value) && URL.canParse(value),
    'must be an http or https address',
  )
  .nullish();

export const metadataFields = {
  title: textField,
  author: textField,
  publisher: textField,
  published: publishedField,
  url: urlField,
};

/** Whether the text is `YYYY`, `YYYY-MM` or `YYYY-MM-DD` and names a day of the calendar. */
export function isPublicationDate(value: string): boolean {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Field by field the first source that knows it; null where none does. */
export function mergeMetadata(...sources: readonly PartialMetadata[]): Metadata {
  const first = (field: keyof Metadata): string | null => {
    for (const source of sources) {
      const value = source[field];
      if (value !== undefined && value !== null) return value;
    }
    return null;
  };
  return {
    title: first('title'),
    author: first('author'),
    publisher: first('publisher'),
    published: first('published'),
    url: first('url'),
  };
}

/** The faults of a failed parse on one line: `title must be text; published must be a date`. */
export function describeFaults(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim()).join('; ');
}

/** What a wrong entry has besides its wrong fields. */
export function withoutWrongFields(entry: object, error: z.ZodError): Record<string, unknown> {
  const wrong = new Set(
    error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(0, 1).map(String),
    ),
  );
  return Object.fromEntries(Object.entries(entry).filter(([field]) => !wrong.has(field)));
}
