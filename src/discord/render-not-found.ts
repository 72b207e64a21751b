import type { Answer } from '../answer/types.ts';
import type { Index, IndexedDocument } from '../index/types.ts';
import { escapedName, sourceLine } from './citation.ts';
import type { Payload } from './payload.ts';
import { header } from './render-answer.ts';
import { escapeText } from './text.ts';

const RELATED = 3;

/**
 * What people see when nothing answers their question: what was searched and the nearest documents, which are
 * said not to be an answer.
 *
 * @param answer one that was asked for with a ranking
 * @param source the document that the question was restricted to
 */
export function renderNotFound(
  answer: Answer,
  index: Pick<Index, 'documents'>,
  source: IndexedDocument | null,
): Payload {
  const searched =
    source === null
      ? `I searched ${countOf(index.documents.size, 'document')} and found no passage that answers this.`
      : `I searched only ${escapedName(source)} and found no passage in it that answers this.`;
  const related = (answer.ranking ?? [])
    .map(({ document }) => index.documents.get(document))
    .filter((document): document is IndexedDocument => document !== undefined && document !== source)
    .slice(0, RELATED)
    .map((document) => `- ${describe(document)}`);
  const lines = related.length === 0 ? [] : ['', 'Related, not an answer:', ...related];
  return {
    content: header(answer.question),
    embeds: [{ description: [searched, ...lines].join('\n') }],
  };
}

/** `1 document`, `2 documents`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

function describe(document: IndexedDocument): string {
  return `${escapedName(document)} (${escapeText(sourceLine(document.metadata, null))})`;
}
