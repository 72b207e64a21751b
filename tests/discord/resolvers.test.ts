import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { contextOf } from '../../src/discord/context-of.ts';
import { documentKey } from '../../src/discord/document-key.ts';
import { placeArguments } from '../../src/discord/excerpt-place.ts';
import { incidentId } from '../../src/discord/failure.ts';
import { documentChoices, findDocument } from '../../src/discord/find-document.ts';
import { questionInMention, questionInMessage } from '../../src/discord/question-in-message.ts';
import { createRateLimits, slowDown } from '../../src/discord/rate-limit.ts';
import { renderContext } from '../../src/discord/render-answer.ts';
import type { Index, IndexedDocument } from '../../src/index/types.ts';
import { anyText, documentOf, evilText, excerptOf } from './arbitrary.ts';

const peru = documentOf('a', ['One.', 'Two.', 'Three.', 'Four.'], {
  title: 'Peru’s troops',
  url: 'https://example.org/peru',
});
const chile = documentOf('b', ['Five.'], { title: 'Chile’s troops' });
const plain = documentOf('notes/c.txt', ['Six.']);
const index = indexOf([peru, chile, plain]);

/** An index of one passage a sentence; nothing is searched here. */
function indexOf(list: readonly IndexedDocument[]): Index {
  const passages = list
    .flatMap((document) => document.sentences.map(({ start, end }, at) => ({ document, start, end, at })))
    .map(({ document, start, end, at }, number) => ({
      number,
      document,
      passage: { start, end, firstSentence: at, endSentence: at + 1, heading: null },
    }));
  return {
    generation: '1',
    fingerprint: 'none',
    documents: new Map(list.map((document) => [document.id, document])),
    passages,
    searchVectors: async () => [],
    searchWords: () => [],
    similarity: () => 0,
  } as unknown as Index;
}

describe('the document that somebody means', () => {
  test.each([
    ['the key of a choice', documentKey('b'), chile],
    ['an id', 'notes/c.txt', plain],
    ['a title in any case', 'PERU’S TROOPS', peru],
    ['a part of one title', 'chile', chile],
  ])('is found by %s', (_, wanted, expected) => {
    expect(findDocument(index, wanted)).toBe(expected);
  });

  test('is not guessed when several or none fit', () => {
    expect(() => findDocument(index, 'troops')).toThrow(/2 of my sources match “troops”/);
    expect(() => findDocument(index, 'Bolivia')).toThrow(/None of my sources is called “Bolivia”/);
    expect(() => findDocument(index, '')).toThrow(/sources match|None of my sources/);
  });

  test('is offered while one types, within Discord’s limits whatever the titles are', () => {
    expect(documentChoices(index, 'TROOPS').map(({ name }) => name)).toEqual([
      'Chile’s troops',
      'Peru’s troops',
    ]);
    expect(documentChoices(index, 'peru')[0]?.value).toBe(documentKey('a'));
    const many = fc.array(evilText(), { maxLength: 40 });
    fc.assert(
      fc.property(many, anyText(), (titles, typed) => {
        const list = titles.map((title, at) => documentOf(`${at}`, ['x'], { title: title.repeat(9) }));
        const choices = documentChoices(indexOf(list), typed);
        expect(choices.length).toBeLessThanOrEqual(25);
        for (const { name, value } of choices) {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(100);
          expect(value.length).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the context of an excerpt', () => {
  const [, two] = peru.sentences;
  if (two === undefined) throw new Error('a second sentence');
  const quoted = excerptOf(peru, 2, { start: two.start, end: two.end }, []);
  const place = placeArguments(quoted);

  test('reaches from the passage before to the passage after, with the excerpt marked', () => {
    const { excerpt, whole } = contextOf(index, place);
    expect(excerpt.quote).toBe('One. Two. Three.');
    expect(excerpt.citation).toBe(2);
    expect(excerpt.highlights).toEqual([{ start: two.start, end: two.end }]);
    expect(whole).toBe(false);
  });

  test('marks the sentence that answers where the button names it, and links to that one', () => {
    const answering = { start: two.start, end: two.start + 3 };
    const { excerpt } = contextOf(index, placeArguments({ ...quoted, highlights: [answering] }));
    expect(excerpt.highlights).toEqual([answering]);
    expect(renderContext({ excerpt, whole: false }, index).embeds?.[0]).toMatchObject({
      description: '> One. **Two**. Three.',
      url: 'https://example.org/peru#:~:text=Two',
    });
  });

  test('of a short document says that there is nothing else', () => {
    const five = contextOf(index, placeArguments(excerptOf(chile, 1, { start: 0, end: 5 }, [])));
    expect(five.whole).toBe(true);
    expect(renderContext(five, index).embeds?.[0]?.description).toBe(
      '> **Five.**\n-# The document holds nothing else.',
    );
  });

  test('is refused in words when the document changed or is gone', () => {
    const changed = indexOf([documentOf('a', ['One.', 'Two!', 'Three.'])]);
    expect(() => contextOf(changed, place)).toThrow(/has changed since/);
    expect(() => contextOf(indexOf([chile]), place)).toThrow(/no longer among my sources/);
    const beyond = placeArguments({ ...quoted, end: 10_000 });
    expect(() => contextOf(index, beyond)).toThrow(/has changed since/);
    expect(() => contextOf(index, [])).toThrow(/no longer among my sources/);
  });
});

describe('the question in a message', () => {
  test.each([
    ['When does it close?', null],
    ['<@7> When does it close?', 'When does it close?'],
    ['When <@!7>\ndoes it close?', 'When does it close?'],
    ['<@7>', ''],
    ['<@7> 👋 !', ''],
    ['Thank you so much, <@7>!', ''],
    ['<@7> test results of March', 'test results of March'],
    ['<@7> Hello all. When does the library close?', 'When does the library close?'],
    ['@everyone <@&7> <@77> When?', null],
  ])('of a mention %j is %j', (content, question) => {
    expect(questionInMention(content, '7')).toBe(question);
  });

  test('is its text without Discord’s notation', () => {
    expect(questionInMessage('<@1> see <#2> <a:dance:3> </ask:4> <t:5:R> How many troops?')).toBe(
      'see How many troops?',
    );
    expect(() => questionInMessage('<@1> <#2>')).toThrow(/no text to look up/);
  });

  test.each([
    [
      'Hi all. I moved here in May. How many U.S. Marines came to Peru? Thanks!',
      'How many U.S. Marines came to Peru?',
    ],
    ['Good morning\nWhen does the library close?\nI forgot', 'When does the library close?'],
    ['When does the library\nof Brackwater close?', 'When does the library of Brackwater close?'],
    ['How wide is the bridge? And how long is it?', 'How wide is the bridge? And how long is it?'],
    ['The library closes at 3 pm. True?', 'The library closes at 3 pm. True?'],
    ['The library closes at 3 pm.', 'The library closes at 3 pm.'],
    ['(When does the library close?)', '(When does the library close?)'],
    ['See https://example.org/?q=a for more.', 'See https://example.org/?q=a for more.'],
  ])('%j is %j', (content, question) => {
    expect(questionInMessage(content)).toBe(question);
  });

  test('of a long message is what ends with a question mark, else its beginning', () => {
    const long = 'This is a sentence. '.repeat(40);
    expect(questionInMessage(`${long}How many troops came? ${long}`)).toBe('How many troops came?');
    expect(questionInMessage(long)).toMatch(/^(This is a sentence\. ?)+$/);
    expect(questionInMessage('x'.repeat(900))).toBe('x'.repeat(500));
  });

  test('of the bot’s own answer is the question that it answers', () => {
    expect(questionInMessage('**Who is \\*he\\*?**\n-# Shared by <@1>')).toBe('Who is *he*?');
  });

  test('is never longer than may be asked', () => {
    fc.assert(
      fc.property(fc.array(anyText(), { maxLength: 30 }), (parts) => {
        const content = `a${parts.join(' ')}`;
        expect([...questionInMessage(content)].length).toBeLessThanOrEqual(500);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the limits on questions', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('hold for each person, say when to try again, and end with the window', async () => {
    const limits = createRateLimits({ user: 2, guild: 100, windowSeconds: 30 });
    expect(await limits.take('ada', 'guild')).toBeNull();
    expect(await limits.take('ada', 'guild')).toBeNull();
    vi.advanceTimersByTime(10_000);
    const refusal = await limits.take('ada', 'guild');
    expect(refusal).toEqual({ who: 'user', seconds: 20, first: true });
    expect((await limits.take('ada', 'guild'))?.first).toBe(false);
    expect(await limits.take('grace', 'guild')).toBeNull();
    vi.advanceTimersByTime(20_000);
    expect(await limits.take('ada', 'guild')).toBeNull();
    expect(refusal && slowDown(refusal).message).toBe(
      'You asked many questions in a short time. Ask again in 20 seconds.',
    );
  });

  test('hold for a guild as a whole, but not for another', async () => {
    const limits = createRateLimits({ user: 9, guild: 2, windowSeconds: 30 });
    expect(await limits.take('a', 'one')).toBeNull();
    expect(await limits.take('b', 'one')).toBeNull();
    expect(await limits.take('c', 'one')).toMatchObject({ who: 'guild', first: true });
    expect(await limits.take('c', 'two')).toBeNull();
  });
});

test('an incident’s id can be read out: no letter looks like another', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (stream) => {
      const id = incidentId(() => stream.next().value ?? 0);
      expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
    }),
  );
});
