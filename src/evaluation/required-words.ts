import { z } from 'zod';

/** What a quote must contain: one of the alternatives, each of them all of its words. */
export type RequiredWords = readonly (readonly string[])[];

const words = z.array(z.string().min(1, 'must not be empty')).min(1, 'must name at least one word');

/**
 * In a file: `["a", "b"]` (a and b), or `[["a", "b"], ["c"]]` ((a and b) or c). A single list is read as the
 * only alternative.
 */
export const requiredWordsSchema = z.union([words.transform((all) => [all]), z.array(words).min(1)]);

/** Whether the text contains every word of at least one alternative, letter by letter. */
export function containsRequired(text: string, required: RequiredWords): boolean {
  return required.some((all) => all.every((word) => text.includes(word)));
}
