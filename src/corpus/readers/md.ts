import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { lineBreaks } from '../lines.ts';
import type { BlockKind, CorpusProblem, Span } from '../types.ts';
import { decodeText } from './decode.ts';
import { type Fault, readFrontMatter } from './front-matter.ts';
import { htmlPieces } from './html-pieces.ts';
import { type Reader, unreadable } from './reader.ts';
import { type RenderedText, TextBuilder } from './text-builder.ts';
import { rowText, VisibleText } from './visible-text.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];
type Table = Extract<Node, { type: 'table' }>;

/** The parser takes some 100 bytes of memory a byte, and four seconds a megabyte. */
const MAX_BYTES = 5 * 1024 * 1024;

/**
 * Markdown (CommonMark with GitHub's tables, footnotes and task lists). The text is what a reader of the rendered
 * page sees: links and emphasis become their text, images their alternative text, code stays, HTML becomes its
 * text. Blocks stand apart by an empty line, the items of a list and the rows of a table by a line break; numbers
 * of an ordered list are kept because people refer to them, and so are the tildes of struck out text, because
 * without them it says the contrary. Raised text and figures below a figure are set off, or they would be part of it.
 */
export const md: Reader = {
  extensions: ['.md'],
  maxBytes: MAX_BYTES,
  read(file) {
    const decoded = decodeText(file);
    if (!decoded.ok) return unreadable(file.path, decoded.fault, decoded.cause);
    const front = readFrontMatter(decoded.text);
    if (!front.ok) {
      return unreadable(file.path, `has front matter that ${front.fault}; correct it.`, front.cause);
    }
    const linesBefore = lineBreaks(decoded.text, 0, front.bodyStart);
    const body = decoded.text.slice(front.bodyStart);
    const rendered = render(parse(body), linesBefore);
    if (rendered.text === '') return unreadable(file.path, 'has no text; add some or remove the file.');
    const { text, blocks, firstHeading } = rendered;
    return {
      documents: [
        { text, blocks, linesFollowText: true, metadata: front.metadata, fallbackTitle: firstHeading },
      ],
      problems: front.wrong === undefined ? [] : [wrongFields(file.path, front.wrong)],
    };
  },
};

function wrongFields(file: string, { fault, cause }: Fault): CorpusProblem {
  const message = `${file} has front matter that ${fault}; correct it. Until then what is wrong there is not known.`;
  return { file, message, cause };
}

function parse(body: string): Root {
  return fromMarkdown(body, {
    // One tilde is about as often `~5 km` as a stroke.
    extensions: [gfm({ singleTilde: false })],
    mdastExtensions: [gfmFromMarkdown()],
  });
}

interface Rendered extends RenderedText {
  readonly firstHeading: string | undefined;
}

function render(root: Root, linesBefore: number): Rendered {
  const builder = new TextBuilder();
  let firstHeading: string | undefined;

  const line = (node: Node) => (node.position?.start.line ?? 1) + linesBefore;

  const table = ({ children }: Table): void => {
    let columns: Span | null = null;
    let goesOn = false;
    for (const [index, row] of children.entries()) {
      const text = rowText(row.children.map(inlineText));
      const added = builder.add('table', text, line(row), { goesOn, columns });
      if (index === 0) columns = added;
      goesOn ||= added !== null;
    }
  };

  /** `kind` is what a paragraph counts as where it stands; `prefix` is the number of an ordered item. */
  const block = (node: Node, kind: BlockKind, prefix = ''): void => {
    switch (node.type) {
      case 'heading': {
        const text = inlineText(node);
        if (node.depth === 1 && text.trim() !== '') firstHeading ??= text.replace(/\s+/g, ' ').trim();
        // Within a quotation or an item it heads that alone, not what follows.
        if (kind === 'paragraph') builder.add('heading', text, line(node), { depth: node.depth });
        else builder.add(kind, text, line(node));
        break;
      }
      case 'paragraph':
        builder.add(kind, prefix + inlineText(node), line(node));
        break;
      case 'code':
        // The text of a fenced block begins on the line after its fence.
        builder.add('code', node.value, line(node) + (isFenced(node) ? 1 : 0));
        break;
      case 'blockquote':
        for (const child of node.children) block(child, kind === 'paragraph' ? 'quote' : kind);
        break;
      case 'list':
        for (const [index, item] of node.children.entries()) {
          const number = node.ordered ? `${(node.start ?? 1) + index}. ` : '';
          const box = typeof item.checked === 'boolean' ? (item.checked ? '[x] ' : '[ ] ') : '';
          for (const [position, child] of item.children.entries()) {
            block(child, 'list-item', position === 0 ? number + box : '');
          }
        }
        break;
      case 'table':
        table(node);
        break;
      case 'footnoteDefinition':
        for (const [index, child] of node.children.entries()) {
          block(child, kind, index === 0 ? `[${node.label ?? node.identifier}] ` : '');
        }
        break;
      case 'html':
        for (const piece of htmlPieces(node.value)) {
          if (piece.title) firstHeading ??= piece.text.replace(/\s+/g, ' ').trim();
          builder.add(piece.kind === 'paragraph' ? kind : piece.kind, piece.text, line(node) + piece.line);
        }
        break;
      default:
        // Thematic breaks and link definitions have no text of their own.
        break;
    }
  };
  for (const node of root.children) block(node, 'paragraph');
  return { ...builder.finish(), firstHeading };
}

/** The visible text of a heading or paragraph; a line break in the source, soft or hard, stays one. */
function inlineText(node: Node): string {
  const text = new VisibleText();
  addInline(node, text);
  return text.take();
}

function addInline(node: Node, text: VisibleText): void {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      text.add(node.value);
      break;
    case 'break':
      text.add('\n');
      break;
    case 'html': {
      const [, slash, name = ''] = /^<(\/?)([a-z][\w-]*)/i.exec(node.value) ?? [];
      if (name.toLowerCase() === 'br') text.add(' ');
      else text.tag(name.toLowerCase(), slash === '/');
      break;
    }
    case 'footnoteReference':
      text.add(`[${node.label ?? node.identifier}]`);
      break;
    case 'delete':
      text.tag('del', false);
      for (const child of node.children) addInline(child, text);
      text.tag('del', true);
      break;
    case 'image':
    case 'imageReference':
      text.add(node.alt ?? '');
      break;
    default:
      if ('children' in node) for (const child of node.children) addInline(child, text);
  }
}

/** An indented block's source begins with its text; a fenced one's has a fence line above it. */
function isFenced(node: Node): boolean {
  if (node.type !== 'code' || node.position === undefined) return false;
  const { start, end } = node.position;
  const valueLines = node.value.split(/\r\n|\n|\r/).length;
  return end.line - start.line + 1 > valueLines;
}
