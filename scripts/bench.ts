import { cpus, loadavg } from 'node:os';
import { BENCH_USAGE, type Group, parseBenchArguments } from '../src/bench/arguments.ts';
import type { Figure } from '../src/bench/figure.ts';
import { measureAsk } from '../src/bench/measure-ask.ts';
import { measureBuilding } from '../src/bench/measure-building.ts';
import { measureLargeIndex } from '../src/bench/measure-large-index.ts';
import { measureMemory } from '../src/bench/measure-memory.ts';
import { figuresJson, renderFigures } from '../src/bench/report.ts';
import { makeWorkspace, type Workspace } from '../src/bench/workspace.ts';
import { run } from '../src/cli/run.ts';

const measurements: Record<Group, (workspace: Workspace) => Promise<Figure[]>> = {
  ask: measureAsk,
  build: measureBuilding,
  index: measureLargeIndex,
  memory: measureMemory,
  // The bot is driven through the tests' own Discord, whose packages are there for development only.
  discord: async (workspace) => {
    const { measureDiscord } = await import('../tests/support/bench/measure-discord.ts');
    return measureDiscord(workspace);
  },
};

await run(async () => {
  const note = (message: string) => process.stderr.write(`${message}\n`);
  const args = parseBenchArguments(process.argv.slice(2));
  if (args === null) {
    note(BENCH_USAGE);
    return 0;
  }
  const loadNow = () => loadavg()[0] ?? Number.NaN;
  const started = performance.now();
  const loadBefore = loadNow();
  const workspace = makeWorkspace(args.rounds, note);
  const figures: Figure[] = [];
  try {
    for (const group of args.groups) {
      note(`Measuring ${group}.`);
      figures.push(...(await measurements[group](workspace)));
    }
  } finally {
    workspace.remove();
  }
  const circumstances = {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    processors: cpus().length,
    load: [loadBefore, loadNow()],
    rounds: args.rounds,
    seconds: (performance.now() - started) / 1000,
  } as const;
  process.stderr.write(renderFigures(figures, circumstances));
  if (args.json) process.stdout.write(`${figuresJson(figures, circumstances)}\n`);
  return 0;
});
