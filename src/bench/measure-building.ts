import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadCorpus } from '../corpus/load.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { openModels } from '../embedding/open-embedder.ts';
import { processesForThisMachine } from '../embedding/passage-processes.ts';
import { buildIndex } from '../index/build.ts';
import type { BareModel } from './bare-model.ts';
import { type Child, startChild } from './child.ts';
import { type Figure, figure, ratioAtLeast } from './figure.ts';
import { p50, pairedRatio, timed } from './rounds.ts';
import type { Workspace } from './workspace.ts';

/** Each shipped article so many times: some 630 passages, ten calls of the embedder. */
const COPIES = 9;
const BATCH_SIZES = [1, 2, 4, 8] as const;
const LEAST_SHARE = 0.8;

/** The times of one call of the embedder and of the bare model on the same texts, in milliseconds. */
interface Round {
  readonly texts: number;
  readonly build: number;
  readonly bare: ReadonlyMap<number, number>;
}

/**
 * How many passages a second a build embeds, beside the bare model on the very same texts. Between two calls of the
 * build's embedder the bare model runs the texts of the call in each batch size; the build's clock stands meanwhile.
 * The time in which the build's processes load the model counts, that of opening the model itself does not.
 */
export async function measureBuilding(workspace: Workspace): Promise<Figure[]> {
  const { config, folder, note } = workspace;
  const corpusDir = path.join(folder, 'copies');
  await writeCopies(config.corpusDir, corpusDir);
  const bare = startChild<BareModel>(new URL('./bare-model.ts', import.meta.url));
  const passageProcesses = processesForThisMachine();
  const models = await openModels({ ...config, readerModel: null, onWarning: note, passageProcesses });
  try {
    const { embedder } = models;
    const { modelDir, embeddingModel: model } = config;
    await bare.request('open', { modelDir, model, maxTokens: embedder.maxTokens });
    const rounds: Round[] = [];
    let paused = 0;
    const beside: Embedder = {
      ...embedder,
      embedPassages: async (passages, onEmbedded) => {
        const texts = passages.map(({ text }) => text);
        const started = performance.now();
        const before = rounds.length % 2 === 0 ? await runBare(bare, texts) : null;
        paused += performance.now() - started;

        let vectors: Float32Array[] = [];
        const build = await timed(async () => {
          vectors = await embedder.embedPassages(passages, onEmbedded);
        });

        const resumed = performance.now();
        rounds.push({ texts: texts.length, build, bare: before ?? (await runBare(bare, texts)) });
        paused += performance.now() - resumed;
        return vectors;
      },
    };
    // The first run of every batch size allocates its memory; the project's own model was warmed up when opened.
    await runBare(
      bare,
      new Array<string>(Math.max(...BATCH_SIZES)).fill('A text to warm up on. '.repeat(60)),
    );
    const report = await buildIndex({
      corpusDir,
      indexDir: path.join(folder, 'copies-index'),
      embedder: beside,
      now: () => performance.now() - paused,
    });
    return figuresOf(rounds, report.embedded / report.seconds, report.embedded);
  } finally {
    await models.close();
    await bare.stop();
  }
}

async function runBare(bare: Child<BareModel>, texts: readonly string[]): Promise<Map<number, number>> {
  const times = new Map<number, number>();
  for (const batch of BATCH_SIZES) times.set(batch, await bare.request('run', { texts, batch }));
  return times;
}

/** @param whole Passages a second of the whole build, with reading, splitting, writing and checking. */
function figuresOf(rounds: readonly Round[], whole: number, passages: number): Figure[] {
  const perPassage = (of: (round: Round) => number) => rounds.map((round) => of(round) / round.texts);
  const build = perPassage((round) => round.build);
  const bySize = BATCH_SIZES.map((batch) => {
    const times = perPassage((round) => round.bare.get(batch) ?? Number.NaN);
    return { batch, times, rate: 1000 / p50(times) };
  });
  const best = bySize.reduce((a, b) => (b.rate > a.rate ? b : a));
  const rates = Object.fromEntries(bySize.map(({ batch, rate }) => [`bare_batch_${batch}_per_s`, rate]));
  const floor = { label: `the bare model in its best batch size, ${best.batch}`, value: best.rate };
  const goal = ratioAtLeast(LEAST_SHARE);
  return [
    figure({
      id: 'build.embedding',
      label: 'building, its embedding',
      unit: 'passages/s',
      value: 1000 / p50(build),
      floor,
      // Texts come longest first, so rounds differ; only those on the same texts compare.
      ratio: 1 / pairedRatio(build, best.times),
      goal,
      details: { passages, rounds: rounds.length, ...rates },
    }),
    figure({
      id: 'build.whole',
      label: 'building, from file to index',
      unit: 'passages/s',
      value: whole,
      floor: { ...floor, value: passages / totalSeconds(rounds, best.batch) },
      goal,
    }),
  ];
}

function totalSeconds(rounds: readonly Round[], batch: number): number {
  return rounds.reduce((sum, { bare }) => sum + (bare.get(batch) ?? Number.NaN), 0) / 1000;
}

/** Copies with titles of their own, which are part of every passage's text, so that no vector is used twice. */
async function writeCopies(from: string, to: string): Promise<void> {
  const { documents } = await loadCorpus(from);
  const copies = Array.from({ length: COPIES }, (_, copy) =>
    documents.map(({ id, text, metadata }) => ({
      id: `${copy}/${id}`,
      title: `${copy} ${metadata.title ?? id}`,
      text,
    })),
  );
  await mkdir(to, { recursive: true });
  const lines = copies.flat().map((document) => `${JSON.stringify(document)}\n`);
  await writeFile(path.join(to, 'copies.jsonl'), lines.join(''));
}
