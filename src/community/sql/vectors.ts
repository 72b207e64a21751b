/** A row whose vector can be searched; `vector` null takes the row out of the search. */
export interface VectorRow {
  readonly id: string;
  readonly guildId: string;
  readonly question: string;
  readonly fingerprint: string | null;
  readonly vector: Float32Array | null;
}

export interface Neighbour {
  readonly id: string;
  readonly question: string;
  readonly similarity: number;
}

/**
 * Vectors in memory, searched by going through all of them: exact, and at 10,000 vectors of 384 numbers a matter
 * of milliseconds. One table a guild and fingerprint, since nothing else is ever compared.
 */
export class VectorTables {
  readonly #tables = new Map<string, VectorTable>();
  readonly #tableOf = new Map<string, VectorTable>();

  get size(): number {
    return this.#tableOf.size;
  }

  /** Adds, replaces or removes a row. */
  put(row: VectorRow): void {
    const { id, fingerprint, vector } = row;
    this.#tableOf.get(id)?.delete(id);
    this.#tableOf.delete(id);
    if (vector === null || fingerprint === null) return;
    const key = JSON.stringify([row.guildId, fingerprint, vector.length]);
    let table = this.#tables.get(key);
    if (table === undefined) {
      table = new VectorTable(vector.length);
      this.#tables.set(key, table);
    }
    table.add(id, row.question, vector);
    this.#tableOf.set(id, table);
  }

  /** The nearest rows by cosine, best first; equals in order of their ids. */
  nearest(guildId: string, fingerprint: string, vector: Float32Array, limit: number): Neighbour[] {
    const key = JSON.stringify([guildId, fingerprint, vector.length]);
    return this.#tables.get(key)?.nearest(vector, limit) ?? [];
  }
}

class VectorTable {
  readonly #dimensions: number;
  #vectors: Float32Array;
  readonly #ids: string[] = [];
  readonly #questions: string[] = [];
  readonly #slotOf = new Map<string, number>();

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#vectors = new Float32Array(dimensions * 16);
  }

  add(id: string, question: string, vector: Float32Array): void {
    const slot = this.#ids.length;
    if ((slot + 1) * this.#dimensions > this.#vectors.length) {
      const grown = new Float32Array(Math.ceil(this.#vectors.length * 1.5));
      grown.set(this.#vectors);
      this.#vectors = grown;
    }
    this.#vectors.set(vector, slot * this.#dimensions);
    this.#ids.push(id);
    this.#questions.push(question);
    this.#slotOf.set(id, slot);
  }

  /** The last row takes the place of the deleted one. */
  delete(id: string): void {
    const slot = this.#slotOf.get(id);
    const lastId = this.#ids.pop();
    const lastQuestion = this.#questions.pop();
    if (slot === undefined || lastId === undefined || lastQuestion === undefined) return;
    this.#slotOf.delete(id);
    if (lastId === id) return;
    const last = this.#ids.length * this.#dimensions;
    this.#vectors.copyWithin(slot * this.#dimensions, last, last + this.#dimensions);
    this.#ids[slot] = lastId;
    this.#questions[slot] = lastQuestion;
    this.#slotOf.set(lastId, slot);
  }

  nearest(vector: Float32Array, limit: number): Neighbour[] {
    const best: Neighbour[] = [];
    const similarities = dots(this.#vectors, vector, this.#ids.length);
    let least = Number.NEGATIVE_INFINITY;
    for (let slot = 0; slot < similarities.length; slot += 1) {
      const similarity = similarities[slot] as number;
      if (similarity < least) continue;
      const neighbour = { id: this.#ids[slot] ?? '', question: this.#questions[slot] ?? '', similarity };
      const place = best.findIndex((other) => compare(neighbour, other) < 0);
      best.splice(place < 0 ? best.length : place, 0, neighbour);
      if (best.length > limit) best.pop();
      if (best.length === limit) least = best.at(-1)?.similarity ?? least;
    }
    return best;
  }
}

function compare(a: Neighbour, b: Neighbour): number {
  return b.similarity - a.similarity || (a.id < b.id ? -1 : 1);
}

/** The product of each of the first `rows` rows with the vector. Four sums at a time, independent of each other. */
function dots(matrix: Float32Array, vector: Float32Array, rows: number): Float64Array {
  const { length } = vector;
  const whole = length - (length % 4);
  const products = new Float64Array(rows);
  for (let row = 0, offset = 0; row < rows; row += 1, offset += length) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < whole; i += 4) {
      a += (matrix[offset + i] as number) * (vector[i] as number);
      b += (matrix[offset + i + 1] as number) * (vector[i + 1] as number);
      c += (matrix[offset + i + 2] as number) * (vector[i + 2] as number);
      d += (matrix[offset + i + 3] as number) * (vector[i + 3] as number);
    }
    for (let i = whole; i < length; i += 1) a += (matrix[offset + i] as number) * (vector[i] as number);
    products[row] = a + b + c + d;
  }
  return products;
}
