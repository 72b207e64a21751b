/** Tags whose text is struck out: without a sign for them it says the contrary. */
const striking: ReadonlySet<string> = new Set(['s', 'del', 'strike']);
const TILDES = '~~';

/** Text that would read as another figure or word beside what it is raised above or lowered below. */
const RAISED = /^[\p{L}\p{N}(+−–-]/u;
/** `2<sup>nd</sup>` is written 2nd. */
const ORDINAL = /^(?:st|nd|rd|th)(?!\p{L})/u;
/** The parts of a fraction (`<sup>1</sup>/<sub>2</sub>`) are apart already. */
const TOUCHES = /[^\s\p{Ps}/⁄]$/u;
const ENDS_IN_FIGURE = /\p{N}$/u;

type Level = 'raised' | 'lowered' | 'back';

/**
 * Puts the text that is seen of a line of HTML together, with signs in the place of those tags without which it would
 * say something else: `~~10~~` for struck out text, `10^6` and `10_2` for raised and lowered figures.
 */
export class VisibleText {
  #text = '';
  /** The last characters of the text, looked at without putting the whole of it together. */
  #last = '';
  /** What the tag before said of the text that follows. */
  #level: Level | null = null;
  /** How many tags strike out what follows. */
  #striking = 0;
  /** Whether tildes have been written that are not closed. */
  #struck = false;

  add(text: string): void {
    if (text === '') return;
    const content = text.trimStart();
    const opens = this.#striking > 0 && !this.#struck && content !== '';
    const space = text.slice(0, text.length - content.length);
    this.#text += this.#signBefore(text) + (opens ? space + TILDES + content : text);
    this.#struck ||= opens;
    this.#last = text.slice(-2);
    this.#level = null;
  }

  /** Adds what an opening or closing tag stands for; most stand for nothing. `name` is in lower case. */
  tag(name: string, closes: boolean): void {
    if (name === 'sup' || name === 'sub')
      this.#level = closes ? 'back' : name === 'sup' ? 'raised' : 'lowered';
    if (!striking.has(name)) return;
    this.#striking = Math.max(0, this.#striking + (closes ? -1 : 1));
    if (this.#striking === 0) this.#closeStroke();
  }

  /** The text so far, which begins anew; what is struck out stays so. */
  take(): string {
    this.#closeStroke();
    const text = this.#text;
    this.#text = '';
    this.#last = '';
    this.#level = null;
    return text;
  }

  #closeStroke(): void {
    if (!this.#struck) return;
    this.#text += TILDES;
    this.#last = TILDES;
    this.#struck = false;
  }

  #signBefore(text: string): string {
    const afterFigure = ENDS_IN_FIGURE.test(this.#last);
    switch (this.#level) {
      case 'raised':
        if (!TOUCHES.test(this.#last) || !RAISED.test(text)) return '';
        return afterFigure && ORDINAL.test(text) ? '' : '^';
      case 'lowered':
        // `CO<sub>2</sub>` is written CO2, which is also how people ask for it.
        return afterFigure && RAISED.test(text) ? '_' : '';
      case 'back':
        return afterFigure && /^\p{N}/u.test(text) ? ' ' : '';
      default:
        return '';
    }
  }
}

/**
 * A row of a table as one line: its cells with a bar between them. An empty cell keeps its place, or the next one would
 * stand under its column; a row of nothing else is empty.
 */
export function rowText(cells: readonly string[]): string {
  const texts = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
  return texts.some((text) => text !== '') ? texts.join(' | ') : '';
}
