import type { Block, Document, Span } from './types.ts';

/** For each heading of a document the one that it stands under; found once, since every passage asks. */
const known = new WeakMap<readonly Block[], ReadonlyMap<number, Block | undefined>>();

/**
 * The headings that a heading stands under, the outermost first: those above it of a lower depth each ("2.6.0" above
 * "Removed"). A heading whose depth the format does not tell stands under none.
 */
function headingsOver({ blocks }: Pick<Document, 'blocks'>, heading: Span): Span[] {
  const parents = known.get(blocks) ?? parentsOf(blocks);
  known.set(blocks, parents);
  const path: Span[] = [];
  for (let over = parents.get(heading.start); over !== undefined; over = parents.get(over.start)) {
    path.unshift({ start: over.start, end: over.end });
  }
  return path;
}

/** The texts of the headings over a heading, outermost first, without the one that repeats the title. */
export function textsOver(
  document: Pick<Document, 'text' | 'blocks'> & { readonly metadata: { readonly title: string | null } },
  heading: Span,
): string[] {
  const title = plain(document.metadata.title ?? '');
  return headingsOver(document, heading)
    .map(({ start, end }) => plain(document.text.slice(start, end)))
    .filter((text) => text !== title);
}

/** A text on one line. */
export function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** By the offset at which a heading starts. */
function parentsOf(blocks: readonly Block[]): ReadonlyMap<number, Block | undefined> {
  const parents = new Map<number, Block | undefined>();
  const open: Block[] = [];
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    const { depth = 0 } = block;
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= depth) open.pop();
    parents.set(block.start, open.at(-1));
    open.push(block);
  }
  return parents;
}
