import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../src/corpus/sentences.ts';
import { shippedArticle, textsOf, textsOfKind } from './documents.ts';

describe('the shipped articles', () => {
  // Counted by hand, paragraph by paragraph.
  it.each([
    ['001', 26],
    ['003', 50],
  ])('article %s has %i sentences', async (number, count) => {
    expect(splitSentences(await shippedArticle(number))).toHaveLength(count);
  });

  it.each([
    ['000', ['Peruvian De Facto Minister Of Defense Travels To Washington, DC']],
    ['001', ['Approval of US Troops to Train Peruvian Armed Forces Proves US Behind Coup']],
    ['002', []],
    ['003', ['The Implications of New US Troop Arrivals in Peru']],
    [
      '004',
      [
        'White House Deploys Troops to Bolster Right-wing Coup Regime in Peru',
        "What's at Stake for the U.S. in Peru?",
        'Strengthening the Repressive Neo-Colonial Apparatus',
      ],
    ],
  ])('article %s has the headings that a reader sees', async (number, headings) => {
    const article = await shippedArticle(number);
    expect(textsOfKind(article, splitSentences(article), 'heading')).toEqual(headings);
  });

  it.each([
    ['000', 7, ['Skip to content', 'View Featured Image', 'US Air Force.', 'Sign Up To Our Daily Digest']],
    ['001', 0, []],
    [
      '002',
      9,
      [
        'https://t.co/FrB7ATuhkG',
        '— Ben Norton (@BenjaminNorton) May 27, 2023',
        '😱😱😱😱',
        'pic.twitter.com/zRVII1So8Y',
      ],
    ],
    ['003', 1, ['Photograph Source: U.S. Navy – Public Domain']],
    [
      '004',
      32,
      [
        'Region: [Latin America & Caribbean, USA](#)',
        'Follow us on [Instagram](#) and [Twitter](#) and subscribe to our [Telegram Channel](#).',
        'See [this](#).',
        '*',
        'Peru police repress democratic movement (Source: Abayomi Azikiwe)',
        '[Become a Member of Global Research](#)',
        'For media inquiries: publications@globalresearch.ca',
      ],
    ],
  ])('article %s has its furniture told apart (%i sentences)', async (number, count, lines) => {
    const article = await shippedArticle(number);
    const furniture = textsOfKind(article, splitSentences(article), 'furniture');
    expect(furniture).toHaveLength(count);
    expect(furniture).toEqual(expect.arrayContaining(lines));
  });

  it.each([
    [
      '000',
      'It can now count on a significant stockpile of arms, including “24 Mi-17 military helicopters and two Mi-35 attack helicopters from Moscow” and arms bought during the Fujimori regime.',
    ],
    ['002', "Mexico has refused to recognize Peru's regime since the December coup against Castillo"],
    ['002', 'Coup, CIA, US troops?!?'],
    ['003', 'W.T. Whitney Jr.\u00a0is a retired pediatrician and political journalist living in Maine.'],
    [
      '003',
      'The U.S. Southern Command appointed a Peruvian general as “deputy commanding general-interoperability.”',
    ],
    ['004', 'He is a regular contributor to Global Research.'],
    [
      '004',
      'On a legal basis, the ongoing harassment by the Boluarte regime of opposition figures in\n\nPeru obviously indicates that the U.S. has given authorization for the blatant violations of fundamental civil and human rights in the country.',
    ],
  ])('article %s keeps a sentence whole: %s', async (number, sentence) => {
    const article = await shippedArticle(number);
    expect(textsOfKind(article, splitSentences(article), 'prose')).toContain(sentence);
  });

  it('gives the words of every article back, byte for byte', async () => {
    for (const number of ['000', '001', '002', '003', '004']) {
      const article = await shippedArticle(number);
      const sentences = textsOf(article, splitSentences(article)).join('');
      expect(sentences.replace(/\s+/g, '')).toBe(article.text.replace(/\s+/g, ''));
    }
  });
});
