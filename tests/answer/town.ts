import { documentOf } from '../support/index-of.ts';

/** A small town's documents: enough to answer, to differ and to say nothing. */
export const town = [
  documentOf(
    'harbour.txt',
    `The harbour

The harbour of Velden opened in 1871 and was widened twice. Its lighthouse is 32 metres tall and is run by volunteers.

The harbour master, Ines Barro, has kept a log of every ship since 2004. She says that the old crane was sold to a museum.`,
    {
      title: 'The harbour of Velden',
      author: 'Odile Kern',
      published: '2021-04-02',
      url: 'https://example.org/h',
    },
  ),
  documentOf(
    'market.txt',
    `The market is open on Tuesdays and Saturdays from seven in the morning. A stall costs 1,100 crowns a year. Bakers pay half of it, because the town wants fresh bread on the square.`,
    { title: 'The market' },
  ),
  documentOf(
    'gazette.txt',
    `The Velden harbour festival drew 45,000 visitors, the police said. It ended with fireworks over the river.`,
  ),
  documentOf(
    'courier.txt',
    `The Velden harbour festival drew 61,000 visitors, the organisers said. Many of them came by train.`,
  ),
  documentOf(
    'ferry.txt',
    `The ferry to the island leaves every hour. It does not sail in a storm, and dogs travel free of charge.`,
  ),
];

/** Every word of these documents, once. */
export const townWords = [
  ...new Set(town.flatMap(({ text }) => text.match(/[\p{L}\p{N},]*[\p{L}\p{N}]/gu) ?? [])),
];

/** Other documents of the community, so that the question's words are rare and the others are not. */
export const others = Object.fromEntries(
  ['mills', 'bakers', 'ferries', 'gardens', 'lanterns'].map((word) => [
    `other-${word}`,
    `There were many ${word} in the old town, and much was written about them.`,
  ]),
);
