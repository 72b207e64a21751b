import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../src/corpus/sentences.ts';
import { plainDocument, textsOfKind } from './documents.ts';

const prose = 'The club was founded in 1951 by six people who liked to climb, and it has grown ever since.';

/** The furniture of a short page on which the line stands alone below prose. */
function furnitureBelow(line: string): string[] {
  const document = plainDocument(`${prose}\n\n${line}`);
  return textsOfKind(document, splitSentences(document), 'furniture');
}

describe('page furniture', () => {
  it.each([
    'Skip to main content',
    'View Featured Image',
    'Back to top ↑',
    'Read more »',
    'Leave a comment',
    'Related articles',
    'Share this article',
    'Share on Facebook',
    'Follow us on Instagram and YouTube!',
    'Subscribe to our newsletter.',
    'Sign up for our daily email digest so you never miss a story.',
    'Please like us on Facebook and share this post.',
    'Donate via PayPal to support our journalism.',
    'If you enjoyed this article, support us on Patreon.',
    'To get the weekly newsletter, click here.',
    'Feel free to republish our articles.',
    'Click the share button above.',
    'We use cookies to improve your experience.',
    'Accept all cookies',
    'Copyright © 2023 Example News. All rights reserved.',
    '© 2024 Example News',
    'The original source of this article is Example News',
    'Photo credit: Ann Example / Reuters',
    'Cover image: Ann Example',
    'Photo by Ann Example',
    'Crowds in the capital (Source: Ann Example)',
    '[Become a Member of Example News](#)',
    'Tags: [Peru](#), [Military](/military)',
    'Articles by: [Ann Example](#)',
    'See [this](#).',
    '(See also [here](https://example.com/x))',
    'https://t.co/FrB7ATuhkG',
    '— Ben Norton (@BenjaminNorton) May 27, 2023',
    '* * *',
  ])('recognises %j', (line) => {
    expect(furnitureBelow(line).join(' ')).toBe(line);
  });

  it.each([
    'The protesters share demands with the unions of the south.',
    'Donate 5 dollars to enter the raffle.',
    'Donate blood at the town hall on Friday.',
    'Follow us to the meeting point at the fountain.',
    'Follow the marked path to the summit.',
    'Subscribe to the rules by signing them.',
    'Sign up at the front desk before you climb.',
    'Sign up for our newsletter at the desk on Mondays at 18:00.',
    'Join us every Tuesday on YouTube at 8 pm.',
    'Click the Share button at the top to create a link.',
    'Click the green button below the form to save it.',
    'Print this page and hand it in at the desk.',
    'Become a member by paying 20 euros a year.',
    'Support the weaker climber with a rope.',
    'Facebook and Twitter suspended the accounts of the party.',
    'The newsletter appears four times a year.',
    'Independent media outlets are being suppressed by large corporations.',
    'Copyright lasts 70 years after the death of the author.',
    'Copyright law of 1976 introduced the doctrine.',
    'This article explains fair use: quoting copyrighted material without permission from the copyright owner.',
    'Disclaimer: climbing is dangerous and you do it at your own risk.',
    'The photo shows the minister in Washington.',
    'Photo: passport size, taken this year.',
    'Membership fee: 20 euros (source: statutes)',
    'Region: EU West',
    'Theme: Law and Justice',
    'For press enquiries: press@example.org',
    'https://docs.example.org/rules',
    'See the rules of the house.',
    'The U.S. Navy published the photograph.',
    'Cookies are sold at the bar.',
    'The committee will share this with the members.',
  ])('leaves %j alone', (line) => {
    expect(furnitureBelow(line)).toEqual([]);
  });

  it('leaves a heading that is also a menu entry where it heads a section', () => {
    const document = plainDocument(`${prose}\n\nPrivacy Policy\n\n${prose}`);
    expect(textsOfKind(document, splitSentences(document), 'heading')).toEqual(['Privacy Policy']);
  });

  it('takes a call between other calls, and the appeal that leads up to one', () => {
    const appeal = 'Free media are under attack.';
    const document = plainDocument(
      `${prose}\n\nSign Up To Our Digest\n\n${appeal} Sign up for our email digest before it is too late.`,
    );
    expect(textsOfKind(document, splitSentences(document), 'furniture')).toContain(appeal);
  });

  it('takes only the credit of a caption that is a sentence', () => {
    const caption = 'The ship conducts an exercise in the Pacific.';
    expect(furnitureBelow(`${caption} Photograph Source: U.S. Navy – Public Domain`)).toEqual([
      'Photograph Source: U.S. Navy – Public Domain',
    ]);
  });

  it('takes emoji without a word only where nothing else stands beside them', () => {
    expect(furnitureBelow('😱😱 pic.twitter.com/zRVII1So8Y')).toEqual(['😱😱', 'pic.twitter.com/zRVII1So8Y']);
    expect(furnitureBelow('😱😱')).toEqual(['😱😱']);
    expect(furnitureBelow('They won. 😱😱')).toEqual([]);
  });

  it('recognises a legal notice below the text and not in the middle of it', () => {
    const notice =
      'www.example.com contains copyrighted material. We make it available to our readers as fair use and without profit.';
    expect(furnitureBelow(notice).join(' ')).toBe(notice);
    const middle = plainDocument([...Array(12).fill(prose), notice, ...Array(12).fill(prose)].join('\n\n'));
    expect(textsOfKind(middle, splitSentences(middle), 'furniture')).toEqual([]);
  });

  it('never takes code or tables', () => {
    const document = plainDocument('Share this article');
    const block = { kind: 'code' as const, start: 0, end: document.text.length, line: 1 };
    expect(splitSentences({ ...document, blocks: [block] })).toEqual([{ start: 0, end: 18, kind: 'prose' }]);
  });
});
