import type { Block, BlockKind, Span } from '../types.ts';

export interface RenderedText {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Puts a document's text together block by block and keeps where each block came from. */
export class TextBuilder {
  readonly #pieces: string[] = [];
  readonly #blocks: Block[] = [];
  #length = 0;

  /**
   * Adds one block unless it is blank. `line` is the line of the file (from 1) on which `text` begins. A block that
   * goes on from the one before, as items of a list always do, stands apart from it by a line break only.
   *
   * @param columns the row that names the columns of a table's other rows.
   * @param depth of a heading, 1 for the highest.
   * @returns where it stands, null when it is blank.
   */
  add(
    kind: BlockKind,
    text: string,
    line: number,
    {
      goesOn = false,
      columns = null,
      depth,
    }: { goesOn?: boolean; columns?: Span | null; depth?: number } = {},
  ): Span | null {
    const content = text.trim();
    if (content === '') return null;
    const leading = text.slice(0, text.length - text.trimStart().length);
    const previous = this.#blocks.at(-1);
    if (previous !== undefined) {
      const tight = goesOn || (previous.kind === 'list-item' && kind === 'list-item');
      this.#append(tight ? '\n' : '\n\n');
    }
    const start = this.#length;
    this.#append(content);
    const end = this.#length;
    const more = { ...(columns !== null && { columns }), ...(depth !== undefined && { depth }) };
    this.#blocks.push({ kind, start, end, line: line + leading.split('\n').length - 1, ...more });
    return { start, end };
  }

  finish(): RenderedText {
    return { text: this.#pieces.join(''), blocks: this.#blocks };
  }

  #append(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }
}
