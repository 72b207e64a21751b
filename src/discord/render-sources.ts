import type { Index, IndexedDocument } from '../index/types.ts';
import { catalogueOf } from './catalogue.ts';
import { escapedName, linkedName, originOf, sourceLine } from './citation.ts';
import type { CustomIds } from './custom-id.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';
import { linkToSentence } from './link.ts';
import { buttonRows, type Payload } from './payload.ts';
import { countOf } from './render-not-found.ts';
import { escapeText, plainText, shorten } from './text.ts';

/** Ten entries of at most 400 characters, without their links, fit in one embed and on one screen. */
const SOURCES_PER_PAGE = 10;
const ORIGIN_LENGTH = 100;
const ID_LENGTH = 300;

/**
 * One page of the list of documents, by title. A page beyond the last is the last.
 *
 * @param page from 0
 */
export function renderSources(index: Index, page: number, customIds: CustomIds): Payload {
  const documents = catalogueOf(index).map(({ document }) => document);
  const pages = Math.max(1, Math.ceil(documents.length / SOURCES_PER_PAGE));
  const at = Math.max(0, Math.min(pages - 1, Number.isInteger(page) ? page : 0));
  const counts = passagesByDocument(index);
  const shown = documents.slice(at * SOURCES_PER_PAGE, (at + 1) * SOURCES_PER_PAGE);
  const list = (nameOf: (document: IndexedDocument) => string) =>
    shown
      .map((document, place) => {
        const passages = countOf(counts.get(document.id) ?? 0, 'passage');
        const origin = escapeText(shorten(originOf(document.metadata).join(' · '), ORIGIN_LENGTH));
        return `${at * SOURCES_PER_PAGE + place + 1}\\. **${nameOf(document)}**\n${origin} · ${passages}`;
      })
      .join('\n');
  const linked = list(linkedName);
  const turn = (label: string, to: number) => ({
    label,
    // The pages before the first and after the last are not there to be turned to.
    customId: customIds.encode('sources', String(to)),
    disabled: to < 0 || to >= pages,
  });
  return {
    embeds: [
      {
        title: `${countOf(documents.length, 'source')}, ${countOf(index.passages.length, 'passage')}`,
        description:
          shown.length === 0
            ? 'No documents yet. Add files to the corpus folder and rebuild.'
            : linked.length <= DESCRIPTION_LENGTH
              ? linked
              : list(escapedName),
        footer: { text: `Page ${at + 1} of ${pages} · /sources name: shows one in full` },
      },
    ],
    components: pages === 1 ? [] : buttonRows([turn('Previous', at - 1), turn('Next', at + 1)]),
  };
}

/** Everything that is known of one document. */
export function renderSource(document: IndexedDocument, index: Index): Payload {
  const url = linkToSentence(document.metadata.url, '');
  const passages = passagesByDocument(index).get(document.id) ?? 0;
  const facts = [
    ...(url === null ? [] : [`Link: ${escapeText(shorten(url, ID_LENGTH))}`]),
    `File: ${escapeText(shorten(plainText(document.file), ID_LENGTH))}`,
    ...(document.id === document.file
      ? []
      : [`Id: ${escapeText(shorten(plainText(document.id), ID_LENGTH))}`]),
    `${countOf(passages, 'passage')}, ${countOf(document.text.length, 'character')}`,
    `SHA-256 of the text: \`${document.sha256}\``,
  ];
  return {
    embeds: [
      {
        title: escapedName(document),
        ...(url === null ? {} : { url }),
        description: facts.join('\n'),
        footer: { text: sourceLine(document.metadata) },
      },
    ],
  };
}

function passagesByDocument(index: Index): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { document } of index.passages) counts.set(document.id, (counts.get(document.id) ?? 0) + 1);
  return counts;
}
