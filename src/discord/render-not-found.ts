import type { Answer } from '../answer/types.ts';
import type { Index, IndexedDocument } from '../index/types.ts';
import { escapedName, linkedName, sourceLine } from './citation.ts';
import type { Payload } from './payload.ts';
import { header, searchedLines } from './render-answer.ts';
import { escapeText } from './text.ts';

const RELATED = 3;

/**
 * What people see when nothing answers their question: what was searched and the nearest documents, which are
 * said not to be an answer.
 *
 * @param answer one that was asked for with a ranking
 * @param source the document that the question was restricted to
 * @param recorded whether moderators find the question among the open ones now
 */
export function renderNotFound(
  answer: Answer,
  index: Pick<Index, 'documents'>,
  source: IndexedDocument | null,
  recorded = false,
): Payload {
  const all = countOf(index.documents.size, 'document');
  const searched =
    source === null
      ? `I searched ${all} and found no passage that answers this.`
      : `I searched only ${escapedName(source)} and found no passage in it that answers this. Ask without \`source\` to search all ${all}.`;
  const related = (answer.ranking ?? [])
    .map(({ document }) => index.documents.get(document))
    .filter((document): document is IndexedDocument => document !== undefined && document !== source)
    .slice(0, RELATED)
    .map((document) => `- ${describe(document)}`);
  const lines = related.length === 0 ? [] : ['', 'Related, not an answer:', ...related];
  return {
    content: [header(answer.question), ...searchedLines(answer)].join('\n'),
    embeds: [{ description: [searched, ...lines, ...(recorded ? ['', RECORDED] : [])].join('\n') }],
  };
}

/** Whoever asks should know what becomes of the question. */
const RECORDED = '-# The moderators see this question, without your name, and can answer it.';

/** `1 document`, `2 documents`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

function describe(document: IndexedDocument): string {
  return `${linkedName(document)} (${escapeText(sourceLine(document.metadata))})`;
}
