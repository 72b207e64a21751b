import { blockAt } from '../corpus/lines.ts';
import type { IndexedDocument } from '../index/types.ts';

const ENDS_IN_COLON = /[:：]\s*$/u;

/** Whether a sentence begins an item of a list. */
export function beginsItem(
  { blocks, sentences }: Pick<IndexedDocument, 'blocks' | 'sentences'>,
  place: number,
): boolean {
  const start = sentences[place]?.start ?? -1;
  const block = blockAt({ blocks }, start);
  return block?.kind === 'list-item' && block.start === start;
}

/**
 * The sentence that introduces the list which a sentence stands in ("A member may borrow:"), as its place among the
 * document's sentences; null where it is in no list or the list has none.
 */
export function leadInOf(
  { text, blocks, sentences }: Pick<IndexedDocument, 'text' | 'blocks' | 'sentences'>,
  place: number,
): number | null {
  const start = sentences[place]?.start ?? -1;
  let at = blocks.findIndex((block) => block.start <= start && start < block.end);
  if (blocks[at]?.kind !== 'list-item') return null;
  while (blocks[at]?.kind === 'list-item') at--;
  const before = blocks[at];
  if (before === undefined || !ENDS_IN_COLON.test(text.slice(before.start, before.end))) return null;
  const introducing = sentences.findLastIndex((sentence) => sentence.end <= before.end);
  return sentences[introducing]?.kind === 'prose' ? introducing : null;
}
