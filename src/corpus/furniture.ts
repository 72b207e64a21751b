import { isNotice, lineOfFurniture, type PageBlock, sentenceOfFurniture } from './furniture-rules.ts';
import type { SentenceDraft } from './sentences.ts';
import type { Document } from './types.ts';

/**
 * Which sentences are page furniture: what a web page says about itself (share, subscribe, donate, navigation,
 * credits, legal notices) and not about its subject. Such sentences are never retrieved or quoted, so a rule
 * fires only on a combination of signs: what the sentence asks for, the words of the web, whether it stands
 * alone, and where in the document it is. `Donate 5 dollars to enter the raffle` has one sign and stays.
 *
 * Captions: one that names itself as a photo, or that is a label ending in its credit, describes an image that
 * the reader of a quote does not see, and goes. A caption that is a full sentence stays; only its credit goes.
 *
 * Returns one flag for each sentence. `sentences` are in order, each with the block it is in.
 */
export function furnitureOf(document: Document, sentences: readonly SentenceDraft[]): boolean[] {
  const flags: boolean[] = [];
  let afterFurniture = false;
  for (const block of pageBlocks(document, sentences)) {
    const own = flagsOf(block, afterFurniture);
    for (const flag of own) flags.push(flag);
    afterFurniture = own.every(Boolean);
  }
  return flags;
}

/** Legal notices run to some 1,200 characters; nothing longer is looked at. */
const LONGEST = 2_000;
/** Blocks from either end of a document that count as its edge; at least a fifth of all. */
const EDGE_BLOCKS = 4;

function pageBlocks(document: Document, sentences: readonly SentenceDraft[]): PageBlock[] {
  const { blocks, text } = document;
  const groups = new Map<number, string[]>();
  for (const { block, start, end } of sentences) {
    const words = plainWords(text.slice(start, Math.min(end, start + LONGEST)));
    const group = groups.get(block);
    if (group === undefined) groups.set(block, [words]);
    else group.push(words);
  }
  const edge = Math.max(EDGE_BLOCKS, Math.ceil(blocks.length / 5));
  return [...groups].map(([index, list]) => {
    const block = blocks[index];
    const raw =
      block === undefined ? '' : text.slice(block.start, Math.min(block.end, block.start + LONGEST));
    return {
      kind: block?.kind ?? 'paragraph',
      raw,
      words: plainWords(raw),
      sentences: list,
      atEdge: index < edge || index >= blocks.length - edge,
    };
  });
}

/** Without Markdown's links and emphasis, white space as single spaces. */
function plainWords(text: string): string {
  return text
    .replace(/\[([^[\]]{0,300})\]\([^()\s]{0,300}\)/g, '$1')
    .replace(/[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function flagsOf(block: PageBlock, afterFurniture: boolean): boolean[] {
  const all = (flag: boolean) => block.sentences.map(() => flag);
  if (block.kind === 'code' || block.kind === 'table') return all(false);
  if (lineOfFurniture(block, afterFurniture) || isNotice(block)) return all(true);
  let flags = block.sentences.map((sentence) => sentenceOfFurniture(sentence, block.atEdge));
  // A call beside other calls needs one sign less.
  if (flags.some(Boolean)) flags = block.sentences.map((sentence) => sentenceOfFurniture(sentence, true));
  // An appeal: below a line of furniture, and leading up to its own call at the end.
  if (afterFurniture && block.atEdge && flags.at(-1) === true && flags.length <= 3) return all(true);
  // Marks without a word (a lone asterisk, emoji above a link) are furniture only where nothing else stands.
  const nothingElse = flags.every(
    (flag, index) => flag || !/[\p{L}\p{N}]/u.test(block.sentences[index] ?? ''),
  );
  return nothingElse ? all(true) : flags;
}
