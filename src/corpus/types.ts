/**
 * What the corpus is made of. All offsets are UTF-16 code units into `Document.text`, `start` inclusive and
 * `end` exclusive, so that `text.slice(start, end)` is always the thing itself.
 */

/** A half-open range of a document's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is known of a document's origin. Nothing is invented: what is unknown is null. */
export interface Metadata {
  readonly title: string | null;
  readonly author: string | null;
  readonly publisher: string | null;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly published: string | null;
  readonly url: string | null;
}

export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'quote' | 'code' | 'table';

/** A stretch of text that no sentence crosses: a paragraph, a heading, one item of a list. */
export interface Block extends Span {
  readonly kind: BlockKind;
  /** Line of the file (from 1) on which the block starts. */
  readonly line: number;
  /** Of a heading, as far as the format tells: 1 for the highest. */
  readonly depth?: number;
  /** Of a row of a table: the row above all others, which names the columns; absent there and where it is blank. */
  readonly columns?: Span;
}

/** One source, as a reader returns it and as quotes refer to it. */
export interface Document {
  /** The `id` of a `.jsonl` line, else the file's path relative to the corpus folder, with `/`. */
  readonly id: string;
  /** Path of the file relative to the corpus folder, with `/`. */
  readonly file: string;
  readonly text: string;
  /** SHA-256 of `text` in UTF-8, lower-case hex. */
  readonly sha256: string;
  readonly metadata: Metadata;
  /** In order, without overlap; together they hold every character of the text that is not white space. */
  readonly blocks: readonly Block[];
  /** Whether a line break in the text is a line break in the file (it is not in a `.jsonl` field). */
  readonly linesFollowText: boolean;
}

/** `furniture`: share, donate and navigation lines and the like, which are never retrieved or quoted. */
export type SentenceKind = 'prose' | 'heading' | 'furniture';

export interface Sentence extends Span {
  readonly kind: SentenceKind;
}

/** Consecutive sentences of one section: the unit of retrieval. */
export interface Passage extends Span {
  /** Indices into the document's sentences, `firstSentence` inclusive and `endSentence` exclusive. */
  readonly firstSentence: number;
  readonly endSentence: number;
  /** The nearest heading above or at the start of the passage, if there is one. */
  readonly heading: Span | null;
}

/** A file (or a line of one) that could not be read: one sentence that names it and the next step. */
export interface CorpusProblem {
  readonly file: string;
  readonly message: string;
  readonly cause?: unknown;
}

export interface Corpus {
  /** Ordered by id (code unit order), ids unique. */
  readonly documents: readonly Document[];
  readonly problems: readonly CorpusProblem[];
  /** Files whose format no reader knows, relative to the corpus folder, in path order. */
  readonly ignored: readonly string[];
}
