import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Vectra from 'vectra';
import { FlatTable } from './flat-table.ts';
import type { StoredFile, VectorStore } from './vector-store.ts';

/**
 * Vectors as indexes of the vectra library in its binary format: `vectors-0000.pb` and so on, each of which
 * vectra's own `LocalIndex` opens. They come in parts because vectra builds a whole file in memory as small
 * objects, about 25 times the size of its numbers.
 *
 * Searches scan a copy of the numbers: in one Float32Array they take half the memory and half the time of
 * vectra's objects (measured at 20,000 rows).
 */
export const vectraStore: VectorStore = { name: 'vectra-protobuf', write, read };

/** 4,096 rows of 384 numbers: 6 MB on disk, some 150 MB while one is written. */
export const ROWS_PER_FILE = 4096;

function* write(rows: readonly Float32Array[], dimensions: number): Generator<StoredFile> {
  const codec = protobufCodec();
  for (let start = 0; start < rows.length; start += ROWS_PER_FILE) {
    const part = rows.slice(start, start + ROWS_PER_FILE);
    const items = part.map((row, i) => {
      if (row.length !== dimensions) {
        throw new RangeError(`row ${start + i} has ${row.length} numbers where ${dimensions} are needed`);
      }
      return { id: String(start + i), metadata: {}, vector: Array.from(row), norm: Math.hypot(...row) };
    });
    const bytes = codec.serializeIndex({ version: 1, metadata_config: {}, items });
    yield { name: `vectors-${String(start / ROWS_PER_FILE).padStart(4, '0')}.pb`, bytes };
  }
}

async function read(files: AsyncIterable<Uint8Array>, count: number, dimensions: number): Promise<FlatTable> {
  const codec = protobufCodec();
  const rows = new Float32Array(count * dimensions);
  let next = 0;
  for await (const bytes of files) {
    for (const item of codec.deserializeIndex(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      .items) {
      if (item.id !== String(next) || item.vector.length !== dimensions || next >= count) {
        throw new Error(
          `unexpected vector ${item.id} of ${item.vector.length} numbers at row ${next} of ${count}`,
        );
      }
      rows.set(item.vector, next * dimensions);
      next++;
    }
  }
  if (next !== count) throw new Error(`${next} vectors where ${count} are needed`);
  return new FlatTable(rows, dimensions);
}

let loaded: Vectra.ProtobufCodec | undefined;

/**
 * Vectra's codec by the path of its file. The package's main entry also loads its tokenizers, language model and
 * server: 115 MB of memory and a second of start for nothing that is used here, against 6 MB and 20 ms.
 */
function protobufCodec(): Vectra.ProtobufCodec {
  if (loaded === undefined) {
    const require = createRequire(import.meta.url);
    const library = path.dirname(require.resolve('vectra'));
    const { ProtobufCodec } = require(path.join(library, 'codecs', 'index.js')) as typeof Vectra;
    loaded = new ProtobufCodec();
  }
  return loaded;
}
