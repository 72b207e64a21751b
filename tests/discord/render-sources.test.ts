import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCustomIds } from '../../src/discord/custom-id.ts';
import { renderSource, renderSources } from '../../src/discord/render-sources.ts';
import type { Index, IndexedDocument } from '../../src/index/types.ts';
import { answerCase, documentOf } from './arbitrary.ts';
import { expectHarmless, expectWithinLimits, textsOf } from './within-limits.ts';

const customIds = createCustomIds('token');

function indexOf(documents: ReadonlyMap<string, IndexedDocument>): Index {
  const passages = [...documents.values()].map((document) => ({ document }));
  return { documents, passages } as unknown as Index;
}

describe('the list of sources', () => {
  test('and every card keep the limits of Discord and ping nobody, whatever the documents say of themselves', () => {
    const corpus = fc.array(answerCase(), { minLength: 1, maxLength: 6 }).map((cases) => {
      const all = cases.flatMap(({ documents }, at) =>
        [...documents.values()].map((document) => ({ ...document, id: `${at}${document.id}` })),
      );
      return new Map(all.map((document) => [document.id, document]));
    });
    fc.assert(
      fc.property(corpus, fc.integer({ min: -1, max: 4 }), (documents, page) => {
        const index = indexOf(documents);
        const cards = [...documents.values()].map((document) => renderSource(document, index));
        for (const payload of [renderSources(index, page, customIds), ...cards]) {
          expectWithinLimits(payload);
          for (const text of textsOf(payload)) expectHarmless(text);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('links each document to its page, as long as all the links fit', () => {
    const list = (url: string, title: string) => {
      const documents = Array.from({ length: 10 }, (_, at) =>
        documentOf(`${at}`, ['x'], { title, url, author: title }),
      );
      const index = indexOf(new Map(documents.map((document) => [document.id, document])));
      return renderSources(index, 0, customIds).embeds?.[0]?.description ?? '';
    };
    const page = 'https://example.com/page';
    expect(list(page, 'Hours').split('\n')[0]).toBe(`1\\. **[Hours](${page})**`);
    const crowded = list(`${page}/${'x'.repeat(160)}`, '*'.repeat(80));
    expect(crowded.includes(']('), 'a link').toBe(false);
    expect(crowded).toContain(`10\\. **${'\\*'.repeat(80)}**`);
  });
});
