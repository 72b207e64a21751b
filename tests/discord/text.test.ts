import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escapeText,
  hasHiddenCharacters,
  plainText,
  readable,
  shorten,
  unescapeText,
  wholeCharacters,
} from '../../src/discord/text.ts';
import { anyText, evilText } from './arbitrary.ts';

describe('text of others in a message', () => {
  test('escaping never loses or changes what a person reads', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(unescapeText(escapeText(text))).toBe(readable(text));
      }),
    );
  });

  test('escaping adds nothing but backslashes and the one break, and at most doubles the length', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const escaped = escapeText(text);
        expect(escaped.length).toBeLessThanOrEqual(2 * readable(text).length);
        expect(escaped.replace(/[\\\u200b]/g, '')).toBe(readable(text).replace(/\\/g, ''));
      }),
    );
  });

  test('ordinary writing of any script is readable as it is, byte for byte', () => {
    for (const text of [
      'The U.S. approved 1,172 troops on 26 May 2023.',
      'رفعت الحكومة الأسعار بنسبة ١٠٪',
      'می‌خواهم بروم',
      'क्‍ष and க்ஷ',
      '👩‍👩‍👧‍👦 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and 1️⃣',
      'line one\n\tline two',
    ]) {
      expect(readable(text)).toBe(text);
      expect(hasHiddenCharacters(text)).toBe(false);
    }
  });

  test('reading twice is reading once', () => {
    fc.assert(fc.property(anyText(), (text) => void expect(readable(readable(text))).toBe(readable(text))));
  });

  test.each([
    ['direction overrides', 'a\u202eb\u2066c\u2069d', 'abcd'],
    ['zero-width characters', 'a\u200bb\u2060c\ufeffd', 'abcd'],
    ['joiners that join nothing', 'a\u200db\u200c', 'ab'],
    ['control characters', 'a\0b\x1bc\x7fd', 'abcd'],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
  ])('%s are left out, and that is noticed', (_, text, expected) => {
    expect(readable(text)).toBe(expected);
    expect(hasHiddenCharacters(text)).toBe(true);
  });

  test('another form of line break is no hidden character', () => {
    expect(readable('a\r\nb\rc\u2028d')).toBe('a\nb\nc\nd');
    expect(hasHiddenCharacters('a\r\nb')).toBe(false);
  });

  test('no character that Markdown reads is left without its backslash', () => {
    fc.assert(
      fc.property(evilText(), (text) => {
        const bare = escapeText(text).replace(/\\[^0-9A-Za-z\s]/g, 'x');
        expect(bare).not.toMatch(/[*_~`|[\]<]/);
        expect(bare).not.toMatch(/^[ \t]*([#>+-]|\d+[.)])/m);
        expect(bare).not.toMatch(/\w:\/\//);
      }),
    );
  });

  test('nothing is left that Discord reads as a mention, an invite or an emoji', () => {
    fc.assert(
      fc.property(evilText(), (text) => {
        for (const shown of [escapeText(text), plainText(text)]) {
          expect(shown).not.toMatch(/@(everyone|here)/i);
          expect(shown).not.toMatch(/<@[!&]?\d+>/);
          expect(shown).not.toMatch(/discord(app)?\.(gg|com|gift)/i);
        }
        expect(escapeText(text)).not.toMatch(/(?<!\\):\w+:/);
      }),
    );
  });

  test('a line of 40,000 joiners or backslashes costs no more than reading it', () => {
    for (const evil of ['\u200d', '\\', '@', ':a', '1.', 'discord.', '> ']) {
      const text = `é${evil.repeat(40_000)}é`;
      expect(unescapeText(escapeText(text))).toBe(readable(text));
    }
  });

  test('plain text is one line', () => {
    fc.assert(fc.property(anyText(), (text) => void expect(plainText(text)).not.toMatch(/[\n\r\t]|^ | $/)));
  });
});

describe('shortening', () => {
  test('keeps to the limit and splits no character', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 80 }), (raw, limit) => {
        const text = readable(raw);
        const short = shorten(text, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short).not.toMatch(/\p{Surrogate}/u);
        if (text.length <= limit) expect(short).toBe(text);
        else expect(text.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });

  test('a family stays together', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(wholeCharacters(`ab${family}`, 5)).toBe(2);
    expect(shorten(`ab${family}cd`, 9)).toBe('ab…');
  });
});
