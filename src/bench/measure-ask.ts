import { ask } from '../answer/ask.ts';
import type { Answer } from '../answer/types.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { openModels } from '../embedding/open-embedder.ts';
import { buildIndex } from '../index/build.ts';
import { openIndex } from '../index/open.ts';
import type { Index } from '../index/types.ts';
import type { Reader } from '../reading/reader.ts';
import { type Figure, figure, ratioAtMost, valueAtMost } from './figure.ts';
import { questionOf } from './questions.ts';
import { alternate, p50, p95, pairedRatio, timed } from './rounds.ts';
import type { Workspace } from './workspace.ts';

/** A round with the reader takes a tenth of a second and is measured twice. */
const MOST_READER_ROUNDS = 60;
const WARM_UP_ROUNDS = 8;
/** A whole answer against one call of the model on the question: the added steps cost less than one more. */
const MOST_MODEL_CALLS = 2;
const READER_P50_MS = 150;
const READER_P95_MS = 300;

/** How long a warm answer takes over the shipped corpus, without the reader and with it. */
export async function measureAsk(workspace: Workspace): Promise<Figure[]> {
  const { config, rounds, note } = workspace;
  const models = await openModels({ ...config, onWarning: note });
  try {
    const { embedder, reader } = models;
    const index = await openShippedIndex(workspace, embedder);
    const asker = (read: Reader | null) => (question: string) => answer(question, index, embedder, read);
    return [
      await withoutReader(asker(null), embedder, rounds),
      ...(reader === null
        ? []
        : await withReader(asker, embedder, reader, Math.min(rounds, MOST_READER_ROUNDS))),
    ];
  } finally {
    await models.close();
  }
}

/** The shipped corpus's index in the workspace, built first when it is not there. */
export async function openShippedIndex({ config }: Workspace, embedder: Embedder): Promise<Index> {
  const { corpusDir, indexDir } = config;
  await buildIndex({ corpusDir, indexDir, embedder });
  return openIndex(indexDir, embedder);
}

/** One answer; a quote that could not be proved would make the figures worthless. */
export function answer(
  question: string,
  index: Index,
  embedder: Embedder,
  reader: Reader | null,
): Promise<Answer> {
  return ask(question, {
    index,
    embedder,
    reader,
    now: () => performance.now(),
    onUnprovenQuote: ({ documentId, reason }) => {
      throw new Error(`A quote from ${documentId} failed its check (${reason}).`);
    },
  });
}

async function withoutReader(
  asked: (question: string) => Promise<Answer>,
  embedder: Embedder,
  rounds: number,
): Promise<Figure> {
  const sides = {
    ask: (round: number) => timed(() => asked(questionOf(round))),
    embed: (round: number) => timed(() => embedder.embed([questionOf(round)], 'question')),
  };
  await alternate(WARM_UP_ROUNDS, sides);
  const times = await alternate(rounds, sides);
  return figure({
    id: 'ask.without-reader',
    label: 'warm answer, no reader, p50',
    unit: 'ms',
    value: p50(times.ask),
    floor: { label: 'one model call on the same question, p50', value: p50(times.embed) },
    goal: ratioAtMost(MOST_MODEL_CALLS),
    details: {
      rounds,
      paired_ratio: pairedRatio(times.ask, times.embed),
      p95_ms: p95(times.ask),
      floor_p95_ms: p95(times.embed),
    },
  });
}

/** The floor is the work of the models alone: the same question embedded and the same windows read. */
async function withReader(
  asker: (reader: Reader) => (question: string) => Promise<Answer>,
  embedder: Embedder,
  reader: Reader,
  rounds: number,
): Promise<Figure[]> {
  const observed = observe(reader);
  const asked = asker(observed.reader);
  const answers: Answer[] = [];
  const windowsOf = new Map<string, readonly (readonly string[])[]>();
  const sides = {
    ask: (round: number) =>
      timed(async () => {
        observed.forget();
        answers.push(await asked(questionOf(round)));
        windowsOf.set(questionOf(round), observed.windows());
      }),
    models: (round: number) =>
      timed(async () => {
        const question = questionOf(round);
        await embedder.embed([question], 'question');
        for (const windows of windowsOf.get(question) ?? []) await reader.read(question, windows);
      }),
  };
  // Every question once, so that its windows are known before the models are timed on them.
  for (let round = 0; round < rounds; round += 1) {
    if (!windowsOf.has(questionOf(round))) await sides.ask(round);
  }
  answers.length = 0;
  observed.times.length = 0;
  const times = await alternate(rounds, sides);
  const stage = (name: 'embed' | 'retrieve' | 'select') =>
    p50(answers.map(({ timings_ms }) => timings_ms[name] ?? Number.NaN));
  const reading = p50(observed.times);
  const common = { unit: 'ms', details: {} } as const;
  return [
    figure({
      ...common,
      id: 'ask.with-reader-p50',
      label: 'warm answer with the reader, p50',
      value: p50(times.ask),
      floor: { label: 'the same model calls alone, p50', value: p50(times.models) },
      goal: valueAtMost(READER_P50_MS),
      details: {
        rounds,
        paired_ratio: pairedRatio(times.ask, times.models),
        embed_ms: stage('embed'),
        retrieve_ms: stage('retrieve'),
        read_ms: reading,
        rest_of_select_ms: stage('select') - reading,
      },
    }),
    figure({
      ...common,
      id: 'ask.with-reader-p95',
      label: 'warm answer with the reader, p95',
      value: p95(times.ask),
      floor: { label: 'the same model calls alone, p95', value: p95(times.models) },
      goal: valueAtMost(READER_P95_MS),
    }),
  ];
}

/** The reader, with the milliseconds that each question took it and the windows that it was given since `forget`. */
function observe(reader: Reader) {
  const times: number[] = [];
  let given: (readonly string[])[] = [];
  const observed: Reader = {
    ...reader,
    read: async (question, windows) => {
      given.push(windows);
      const started = performance.now();
      const spans = await reader.read(question, windows);
      times[times.length - 1] = (times.at(-1) ?? 0) + performance.now() - started;
      return spans;
    },
  };
  const forget = () => {
    given = [];
    times.push(0);
  };
  return { reader: observed, times, forget, windows: () => given };
}
