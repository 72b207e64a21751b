import { placeOf } from '../answer/source-place.ts';
import type { Excerpt } from '../answer/types.ts';
import { verifyExcerpt } from '../answer/verify.ts';
import { UserError } from '../errors.ts';
import type { Index } from '../index/types.ts';
import type { CustomIds } from './custom-id.ts';
import { documentByKey, documentKey, textKey } from './document-key.ts';

/** The action of the buttons that name the excerpts of an answer; see `placeArguments`. */
export const PLACE_ACTION = 'context';

/** Arguments before the highlight: document, text, start, end, citation. */
const BEFORE_HIGHLIGHT = 5;
const CITATION = 4;

/** Where the answering sentence stands in its excerpt: offset and length, in base 36. */
function highlightArguments(excerpt: Excerpt): string[] {
  const [best] = excerpt.highlights;
  if (best === undefined) return [];
  return [(best.start - excerpt.start).toString(36), (best.end - best.start).toString(36)];
}

/** Everything that finds an excerpt again in the very text that it was quoted from, for a custom id. */
export function placeArguments(excerpt: Excerpt): string[] {
  return [
    documentKey(excerpt.document.id),
    textKey(excerpt.document.sha256),
    excerpt.start.toString(36),
    excerpt.end.toString(36),
    String(excerpt.citation),
    ...highlightArguments(excerpt),
  ];
}

/**
 * The excerpt that a custom id names, proved against the index.
 *
 * @param args as `placeArguments` gives them
 * @param citation its number, where it is not the one that the id carries
 * @throws UserError `source-gone` or `source-changed` when it no longer exists as it was quoted
 */
export function excerptAt(
  index: Pick<Index, 'documents'>,
  args: readonly string[],
  citation: number = Number(args[CITATION] ?? 1),
): Excerpt {
  const [document_ = '', text = '', ...numbers] = args;
  const document = documentByKey(index, document_);
  if (document === undefined) {
    throw new UserError(
      'source-gone',
      'A document that is quoted there is no longer among my sources. Ask the question again to see what they say now.',
    );
  }
  const [start = Number.NaN, end = Number.NaN] = numbers.slice(0, 2).map((part) => Number.parseInt(part, 36));
  const [from, length] = args.slice(BEFORE_HIGHLIGHT).map((part) => Number.parseInt(part, 36));
  const excerpt: Excerpt = {
    citation,
    document: { id: document.id, sha256: document.sha256, ...document.metadata },
    quote: document.text.slice(start, end),
    start,
    end,
    highlights:
      from === undefined || length === undefined ? [] : [{ start: start + from, end: start + from + length }],
    score: 0,
    source: placeOf(document, start, from === undefined ? start : start + from),
  };
  if (textKey(document.sha256) !== text || verifyExcerpt(index, excerpt) !== null) {
    throw new UserError(
      'source-changed',
      'A document that is quoted there has changed since. Ask the question again to see what it says now.',
    );
  }
  return excerpt;
}

/**
 * The excerpts of a message, from the buttons that the bot put under it. Nobody else can have put them there: their
 * ids are authenticated.
 *
 * @param components a message's, as Discord gives them
 * @returns none for a message that is no answer of this bot
 * @throws UserError as `excerptAt`
 */
export function excerptsUnder(
  components: unknown,
  customIds: CustomIds,
  index: Pick<Index, 'documents'>,
): Excerpt[] {
  return customIdsIn(components)
    .map((customId) => customIds.decode(customId))
    .filter((id) => id !== null)
    .filter(({ action }) => action === PLACE_ACTION)
    .map(({ args }, at) => excerptAt(index, args, at + 1));
}

function customIdsIn(components: unknown): string[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((component: unknown) => {
    if (typeof component !== 'object' || component === null) return [];
    const own =
      'custom_id' in component && typeof component.custom_id === 'string' ? [component.custom_id] : [];
    return 'components' in component ? [...own, ...customIdsIn(component.components)] : own;
  });
}
