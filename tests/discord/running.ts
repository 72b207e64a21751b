/** The real bot for end-to-end tests: a corpus with friendly and hostile documents, and the process itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, loadConfig } from '../../src/config.ts';
import type { Discord } from '../support/discord/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const TOKEN = 'the-token-of-the-bot-that-nobody-may-see';

/** A question that each document answers, with words of the sentence that does. */
export const QUESTIONS = {
  street: { question: 'Who paved Hazel Street in Brackwater?', words: 'Hazelwell Pennington' },
  linked: { question: 'When does the library of Brackwater close on Saturdays?', words: 'closes at 3 pm' },
  evil: { question: 'How many visitors does the Zorblax festival in Quimby draw?', words: '4,200 visitors' },
  disputed: { question: 'How many metres long is the old bridge of Brackwater?', words: '412 metres' },
  many: { question: 'Who paved the streets of Brackwater?', words: 'Pennington' },
  nothing: { question: 'What is the boiling point of tungsten hexafluoride?' },
} as const;

const EVIL = [
  'The Zorblax festival in Quimby draws 4,200 visitors @everyone every year ||and @here|| ```js',
  'alert(1)``` > quote # heading <@123456789012345678> <@&123456789012345678> \u202eevil\u202c [free](https://discord.gg/evil) https://discord.gg/evil :smile: **bold**.',
  '',
  '# @everyone',
  '',
  `${'@everyone ||x|| \u202e` * '.repeat(2_000)}`,
  '',
  '-# Each visitor to the Zorblax festival pays 12 crowns.',
].join('\n');

const LIBRARY = {
  id: 'library',
  title: 'Opening hours of the library',
  url: 'https://example.org/library',
  author: 'Ada Reader',
  publisher: 'Town of Brackwater',
  published: '2024-03-01',
  text: 'The library of Brackwater opens at 9 am on weekdays. On Saturdays the library of Brackwater closes at 3 pm. It stays closed on Sundays. Dogs may not enter the reading room of the library.',
};

export interface Place {
  readonly corpusDir: string;
  readonly environment: Record<string, string>;
  readonly config: Config;
  remove(): void;
}

/** A corpus and an empty index of its own, in a temporary folder. */
export function makePlace(discord: Discord, overrides: Record<string, string> = {}): Place {
  const folder = mkdtempSync(path.join(tmpdir(), 'verbatim-discord-'));
  const corpusDir = path.join(folder, 'corpus');
  mkdirSync(corpusDir);
  writeFileSync(path.join(corpusDir, 'evil @everyone.txt'), EVIL);
  writeTown(corpusDir, LIBRARY.text);
  const environment = {
    DISCORD_TOKEN: TOKEN,
    DISCORD_GUILD_ID: discord.guild.id,
    DISCORD_API_URL: discord.apiUrl,
    CORPUS_DIR: corpusDir,
    INDEX_DIR: path.join(folder, 'index'),
    DATABASE_URL: `file:${path.join(folder, 'bot.db')}`,
    // What is tested here is the way to Discord and back; answers without the second stage come sooner.
    READER_MODEL: 'off',
    MODEL_DIR: path.join(ROOT, 'embeddings', 'models'),
    ...overrides,
  };
  return {
    corpusDir,
    environment,
    config: loadConfig(environment, folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Changes what the library's document says; null takes it out of the corpus. */
export function rewriteLibrary(place: Place, text: string | null): void {
  writeTown(place.corpusDir, text);
}

/** The library, two documents that disagree, and short ones so that there is more than one page of sources. */
function writeTown(corpusDir: string, libraryText: string | null): void {
  const streets = ['Oak', 'Elm', 'Ash', 'Fir', 'Yew', 'Birch', 'Maple', 'Alder', 'Cedar', 'Hazel', 'Rowan'];
  const documents = streets.map((name, at) => ({
    id: `street-${name}`,
    title: `${name} Street`,
    text: `${name} Street in Brackwater was paved in ${1901 + at} by the mason ${name}well Pennington.`,
  }));
  const lengths = [412, 398].map((metres) => ({
    id: `bridge-${metres}`,
    title: `Bridge of ${metres} metres`,
    text: `The old bridge of Brackwater crosses the river Wend. The old bridge of Brackwater is ${metres} metres long.`,
  }));
  const library = libraryText === null ? [] : [{ ...LIBRARY, text: libraryText }];
  const lines = [...library, ...documents, ...lengths].map((document) => `${JSON.stringify(document)}\n`);
  writeFileSync(path.join(corpusDir, 'town.jsonl'), lines.join(''));
}

export interface BotProcess {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** The log's lines that are JSON, oldest first. */
  readonly log: () => Record<string, unknown>[];
  /** The exit code, when it ended. */
  readonly ended: Promise<number | null>;
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<number | null>;
}

/** Runs one of the project's scripts as people do, but for npm. */
export function startScript(name: string, environment: Record<string, string>): BotProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'scripts', name)], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  return {
    child,
    out: () => out,
    err: () => err,
    log: () =>
      err
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    ended,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null) child.kill(signal);
      return ended;
    },
  };
}
