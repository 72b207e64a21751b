import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PassageRange } from '../../../src/index/hits.ts';
import type { Hit } from '../../../src/index/types.ts';
import type { VectorStore, VectorTable } from '../../../src/index/vectors/vector-store.ts';

const DIMENSIONS = 6;

/** Few distinct values, so that equal scores come up often. */
const unitVector = fc
  .array(fc.integer({ min: -2, max: 2 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .filter((values) => values.some((value) => value !== 0))
  .map((values) => {
    const norm = Math.hypot(...values);
    return Float32Array.from(values, (value) => value / norm);
  });
const rows = fc.array(unitVector, { maxLength: 30 });

/** Every row compared by the definition of the cosine, in double precision. */
export function nearest(
  table: readonly Float32Array[],
  vector: Float32Array,
  limit: number,
  { start, end }: PassageRange = { start: 0, end: table.length },
): Hit[] {
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return table
    .map((row, number) => ({
      number,
      score: dot(row, vector) / Math.sqrt(dot(row, row) * dot(vector, vector)),
    }))
    .filter(({ number }) => number >= start && number < end)
    .sort((a, b) => b.score - a.score || a.number - b.number)
    .slice(0, limit);
}

/** What every vector store promises. A new store is tested by one call of this. */
export function describeVectorStore(store: VectorStore): void {
  describe(`the vector store ${store.name}`, () => {
    const reopened = (table: readonly Float32Array[]) => reopen(store, table, DIMENSIONS);

    test('gives back every row exactly', async () => {
      await fc.assert(
        fc.asyncProperty(rows, async (table) => {
          const opened = await reopened(table);
          expect([opened.count, opened.dimensions]).toEqual([table.length, DIMENSIONS]);
          expect(table.map((_, number) => opened.row(number))).toEqual(table);
        }),
        { numRuns: 30 },
      );
    });

    test('finds the nearest rows in order, as comparing every row does', async () => {
      await fc.assert(
        fc.asyncProperty(rows, unitVector, fc.nat(35), async (table, vector, limit) => {
          const found = (await reopened(table)).search(vector, limit);
          expectSameHits(found, nearest(table, vector, limit));
        }),
        { numRuns: 60 },
      );
    });

    test('searches a range as if there were nothing else', async () => {
      await fc.assert(
        fc.asyncProperty(rows, unitVector, fc.nat(35), fc.nat(35), async (table, vector, start, end) => {
          const found = (await reopened(table)).search(vector, 50, { start, end });
          expectSameHits(found, nearest(table, vector, 50, { start, end }));
        }),
        { numRuns: 60 },
      );
    });

    test('does not care how long the vector of a question is', async () => {
      const table = await reopened([
        Float32Array.of(1, 0, 0, 0, 0, 0),
        Float32Array.of(0.6, 0.8, 0, 0, 0, 0),
      ]);
      expectSameHits(table.search(Float32Array.of(30, 40, 0, 0, 0, 0), 2), [
        { number: 1, score: 1 },
        { number: 0, score: 0.6 },
      ]);
    });

    test('writes the same files for the same rows', () => {
      const table = fc.sample(unitVector, { seed: 7, numRuns: 20 });
      const written = () =>
        [...store.write(table, DIMENSIONS)].map(({ name, bytes }) => [name, Buffer.from(bytes)]);
      expect(written()).toEqual(written());
      expect(new Set(written().map(([name]) => name)).size).toBe(written().length);
    });

    test('refuses rows of another length, and files with rows too few, too many or of another length', async () => {
      const row = Float32Array.of(1, 0, 0, 0, 0, 0);
      expect(() => [...store.write([row, Float32Array.of(1)], DIMENSIONS)]).toThrow(RangeError);
      const files = [...store.write([row, row], DIMENSIONS)].map(({ bytes }) => bytes);
      await expect(store.read(each(files), 1, DIMENSIONS)).rejects.toThrow();
      await expect(store.read(each(files), 3, DIMENSIONS)).rejects.toThrow();
      await expect(store.read(each(files), 2, DIMENSIONS + 1)).rejects.toThrow();
      const table = await store.read(each(files), 2, DIMENSIONS);
      expect(() => table.search(Float32Array.of(1), 1)).toThrow(RangeError);
      expect(() => table.row(2)).toThrow(RangeError);
    });
  });
}

/** Writes the rows and opens what was written. */
export function reopen(
  store: VectorStore,
  table: readonly Float32Array[],
  dimensions: number,
): Promise<VectorTable> {
  return store.read(
    each([...store.write(table, dimensions)].map(({ bytes }) => bytes)),
    table.length,
    dimensions,
  );
}

/** Same scores at the same ranks; rows whose scores differ by rounding only may change places. */
function expectSameHits(found: readonly Hit[], expected: readonly Hit[]): void {
  expect(found.length).toBe(expected.length);
  for (const [rank, { score }] of expected.entries()) expect(found[rank]?.score).toBeCloseTo(score, 5);
  for (const [rank, hit] of found.entries()) {
    const next = found[rank + 1];
    if (next === undefined) continue;
    expect(hit.score > next.score || (hit.score === next.score && hit.number < next.number)).toBe(true);
  }
}

async function* each(files: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* files;
}
