import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../../../src/bench/child.ts';
import { type Figure, figure, ratioAtMost } from '../../../src/bench/figure.ts';
import { questionOf } from '../../../src/bench/questions.ts';
import { alternate, p50, p95 } from '../../../src/bench/rounds.ts';
import type { Workspace } from '../../../src/bench/workspace.ts';
import { type Discord, startDiscord } from '../discord/index.ts';
import type { FloorBot } from './floor-bot.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const TOKEN = 'the-token-of-the-benchmark';
const MOST_ROUNDS = 80;
const WARM_UP_ROUNDS = 10;
const PAUSE_MS = 50;
const START_MS = 60_000;
const ANSWER_MS = 30_000;
const MOST_TIMES_FLOOR = 10;

/**
 * From the dispatch of a question to its final reply, by the real bot in a process of its own, beside the least that
 * discord.js needs for any reply. Each has a Discord of its own, so that neither waits for the other's limits.
 */
export async function measureDiscord(workspace: Workspace): Promise<Figure[]> {
  const { config, rounds } = workspace;
  const count = Math.min(rounds, MOST_ROUNDS);
  const floor = await startFloor();
  try {
    const figures = [await measureBot(workspace, floor, null, count)];
    if (config.readerModel !== null) {
      figures.push(await measureBot(workspace, floor, config.readerModel, count));
    }
    floor.discord.assertClean();
    return figures;
  } finally {
    await floor.stop();
  }
}

interface Floor {
  readonly discord: Discord;
  stop(): Promise<void>;
}

async function measureBot(
  workspace: Workspace,
  floor: Floor,
  readerModel: string | null,
  rounds: number,
): Promise<Figure> {
  const discord = await startDiscord({ token: TOKEN });
  const bot = startBot(workspace, discord, readerModel);
  const failed = failure(bot);
  // Once it is ready, the end of the bot shows in the question that it does not answer.
  failed.catch(() => undefined);
  try {
    await Promise.race([discord.ready({ commands: ['ask'], timeoutMs: START_MS }), failed]);
    let deferred = 0;
    const sides = {
      bot: async (round: number) => {
        await pause();
        const asked = await ask(discord, round);
        if (asked.edits > 0) deferred += 1;
        return asked.lastMs ?? Number.NaN;
      },
      floor: async (round: number) => {
        await pause();
        const { callback } = await ask(floor.discord, round);
        return callback?.latencyMs ?? Number.NaN;
      },
    };
    await alternate(WARM_UP_ROUNDS, sides);
    deferred = 0;
    const times = await alternate(rounds, sides);
    discord.assertClean();
    return figure({
      id: readerModel === null ? 'discord.without-reader' : 'discord.with-reader',
      label: `Discord, ${readerModel === null ? 'no' : 'with the'} reader, dispatch to final reply, p95`,
      unit: 'ms',
      value: p95(times.bot),
      floor: { label: 'discord.js alone, dispatch to callback, p95', value: p95(times.floor) },
      goal: ratioAtMost(MOST_TIMES_FLOOR),
      details: {
        rounds,
        p50_ms: p50(times.bot),
        floor_p50_ms: p50(times.floor),
        p50_ratio: p50(times.bot) / p50(times.floor),
        deferred,
      },
    });
  } finally {
    await stop(bot);
    await discord.close();
  }
}

/** A question of somebody who has not asked before, so that no limit of a person is met. */
function ask(discord: Discord, round: number) {
  const user = discord.addUser(`person-${discord.interactions.length}`);
  const options = { question: questionOf(round) };
  return discord.slash({ user, channel: discord.general, command: 'ask', options }).settled(ANSWER_MS);
}

async function startFloor(): Promise<Floor> {
  const discord = await startDiscord({ token: TOKEN });
  const child = startChild<FloorBot>(new URL('./floor-bot.ts', import.meta.url));
  await child.request('start', { token: TOKEN, apiUrl: discord.apiUrl });
  await discord.ready({ commands: ['ask'] });
  return {
    discord,
    stop: async () => {
      await child.stop();
      await discord.close();
    },
  };
}

/** The bot as people start it, in the workspace, where no `.env` changes what is measured. */
function startBot({ config, folder }: Workspace, discord: Discord, readerModel: string | null): ChildProcess {
  const script = path.join(ROOT, 'scripts', 'start.ts');
  return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      DISCORD_TOKEN: TOKEN,
      DISCORD_GUILD_ID: discord.guild.id,
      DISCORD_API_URL: discord.apiUrl,
      CORPUS_DIR: config.corpusDir,
      INDEX_DIR: config.indexDir,
      DATABASE_URL: `file:${path.join(folder, 'bot.db')}`,
      MODEL_DIR: config.modelDir,
      EMBEDDING_MODEL: config.embeddingModel,
      READER_MODEL: readerModel ?? 'off',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Rejects with what the bot said when it ends before it is stopped. */
function failure(bot: ChildProcess): Promise<never> {
  let said = '';
  bot.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  return new Promise((_, reject) => {
    bot.once('close', (code) => reject(new Error(`the bot ended with code ${code} and said:\n${said}`)));
  });
}

async function stop(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => bot.once('exit', () => resolve()));
  bot.kill('SIGTERM');
  await ended;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
