import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCustomIds } from '../../src/discord/custom-id.ts';

const ids = createCustomIds('token-of-the-bot');

describe('custom ids', () => {
  test('give back what was put in, also after a restart', () => {
    const args = fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 9 }), { maxLength: 4 });
    fc.assert(
      fc.property(args, (args) => {
        const customId = ids.encode('context', ...args);
        expect(customId.length).toBeLessThanOrEqual(100);
        expect(createCustomIds('token-of-the-bot').decode(customId)).toEqual({ action: 'context', args });
      }),
    );
  });

  test('a changed id, an invented one and one of another bot are refused', () => {
    const customId = ids.encode('share', 'abc');
    const positions = fc.tuple(fc.nat(customId.length - 1), fc.constantFrom('A', 'z', '0', '-', '.'));
    fc.assert(
      fc.property(positions, ([at, character]) => {
        const changed = customId.slice(0, at) + character + customId.slice(at + 1);
        fc.pre(changed !== customId);
        expect(ids.decode(changed)).toBeNull();
      }),
    );
    fc.assert(fc.property(fc.string(), (invented) => void expect(ids.decode(invented)).toBeNull()));
    expect(createCustomIds('another token').decode(customId)).toBeNull();
  });

  test('nothing of what they carry can be read in them', () => {
    expect(ids.encode('share', 'secret')).not.toContain('secret');
  });

  test('one that Discord would not take is never made', () => {
    expect(() => ids.encode('context', 'x'.repeat(80))).toThrow(RangeError);
    expect(() => ids.encode('a\x1fb')).toThrow(RangeError);
  });
});
