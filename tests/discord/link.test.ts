import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkToSentence } from '../../src/discord/link.ts';
import { anyText } from './arbitrary.ts';

describe('the link to a sentence', () => {
  test('names a short sentence whole, with what the notation uses encoded', () => {
    expect(linkToSentence('https://example.com/a?b=1', 'Yes, R&D - 100% (so far).')).toBe(
      'https://example.com/a?b=1#:~:text=Yes%2C%20R%26D%20%2D%20100%25%20%28so%20far%29.',
    );
  });

  test('names a long sentence by its first and last words', () => {
    const sentence =
      'On May 26 the congress of Peru approved the entry of foreign troops with arms by a resolution numbered 4766.';
    expect(linkToSentence('https://example.com/', sentence)).toBe(
      'https://example.com/#:~:text=On%20May%2026%20the%20congress%20of,arms%20by%20a%20resolution%20numbered%204766.',
    );
  });

  test('keeps the fragment that an address has', () => {
    expect(linkToSentence('https://example.com/#part', 'One.')).toBe('https://example.com/#part:~:text=One.');
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'not an address', ''])(
    'does not link %j',
    (url) => {
      expect(linkToSentence(url, 'One.')).toBeNull();
    },
  );

  test.each(['http://wiki/rules', 'http://localhost:8080/x', 'http://[::1]/x'])(
    'does not link a host without a domain, for which Discord refuses the message: %s',
    (url) => {
      expect(linkToSentence(url, 'One.')).toBeNull();
    },
  );

  test('a page without an address has no link, and one that is too long for Discord neither', () => {
    expect(linkToSentence(null, 'One.')).toBeNull();
    expect(linkToSentence(`https://example.com/${'x'.repeat(2_100)}`, 'One.')).toBeNull();
  });

  test('any sentence gives an address that parses, fits and means that sentence', () => {
    fc.assert(
      fc.property(anyText(), (sentence) => {
        const link = linkToSentence('https://example.com/page', sentence) ?? '';
        expect(link.length).toBeLessThanOrEqual(2_048);
        expect(URL.canParse(link)).toBe(true);
        const [page, directive] = link.split('#:~:text=');
        expect(page).toBe('https://example.com/page');
        for (const part of directive?.split(',') ?? []) {
          expect(part).toMatch(/^[\w.%]+$/);
          expect(decodeURIComponent(part).trim()).not.toBe('');
        }
      }),
    );
  });
});
