import { columnsAt } from '../corpus/columns.ts';
import { textsOver } from '../corpus/heading-path.ts';
import { termsOf } from '../index/terms.ts';
import type { IndexedPassage } from '../index/types.ts';
import { PassageMemory } from './passage-memory.ts';

/** The terms of a passage, as sets, ready to be compared with a question's. */
export interface PassageTerms {
  /** Of each sentence of the passage, in order. */
  readonly sentences: readonly ReadonlySet<string>[];
  /** Of all its sentences together. */
  readonly text: ReadonlySet<string>;
  /** Of the title, the headings above it and the names of columns. */
  readonly context: ReadonlySet<string>;
}

/** Some 10 kB each. */
const known = new PassageMemory<PassageTerms>(2_000);

/** The terms of a passage. Taking them from the text costs a tenth of a millisecond, so they are remembered. */
export function termsOfPassage(indexed: IndexedPassage): PassageTerms {
  const remembered = known.get(indexed);
  if (remembered !== undefined) return remembered;
  const terms = readTerms(indexed);
  known.set(indexed, terms);
  return terms;
}

function readTerms({ document, passage }: IndexedPassage): PassageTerms {
  const { heading } = passage;
  const over = heading === null ? [] : textsOver(document, heading);
  const above = [heading, columnsAt(document, passage.start)].map((span) =>
    span === null ? '' : document.text.slice(span.start, span.end),
  );
  const sentences = document.sentences
    .slice(passage.firstSentence, passage.endSentence)
    .map(({ start, end }) => new Set(termsOf(document.text.slice(start, end))));
  return {
    sentences,
    text: new Set(sentences.flatMap((terms) => [...terms])),
    context: new Set(termsOf([document.metadata.title ?? '', ...over, ...above].join('\n'))),
  };
}
