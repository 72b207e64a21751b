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
    for (const [slot, id] of this.#ids.entries()) {
      const similarity = dot(this.#vectors, slot * this.#dimensions, vector);
      const worst = best.at(-1);
      if (best.length >= limit && worst !== undefined && similarity < worst.similarity) continue;
      const neighbour = { id, question: this.#questions[slot] ?? '', similarity };
      const place = best.findIndex((other) => compare(neighbour, other) < 0);
      best.splice(place < 0 ? best.length : place, 0, neighbour);
      if (best.length > limit) best.pop();
    }
    return best;
  }
}

function compare(a: Neighbour, b: Neighbour): number {
  return b.similarity - a.similarity || (a.id < b.id ? -1 : 1);
}

/** Four sums at a time, which the compiler keeps in registers. */
function dot(matrix: Float32Array, offset: number, vector: Float32Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const { length } = vector;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    a += (matrix[offset + i] as number) * (vector[i] as number);
    b += (matrix[offset + i + 1] as number) * (vector[i + 1] as number);
    c += (matrix[offset + i + 2] as number) * (vector[i + 2] as number);
    d += (matrix[offset + i + 3] as number) * (vector[i + 3] as number);
  }
  for (; i < length; i += 1) a += (matrix[offset + i] as number) * (vector[i] as number);
  return a + b + c + d;
}
