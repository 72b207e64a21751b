import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseGroup } from '../../src/community/grouping.ts';
import { fold, likePatterns, storable, toBlob, toVector } from '../../src/community/sql/values.ts';
import { VectorTables } from '../../src/community/sql/vectors.ts';
import { vectorAlong } from './samples.ts';

describe('open questions are put together', () => {
  test('by meaning', () => {
    const groups = [
      { id: '1', question: 'When is the party?', similarity: 0.92 },
      { id: '2', question: 'Who brings the cake?', similarity: 0.95 },
    ];
    expect(chooseGroup('When will the party be?', groups)?.id).toBe('1');
    expect(chooseGroup('When is the second party?', groups)).toBeNull();
    expect(chooseGroup('Who brings the cake?', groups)?.id).toBe('2');
  });

  test('with the most similar, and of equals with the first id, in whatever order they come', () => {
    const candidates = ['b', 'a', 'c'].map((id) => ({
      id,
      question: 'When is the party?',
      similarity: id === 'c' ? 0.9 : 0.95,
    }));
    fc.assert(
      fc.property(fc.shuffledSubarray(candidates, { minLength: 3 }), (shuffled) => {
        expect(chooseGroup('When is the party', shuffled)?.id).toBe('a');
      }),
    );
  });
});

describe('the vectors in memory', () => {
  test('agree with going through the list, whatever was put in, replaced and taken out', () => {
    const unit = fc.tuple(fc.nat(7), fc.double({ min: 0, max: 1, noNaN: true }));
    const row = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      guildId: fc.constantFrom('1', '2'),
      fingerprint: fc.constantFrom('x', 'y', null),
      along: fc.option(unit, { freq: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        unit,
        fc.integer({ min: 1, max: 6 }),
        (rows, sought, limit) => {
          const tables = new VectorTables();
          const naive = new Map<string, (typeof rows)[number]>();
          for (const { along, ...rest } of rows) {
            tables.put({ ...rest, question: `of ${rest.id}`, vector: along && vectorAlong(...along) });
            naive.set(rest.id, { along, ...rest });
          }
          const vector = vectorAlong(...sought);
          const expected = [...naive.values()]
            .flatMap(({ id, guildId, fingerprint, along }) => {
              if (along === null || guildId !== '1' || fingerprint !== 'x') return [];
              const similarity = vectorAlong(...along).reduce((sum, v, i) => sum + v * (vector[i] ?? 0), 0);
              return [{ id, question: `of ${id}`, similarity }];
            })
            .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
            .slice(0, limit);
          const found = tables.nearest('1', 'x', vector, limit);
          expect(found.map(({ similarity }) => similarity.toFixed(9))).toEqual(
            expected.map(({ similarity }) => similarity.toFixed(9)),
          );
          for (const { id, question } of found) expect(question).toBe(`of ${id}`);
        },
      ),
    );
  });

  test('survive being stored, wherever their bytes lie', () => {
    fc.assert(
      fc.property(fc.float32Array({ noNaN: true, maxLength: 9 }), fc.nat(3), (vector, shift) => {
        const moved = new Uint8Array(vector.byteLength + shift);
        moved.set(toBlob(vector), shift);
        expect(toVector(moved.subarray(shift))).toEqual(vector);
        expect(toVector(moved.buffer.slice(shift))).toEqual(vector);
      }),
    );
  });
});

describe('text for the database', () => {
  test('keeps everything but what a database cannot hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(storable(text)).toBe(text.replaceAll('\0', '\uFFFD'));
        expect(storable(`${text}\ud800`).endsWith('\uFFFD')).toBe(true);
      }),
    );
  });

  test('is found by any of its own words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const pattern of likePatterns(text)) {
          const word = pattern.slice(1, -1).replace(/\\(.)/gs, '$1');
          expect(fold(text)).toContain(word);
        }
      }),
    );
  });
});
