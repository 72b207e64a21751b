import path from 'node:path';
import { LEG_LIMIT } from '../answer/retrieve.ts';
import type { Answer } from '../answer/types.ts';
import { type Models, openModels } from '../embedding/open-embedder.ts';
import { seededRandom } from '../evaluation/bootstrap.ts';
import { openIndex } from '../index/open.ts';
import type { Index } from '../index/types.ts';
import type { Reader } from '../reading/reader.ts';
import { startChild } from './child.ts';
import { type Figure, figure, ratioAtMost, valueAtMost } from './figure.ts';
import type { LargeIndexProcess } from './large-index-process.ts';
import { answer, openShippedIndex } from './measure-ask.ts';
import { questionOf } from './questions.ts';
import { randomDirection, randomEmbedder } from './random-embedder.ts';
import { alternate, p50, p95, timed } from './rounds.ts';
import type { Workspace } from './workspace.ts';

/** Some more than 20,000, since a sentence now and then looks like page furniture and is left out. */
const PASSAGES = 20_020;
const SEED = 20_000;
/** Each in a new process, since a program opens its index while nothing is warm yet. */
const OPENINGS = 3;
const MOST_ASK_ROUNDS = 40;
const OPEN_MS = 3_000;
const QUERY_MS = 25;
/**
 * What the reader's stage may take more than over the shipped corpus: four windows are read, and never more, where
 * nothing answers clearly, and one or two where something does.
 */
const MOST_GROWTH = 2;

/** What 20,000 passages cost: opening them, searching them, and an answer over them. */
export async function measureLargeIndex(workspace: Workspace): Promise<Figure[]> {
  const { folder: parent, config, rounds, note } = workspace;
  const folder = path.join(parent, 'large');
  const { fingerprint } = randomEmbedder(SEED);
  const builder = startLargeIndexProcess();
  const built = await builder.request('build', {
    folder,
    passages: PASSAGES,
    wordsFrom: config.corpusDir,
    seed: SEED,
  });
  await builder.stop();
  note(`An index of ${built.passages} passages of random directions took ${built.seconds.toFixed(0)} s.`);
  const opening = await measureOpening(folder, fingerprint, built.passages);
  const index = await openIndex(folder, { fingerprint });
  const query = await measureQuery(index, rounds);
  const models = await openModels({ ...config, onWarning: note });
  try {
    const growth = await measureGrowth(workspace, index, models, Math.min(rounds, MOST_ASK_ROUNDS));
    return [opening, query, ...growth];
  } finally {
    await models.close();
  }
}

function startLargeIndexProcess() {
  return startChild<LargeIndexProcess>(new URL('./large-index-process.ts', import.meta.url));
}

async function measureOpening(folder: string, fingerprint: string, passages: number): Promise<Figure> {
  const times = { open: [] as number[], files: [] as number[], processor: [] as number[] };
  let bytes = 0;
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    const child = startLargeIndexProcess();
    const measured = await child.request('open', { folder, fingerprint });
    await child.stop();
    times.open.push(measured.open);
    times.files.push(measured.files);
    times.processor.push(measured.processor);
    bytes = measured.bytes;
  }
  return figure({
    id: 'index.opening',
    label: 'opening 20,000 passages',
    unit: 'ms',
    value: p50(times.open),
    floor: { label: 'reading its files from the disk', value: p50(times.files) },
    goal: valueAtMost(OPEN_MS),
    details: {
      passages,
      openings: OPENINGS,
      processor_ms: p50(times.processor),
      files_mb: bytes / 1024 / 1024,
    },
  });
}

/** Searches by vector and by words as an answer does, beside one pass of dot products over as many numbers. */
async function measureQuery(index: Index, rounds: number): Promise<Figure> {
  const random = seededRandom(SEED + 1);
  const numbers = new Float32Array(index.passages.length * randomDirection(random).length).fill(0.05);
  const vector = randomDirection(random);
  const wordTimes: number[] = [];
  const sides = {
    query: async (round: number) => {
      const direction = randomDirection(random);
      return timed(async () => {
        await index.searchVectors(direction, LEG_LIMIT);
        wordTimes.push(await timed(() => index.searchWords(questionOf(round), LEG_LIMIT)));
      });
    },
    pass: () => timed(() => sumOfDotProducts(vector, numbers)),
  };
  await alternate(10, sides);
  wordTimes.length = 0;
  const times = await alternate(rounds, sides);
  return figure({
    id: 'index.query',
    label: 'searching 20,000 passages, p50',
    unit: 'ms',
    value: p50(times.query),
    floor: { label: 'one pass of dot products over as many numbers, p50', value: p50(times.pass) },
    goal: valueAtMost(QUERY_MS),
    details: { rounds, p95_ms: p95(times.query), by_words_ms: p50(wordTimes) },
  });
}

/** The same questions over 20,000 passages and over the shipped corpus. */
async function measureGrowth(
  workspace: Workspace,
  large: Index,
  { embedder, reader }: Models,
  rounds: number,
): Promise<Figure[]> {
  const shipped = await openShippedIndex(workspace, embedder);
  const measure = async (read: Reader | null) => {
    const answers = { large: [] as Answer[], shipped: [] as Answer[] };
    const side = (name: 'large' | 'shipped', index: Index) => (round: number) =>
      timed(async () => answers[name].push(await answer(questionOf(round), index, embedder, read)));
    const sides = { large: side('large', large), shipped: side('shipped', shipped) };
    await alternate(4, sides);
    answers.large.length = 0;
    answers.shipped.length = 0;
    const times = await alternate(rounds, sides);
    const select = (name: 'large' | 'shipped') =>
      p50(answers[name].map(({ timings_ms }) => timings_ms.select ?? Number.NaN));
    return { times, select: { large: select('large'), shipped: select('shipped') } };
  };
  const plain = await measure(null);
  const floor = 'the same questions over the shipped corpus, p50';
  const figures = [
    figure({
      id: 'index.answer-without-reader',
      label: 'answer over 20,000 passages, no reader, p50',
      unit: 'ms',
      value: p50(plain.times.large),
      floor: { label: floor, value: p50(plain.times.shipped) },
      goal: null,
      details: { rounds },
    }),
  ];
  if (reader === null) return figures;
  const read = await measure(reader);
  return [
    ...figures,
    figure({
      id: 'index.answer-with-reader',
      label: 'answer over 20,000 passages, with the reader, p50',
      unit: 'ms',
      value: p50(read.times.large),
      floor: { label: floor, value: p50(read.times.shipped) },
      goal: null,
      details: { rounds, p95_ms: p95(read.times.large) },
    }),
    figure({
      id: 'index.select-with-reader',
      label: 'of that, choosing and reading, p50',
      unit: 'ms',
      value: read.select.large,
      floor: { label: floor, value: read.select.shipped },
      goal: ratioAtMost(MOST_GROWTH),
    }),
  ];
}

/** Four running sums, which the processor works on side by side: the fastest plain JavaScript found. */
function sumOfDotProducts(vector: Float32Array, numbers: Float32Array): number {
  const { length } = vector;
  let sum = 0;
  for (let from = 0; from < numbers.length; from += length) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < length; i += 4) {
      a += (vector[i] as number) * (numbers[from + i] as number);
      b += (vector[i + 1] as number) * (numbers[from + i + 1] as number);
      c += (vector[i + 2] as number) * (numbers[from + i + 2] as number);
      d += (vector[i + 3] as number) * (numbers[from + i + 3] as number);
    }
    sum += a + b + c + d;
  }
  return sum;
}
