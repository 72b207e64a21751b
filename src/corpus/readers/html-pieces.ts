import { fromMarkdown } from 'mdast-util-from-markdown';
import type { BlockKind } from '../types.ts';
import { rowText, VisibleText } from './visible-text.ts';

/** A stretch of an HTML block that stands by itself on the page. */
export interface HtmlPiece {
  readonly kind: BlockKind;
  readonly text: string;
  /** Line breaks of the source before the tag or text that it begins with. */
  readonly line: number;
  /** It is a heading of the first level. */
  readonly title: boolean;
}

/** What nobody sees, up to its end or, where that is missing, to the end of the source. */
const unseen = String.raw`<!--[\s\S]*?(?:-->|$)|<(script|style|template)\b[\s\S]*?(?:<\/\1\s*>|$)|<[!?][^<>]*>`;
/** Stops at the next `<`, so that unclosed tags and quotes cost no more than their length. */
const tag = String.raw`<(\/?)([a-z][\w-]*)((?:"[^"<]*"|'[^'<]*'|[^"'<>])*)>`;
const markup = new RegExp(`${unseen}|${tag}`, 'gi');

/** Tags inside a line of text; every other tag begins a piece. */
const inline = new Set(
  `a abbr b bdi bdo big button cite code data del dfn em font i ins kbd label mark q s samp small span strike strong
  sub sup time tt u var wbr`.split(/\s+/),
);
const cells = new Set(['td', 'th']);

/** The visible text of an HTML block, piece by piece: tags and comments go, character references are resolved. */
export function htmlPieces(html: string): HtmlPiece[] {
  const pieces: HtmlPiece[] = [];
  let kind: BlockKind = 'paragraph';
  let title = false;
  const visible = new VisibleText();
  /** The cells of a row that are over. */
  const ended: string[] = [];
  let isInCell = false;
  let line = 0;
  let counted = 0;
  const finish = (at: number) => {
    const texts = [...ended.splice(0), visible.take()];
    const content = kind === 'table' || isInCell ? rowText(texts).trim() : texts.join('').trim();
    const [space = ''] = /^\s*/.exec(texts.join('')) ?? [];
    if (content !== '') pieces.push({ kind, text: content, line: line + breaks(space), title });
    isInCell = false;
    line += breaks(html.slice(counted, at));
    counted = at;
  };
  let from = 0;
  for (const match of html.matchAll(markup)) {
    visible.add(characters(html.slice(from, match.index)));
    from = match.index + match[0].length;
    const closes = match[2] === '/';
    const name = match[3]?.toLowerCase();
    if (name === undefined) continue;
    if (inline.has(name)) visible.tag(name, closes);
    else if (name === 'br') visible.add('\n');
    else if (name === 'img') visible.add(characters(alternative(match[4] ?? '')));
    else if (cells.has(name)) {
      if (!closes && isInCell) ended.push(visible.take());
      isInCell ||= !closes;
    } else {
      finish(match.index);
      kind = closes ? 'paragraph' : kindOf(name);
      title = !closes && name === 'h1';
    }
  }
  visible.add(characters(html.slice(from)));
  finish(html.length);
  return pieces;
}

function kindOf(name: string): BlockKind {
  if (/^h[1-6]$/.test(name)) return 'heading';
  if (name === 'li') return 'list-item';
  if (name === 'tr') return 'table';
  return name === 'pre' ? 'code' : 'paragraph';
}

function alternative(attributes: string): string {
  return /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes)?.slice(1).find(Boolean) ?? '';
}

/** Character references (`&amp;`, `&#233;`) resolved, as the Markdown parser does it. */
function characters(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,31});/gi, (reference) => {
    const [paragraph] = fromMarkdown(reference).children;
    const [node] = paragraph?.type === 'paragraph' ? paragraph.children : [];
    return node?.type === 'text' ? node.value : reference;
  });
}

function breaks(text: string): number {
  return text.split('\n').length - 1;
}
