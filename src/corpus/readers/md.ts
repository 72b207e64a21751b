import { fromMarkdown } from 'mdast-util-from-markdown';
import { lineBreaks } from '../lines.ts';
import type { BlockKind } from '../types.ts';
import { decodeText } from './decode.ts';
import { readFrontMatter } from './front-matter.ts';
import { type Reader, unreadable } from './reader.ts';
import { type RenderedText, TextBuilder } from './text-builder.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];

/**
 * Markdown (CommonMark). The text is what a reader of the rendered page sees: links and emphasis become their
 * text, images their alternative text, code stays, HTML tags go. Blocks stand apart by an empty line, the items
 * of a list by a line break; numbers of an ordered list are kept because people refer to them.
 */
export const md: Reader = {
  extensions: ['.md'],
  read(file) {
    const decoded = decodeText(file);
    if (!decoded.ok) return unreadable(file.path, decoded.fault, decoded.cause);
    const front = readFrontMatter(decoded.text);
    if (!front.ok) {
      return unreadable(file.path, `has front matter that ${front.fault}; correct it.`, front.cause);
    }
    const linesBefore = lineBreaks(decoded.text, 0, front.bodyStart);
    const body = decoded.text.slice(front.bodyStart);
    const rendered = render(fromMarkdown(body), linesBefore);
    if (rendered.text === '') return unreadable(file.path, 'has no text; add some or remove the file.');
    const { text, blocks, firstHeading } = rendered;
    return {
      documents: [
        { text, blocks, linesFollowText: true, metadata: front.metadata, fallbackTitle: firstHeading },
      ],
      problems: [],
    };
  },
};

interface Rendered extends RenderedText {
  readonly firstHeading: string | undefined;
}

function render(root: Root, linesBefore: number): Rendered {
  const builder = new TextBuilder();
  let firstHeading: string | undefined;

  const line = (node: Node) => (node.position?.start.line ?? 1) + linesBefore;

  /** `kind` is what a paragraph counts as where it stands; `prefix` is the number of an ordered item. */
  const block = (node: Node, kind: BlockKind, prefix = ''): void => {
    switch (node.type) {
      case 'heading': {
        const text = inlineText(node);
        if (node.depth === 1 && text.trim() !== '') firstHeading ??= text.replace(/\s+/g, ' ').trim();
        builder.add('heading', text, line(node));
        break;
      }
      case 'paragraph': {
        const text = inlineText(node);
        const isTable = kind === 'paragraph' && /^[^\n]*\|[^\n]*\n[ \t|:-]*-[ \t|:-]*(?:\n|$)/.test(text);
        builder.add(isTable ? 'table' : kind, prefix + text, line(node));
        break;
      }
      case 'code':
        // The text of a fenced block begins on the line after its fence.
        builder.add('code', node.value, line(node) + (isFenced(node) ? 1 : 0));
        break;
      case 'blockquote':
        for (const child of node.children) block(child, kind === 'paragraph' ? 'quote' : kind);
        break;
      case 'list':
        for (const [index, item] of node.children.entries()) {
          const marker = node.ordered ? `${(node.start ?? 1) + index}. ` : '';
          for (const [position, child] of item.children.entries()) {
            block(child, 'list-item', position === 0 ? marker : '');
          }
        }
        break;
      default:
        // Thematic breaks, HTML and link definitions have no text of their own.
        break;
    }
  };
  for (const node of root.children) block(node, 'paragraph');
  return { ...builder.finish(), firstHeading };
}

/** The visible text of a heading or paragraph; a line break in the source, soft or hard, stays one. */
function inlineText(node: Node): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'break':
      return '\n';
    case 'html':
      return /^<br\b/i.test(node.value) ? ' ' : '';
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    default:
      return 'children' in node ? node.children.map(inlineText).join('') : '';
  }
}

/** An indented block's source begins with its text; a fenced one's has a fence line above it. */
function isFenced(node: Node): boolean {
  if (node.type !== 'code' || node.position === undefined) return false;
  const { start, end } = node.position;
  const valueLines = node.value.split(/\r\n|\n|\r/).length;
  return end.line - start.line + 1 > valueLines;
}
