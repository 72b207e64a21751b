import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionTerms, termsOf } from '../../src/index/terms.ts';

describe('a passage and a question that say the same in other letters meet', () => {
  test.each([
    ['Perú', 'Peru'],
    ['Hugo CHÁVEZ', 'hugo chavez'],
    ['the U.S. Army', 'the US Army'],
    ['U.S.A.', 'usa'],
    ['1,100 troops', '1100 troop'],
    ['v2.4.0 or V1.9', '2.4.0 or 1.9'],
    ['a V8 and a v2', 'a v8 and a v2'],
    ['1,234,567.5', '1234567.5'],
    ['the protesters’ demands', "the protester's demand"],
    ['don’t', "don't"],
    ['the congresswomen', 'the congresswoman'],
    ['ﬁnance', 'finance'],
    ['Ｐeru', 'peru'],
    ['counter-insurgency', 'counter‑insurgency'],
    ['İstanbul', 'istanbul'],
    ['Cafe\u0301', 'Café'],
    ['a Peruvian Congress', "a Peru's congress"],
    ['American soldiers', 'US soldiers'],
    ['the United States of America', 'the USA'],
    ['the United\nStates', 'the U.S.'],
    ['C++17', 'C++ 17'],
    ['South Korean', 'south korea'],
    ['the Dutch and the British', 'the Netherlands and the United Kingdom'],
    ['Latin American', 'Latin America'],
    ['members²', 'members ²'],
    ['2½ hours', '2 ½ hours'],
    ['Notepad++', 'notepad++'],
    ['CONTACT US', 'contact us'],
    ['U.S.S.R.', 'USSR'],
    ['pro\u00adtests', 'protests'],
  ])('%s and %s', (one, other) => {
    expect(termsOf(one)).toEqual(termsOf(other));
  });

  test('a hyphenated word is found closed up and by each part', () => {
    expect(termsOf('peace-keeping')).toEqual([...termsOf('peacekeeping'), ...termsOf('peace keeping')]);
  });

  test('numbers keep their decimals, units and ordinals', () => {
    expect(termsOf('3.5 5G 2nd 4x4 F-16 2023-05-26')).toEqual([
      '3.5',
      '5g',
      '2nd',
      '4x4',
      'f16',
      'f',
      '16',
      '20230526',
      '2023',
      '05',
      '26',
    ]);
  });

  test.each([
    ['Latin America', 'latin US'],
    ['to polish', 'to Poland'],
    ['the us', 'the US'],
    ['U.S.S. Enterprise', 'U.S. Enterprise'],
    ['Tom Holland', 'Tom Netherlands'],
    ['C++', 'C'],
    ['C#', 'C'],
    ['C#', 'C++'],
    ['10²', '102'],
  ])('%s and %s stay apart', (one, other) => {
    expect(termsOf(one)).not.toEqual(termsOf(other));
  });

  test('signs behind a word are no part of it', () => {
    expect(termsOf('issue #5, #rules, i++; see C#.')).toEqual(termsOf('issue 5, rules, i++, see C#'));
    expect(termsOf('issue#5 rules#')).toEqual(termsOf('issue 5 rules'));
  });

  test('what is neither a letter nor a digit leaves no term', () => {
    expect(termsOf(' … — “!?” 🙂 $ % _ \u0000')).toEqual([]);
  });
});

describe('a question is reduced to the words that say what it is about', () => {
  test.each([
    ['let us use the hall', 'let US troops in'],
    ['does it cost us extra', 'does US aid cost extra'],
    ['charge us per year', 'charge us troops'],
  ])('"us" is a country only where it is no pronoun: %s, %s', (pronoun, country) => {
    expect(questionTerms(pronoun)).not.toContain('usa');
    expect(questionTerms(country)).toContain('usa');
  });

  test('question words, articles and auxiliaries are left out', () => {
    expect(questionTerms('Who was the president of the country?')).toEqual(termsOf('president country'));
  });

  test('nothing is left out of a question that has nothing else', () => {
    expect(questionTerms('Who is it?')).toEqual(termsOf('who is it'));
    expect(questionTerms('to be or not to be')).toEqual(termsOf('to be or not'));
  });

  test('a stop word in capitals is a name, unless the whole question is in capitals', () => {
    expect(questionTerms('What did the WHO say?')).toEqual(termsOf('who say'));
    expect(questionTerms('WHAT DID THE MINISTER SAY?')).toEqual(termsOf('minister say'));
  });

  test.each([
    ['how many us troops', 'USA troops'],
    ['who sent soldiers from the us', 'sent soldiers USA'],
    ['who can help us', 'help us'],
    ['what did they tell us about the harbour', 'tell us harbour'],
  ])('"us" is the country where it is no pronoun: %s', (question, terms) => {
    expect(questionTerms(question)).toEqual(termsOf(terms));
  });

  test('a term counts once however often it is repeated', () => {
    expect(questionTerms('troops, troops and more troops')).toEqual(termsOf('troops'));
  });
});

describe('for any text', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.lorem());

  test('terms are not empty, hold no white space and do not depend on the case of ASCII letters', () => {
    fc.assert(
      fc.property(text, (value) => {
        // Of this word the capitals tell the country from the pronoun.
        fc.pre(!/\bus\b/i.test(value));
        for (const term of termsOf(value)) expect(term).toMatch(/^\S+$/u);
        const upper = value.replace(/[a-z]/g, (letter) => letter.toUpperCase());
        expect(termsOf(upper)).toEqual(termsOf(value));
      }),
    );
  });

  test('a question keeps a term whenever the text has one, and adds none', () => {
    fc.assert(
      fc.property(text, (value) => {
        const all = new Set(termsOf(value));
        const kept = questionTerms(value);
        expect(kept.length > 0).toBe(all.size > 0);
        expect(kept.filter((term) => !all.has(term))).toEqual([]);
      }),
    );
  });

  test('a word in other letters at its end changes nothing of the words before it', () => {
    const piece = fc.constantFrom(
      ' ',
      "'",
      '.',
      '-',
      '\u2010',
      ',',
      'a',
      'U.S',
      'don’t',
      '1,100.5',
      '2nd',
      'É',
      '“',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.lorem(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (value) => {
          expect(termsOf(`${value} жук`)).toEqual([...termsOf(value), ...termsOf('жук')]);
        },
      ),
    );
  });

  test('a line of 200,000 characters without a space is read in one pass', () => {
    // A pattern that went back over its input would take hours here, far beyond the test's own limit.
    for (const unit of ['a', '1', "a'", 'a-', '1,', 'a.', '1a']) {
      expect(termsOf(unit.repeat(200_000 / unit.length)).length).toBeGreaterThan(0);
    }
  });
});
