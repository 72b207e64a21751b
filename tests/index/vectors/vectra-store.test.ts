import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROWS_PER_FILE, vectraStore } from '../../../src/index/vectors/vectra-store.ts';
import { describeVectorStore, nearest, reopen } from './suite.ts';

describeVectorStore(vectraStore);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'verbatim-vectra-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Rows that point in different directions and are of different lengths. */
const spreadRows = (count: number, dimensions: number) =>
  Array.from({ length: count }, (_, row) =>
    Float32Array.from({ length: dimensions }, (_, i) => Math.sin(1 + row * dimensions + i ** 2)),
  );

test("vectra's own index opens the file and finds the same passages", async () => {
  const rows = spreadRows(200, 8);
  for (const { name, bytes } of vectraStore.write(rows, 8)) await writeFile(path.join(folder, name), bytes);
  const { LocalIndex, ProtobufCodec } = await import('vectra');
  const index = new LocalIndex(folder, 'vectors-0000.pb', undefined, new ProtobufCodec());
  for (const vector of rows.slice(0, 5)) {
    const found = await index.queryItems([...vector], '', 10);
    expect(found.map(({ item }) => Number(item.id))).toEqual(
      nearest(rows, vector, 10).map(({ number }) => number),
    );
  }
});

test('many rows are divided among files and come back as one table', async () => {
  const rows = spreadRows(2 * ROWS_PER_FILE + 5, 2);
  expect([...vectraStore.write(rows, 2)].map(({ name }) => name)).toEqual([
    'vectors-0000.pb',
    'vectors-0001.pb',
    'vectors-0002.pb',
  ]);
  const table = await reopen(vectraStore, rows, 2);
  for (const number of [0, ROWS_PER_FILE - 1, ROWS_PER_FILE, rows.length - 1]) {
    expect(table.row(number)).toEqual(rows[number]);
  }
});
