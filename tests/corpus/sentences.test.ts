import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceSpans, splitSentences } from '../../src/corpus/sentences.ts';
import { anyText, faultOf, growthOf, inkOf, plainDocument, textsOf } from './documents.ts';

/** Each line is one paragraph; `¦` stands where a sentence must end, and it ends nowhere else. */
const paragraphs: Readonly<Record<string, readonly string[]>> = {
  'plain sentences': [
    'It rained.¦ We stayed in.',
    'Who came?¦ Nobody did!¦ So we left.',
    'One sentence without an end',
    'Really?!?¦ This is a story.',
    'Wait!!!¦ Come back.',
    'It failed..¦ This was expected.',
    'Two spaces.¦  They count as one.',
    'A no-break space.¦\u00a0It counts as well.',
  ],
  'countries, states and other initials': [
    'The U.S. Army came.',
    'They left the U.S. in May.',
    'It happened in the U.S.¦ The army left.',
    'He moved to Washington, D.C.¦ Since then he has worked there.',
    'She lives in Washington, DC.¦ She works there.',
    'The D.C. Council voted.',
    'The U.N. Security Council and the E.U. Commission agreed.',
    'U.S. troops arrived in the U.S.S.R. by ship.',
    'Of all forces in the U.S.¦ These deployments are the largest.',
    'The U.S. “Resolute Sentinel” exercise began.',
    'It fell in the U.S. (173,000 troops) and abroad.',
    'It is worth U.S. $5 million.¦ $2 million went to the U.S. 5th Fleet.',
    'Few live in the U.S.¦ 5 of them came.',
    'the arrival of 3,200 [U.S.]soldiers with ships.¦ They left.',
  ],
  'people and their titles': [
    'Gen. Laura Richardson spoke.¦ Lt. Col. Ruiz listened.',
    'Mr. and Mrs. Smith met Dr. No.',
    'Sen. J. William Fulbright wrote to Gov. O’Neil.',
    'W.T. Whitney Jr. is a retired doctor living in Maine.',
    'Martin Luther King Jr.¦ He spoke in 1963.',
    'Daniel P. Erikson met Paul J. Angelo.',
    'J. R. R. Tolkien wrote it.¦ It sold well.',
    'George F. Will wrote the column.',
    'St. Louis is a city.¦ Mt. Everest is a mountain.',
    'Prof. Ángel Díaz and Sra. Ñuñez came.',
    'Ask Dr. Who.',
  ],
  'numbers, dates and times': [
    'It cost 3.5 million.¦ That was too much.',
    'Version 1.2.3 is out.¦ Update now.',
    'See No. 5 for more.',
    'He said no.¦ The vote failed.',
    'See Fig. 3 and pp. 10 to 12.¦ Then go on.',
    'It fell on Jan. 6 and Sept. 11.',
    'It opened in Jan.¦ The rest followed.',
    'It began at 8 p.m.¦ Tickets are free.',
    'It began at 8 p.m. EST and ended at 9 a.m. Tuesday.',
    'It ended in 2022.¦ 5 people came.',
    'The budget exceeds $1.5 trillion.¦ $2 went missing.',
    'He was born c. 1900 and died in 1950.',
    'It covers approx. 40 km. and rises.',
    'Article IV, Sec. 2 applies.¦ Art. 5 does not.',
    'The club (est. 1990) meets weekly.',
    'The limit is max. 5 people, avg. 3 and min. $2 each.',
    'Max. 5 people.¦ Min. 2 copies.',
    'It takes 5 min.¦ 3 people are enough.',
    'It takes a min.¦ I waited at the max.¦ In May it closed.',
    'Meet at Bldg. 7 on Monday, or in Apt. 12, Ste. 3 or Dept. 5.',
    'Take Hwy. 101 north, then Rte. 66 to Mill Rd. 5 on the left.',
    'Go to Apt. B2 on Mill Rd.¦ The door is open.',
  ],
  'opening hours': [
    'The library is open from 9 a.m. – 5 p.m. on weekdays.¦ Bring your card.',
    'The library is open from 9 a.m. - 5 p.m. on weekdays.',
    'The library is open 10 A.M. — 4 P.M. on Sundays.',
    'The pool opens Sat. 10 a.m. and closes Sun. 4 p.m. sharp.',
    'Open Mon. – Fri. 9 a.m. – 5 p.m. and Tues.-Thurs. 9 a.m. to noon.',
    'We are open Sat. & Sun. 10 a.m. to 4 p.m. in the U.S. & Canada.',
    'It closes at 5 p.m.¦ $5 is due then.¦ It opens at 9 a.m.¦ 20 people fit in.',
  ],
  'other abbreviations': [
    'Bring fruit, e.g. Apples, or bread, i.e. Rye.',
    'Apples, pears, etc.¦ The list goes on.',
    'Acme Inc. makes anvils.¦ Apple Inc. does not.',
    'He works for Acme Inc.¦ The firm is old.',
    'Brazil vs. Argentina was a draw.',
    'Smith et al. Found nothing new.',
    'Smith et al.¦ This was in 1999.',
    'Smith et al. 2020 found it, as did Reed et al. [3] before.',
    'She has a Ph.D. from Yale.',
    'He lives on Main St.¦ The house is red.',
  ],
  ellipses: [
    'The Corporations demand it…¦ Why is that?',
    'We waited… and waited.',
    'deepen plunder with blood and fire … unify the right … and prepare.',
    'its leading export sector....¦ In addition, it has wealth.',
    'It went on . . . and on.',
    'It went on . . .¦ Then it stopped.',
    'rare earth elements… but the PRC is first.',
    '“Hundreds protested Wednesday … against the [anticipated] arrival.”',
  ],
  'quotation marks and brackets': [
    '“Peru is governed from Washington.¦ With this, we warn.”¦ He left.',
    'They called it plunder.”¦ He said so.',
    'They called it plunder.”¦He said so.',
    'She asked, “Why?” and left.',
    'He (the old one) left.¦ (She stayed.)¦ They met again.',
    'It is so.[1]¦ It was so.[12][13]¦ It will be.',
    'He said "Stop."¦ "Why?" she asked.',
    '«Oui.»¦ «Non.»',
    'It ended (in May.)¦ June was calm.',
    '*It was late.*¦ **Nobody** came.',
    'in our (emphasis added) neighborhood.”',
    'including “24 helicopters from Moscow” and arms.¦ As Gen. Ruiz said, they “are working.”',
  ],
  'text cut into tokens': [
    'every calendar year .¦ Any predictable change follows .',
    "the index of the `` season '' -- seven seasons .¦ An index follows .",
    "`` We won . ''¦ The crowd cheered .",
    'he said , " Stop . "¦ Then he left .',
    'the Restraining Act ( 1776 . ) .¦ The purpose was clear .',
    'is it a mode ? ) .¦ More follows .',
    'What ? !¦ No .',
  ],
  'lists in one line': [
    '1. Open the door.¦ 2. Go in.¦ 3. Close it.',
    'a. Open it.¦ b. Close it.',
    'It has two parts: 1. the head and 2. the tail.',
    'Rules apply.¦ • Be kind.¦ • Be brief.',
  ],
  'addresses, names and posts': [
    'See https://example.com/a.b?c=d. for more.',
    'See https://example.com.¦ It is up.',
    'Write to a.b@example.com.¦ We answer.',
    'We use Node.js and the .NET runtime.',
    'It runs on iOS.¦ iPhone users are happy.',
    'Open config.json.¦ Edit it.',
    'the coup against Castillo¦https://t.co/FrB7ATuhkG',
    'my report for @news¦ pic.twitter.com/gAR8xwUdwA¦ — Ben Norton (@Ben) May 27, 2023',
    'a long report¦— Ann (@ann)',
    'Great news! 🎉¦ We won. 😱¦ What now?',
    'Yahoo! and Jeopardy! are names.',
  ],
  commands: [
    'Type /home to go home.¦ /sethome sets a home.¦ /spawn takes you to spawn.',
    'Lost?¦ /home takes you home.¦ “/back” takes you back.',
    'Type !help for help.¦ !play plays a song.¦ Stop it with !stop.',
    'type /home to go home.¦ /sethome sets a home.',
    'Commands, e.g. /home, work in chat, etc.¦ /help lists them all.',
    'It is 5 p.m. / 17:00 there, which is the U.S. /r/games calls it late.',
  ],
  'other scripts': [
    '今日は晴れ。¦明日は雨！¦本当？',
    '「はい。」¦彼は言った。',
    '¿Quién vino?¦ ¡Nadie!¦ Ésa es la verdad.',
    'هل جاء؟¦ نعم جاء.',
    'यह सच है।¦ वह झूठ है।',
    'Das ist z.B. Berlin.¦ Es regnet.',
  ],
  'text without capitals': [
    'it rained.¦ we stayed in.¦ why?¦ nobody knows',
    'flow past a plate is studied .¦ the results agree .',
    'see fig. 3 and dr. smith, etc. at 8 p.m. sharp.¦ then go.',
    'at mach numbers of 0. 70 to 2. 87 .¦ results follow .',
    'well... i do not know',
    'the limit is max. 5 people.¦ wait 5 min.¦ 3 may enter.',
  ],
  'no boundary without a stop': [
    'protested the regime change This deal did not become public.',
    'They got training, and communications. to “strengthen actions” in the zones.',
  ],
};

describe('sentence boundaries', () => {
  for (const [topic, lines] of Object.entries(paragraphs)) {
    it.each(lines)(`${topic}: %s`, (line) => {
      const text = line.replaceAll('¦', '');
      const spans = sentenceSpans(text, 0, text.length);
      expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(
        line.split('¦').map((sentence) => sentence.trim()),
      );
    });
  }
});

describe('splitSentences', () => {
  it('holds every character that is not white space, in order and once, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const document = plainDocument(text);
        const sentences = splitSentences(document);
        expect(faultOf(text, sentences)).toBeUndefined();
        expect(inkOf(textsOf(document, sentences).join(''))).toBe(inkOf(text));
      }),
      { numRuns: 400 },
    );
  });

  it('crosses no block, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const document = plainDocument(text);
        for (const sentence of splitSentences(document)) {
          const holds = document.blocks.filter((b) => b.start <= sentence.start && sentence.end <= b.end);
          expect(holds).toHaveLength(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('takes a heading as one sentence, whatever stops it has', () => {
    const document = plainDocument(
      "What's at Stake for the U.S. in Peru? Everything!\n\nThe question is old. It was asked long ago.",
    );
    expect(splitSentences(document).map((sentence) => sentence.kind)).toEqual(['heading', 'prose', 'prose']);
  });

  it('takes code and tables line by line', () => {
    const document = plainDocument('a. B c. D\ne. F');
    const block = { kind: 'code' as const, start: 0, end: document.text.length, line: 1 };
    const sentences = splitSentences({ ...document, blocks: [block] });
    expect(textsOf(document, sentences)).toEqual(['a. B c. D', 'e. F']);
  });

  it.each([
    '.',
    '. ',
    'word ',
    'U.S. ',
    '"',
    '😱 ',
    '! 😱',
    '好。',
    ".'' ",
    'https://t.co/aa ',
    '— (@a) ',
    '[a](b) ',
    'x\n',
    '- x\n',
    'Word\n\n',
    '— a – b\n',
    'a.  ',
  ])('takes time in proportion to the text, also for %j over and over', (seed) => {
    expect(growthOf((text) => splitSentences(plainDocument(text)), seed)).toBeLessThan(32);
  });
});
