import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { openCommunity } from '../community/open.ts';
import { databaseFile, isFileUrl } from '../community/sql/database.ts';
import { type Config, unknownVariables } from '../config.ts';
import { loadCorpus } from '../corpus/load.ts';
import { type Models, openModels } from '../embedding/open-embedder.ts';
import { describeError, UserError } from '../errors.ts';
import { corpusState } from '../index/corpus-state.ts';
import { openIndex } from '../index/open.ts';

export type Level = 'ok' | 'warn' | 'fail';

/** One thing that was looked at, with the next step where it is not well. */
export interface Finding {
  readonly level: Level;
  readonly subject: string;
  readonly text: string;
}

/** Oldest Node.js that the project runs on; `engines` in package.json says the same. */
const NODE_REQUIRED = [20, 19] as const;

/**
 * Checks that a question can be answered on this machine: node, configuration, model, corpus, index, database, Discord.
 *
 * @param cwd the folder whose `.env` was read; the current one by default.
 */
export async function* examine(config: Config, cwd?: string): AsyncGenerator<Finding> {
  yield checkNode(process.versions.node);
  yield {
    level: 'ok',
    subject: 'configuration',
    text: `read; corpus ${config.corpusDir}, index ${config.indexDir}`,
  };
  const unknown = unknownVariables(cwd);
  if (unknown.length > 0) {
    const text = `.env sets ${unknown.join(', ')}, which nothing here reads. Correct the name or ignore this.`;
    yield { level: 'warn', subject: 'configuration', text };
  }
  const models = await attempt('model', () => openModels(config));
  yield models.finding ?? (await describeModels(models.value));
  yield* checkCorpus(config);
  if (models.value !== undefined) {
    yield await checkIndex(config, models.value);
    await models.value.close();
  } else {
    yield { level: 'warn', subject: 'index', text: 'not checked, since the model could not be opened' };
  }
  yield await checkDatabase(config);
  yield await checkDiscord(config);
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor, needMinor] = NODE_REQUIRED;
  const enough = major > needMajor || (major === needMajor && minor >= needMinor);
  return enough
    ? { level: 'ok', subject: 'node', text: version }
    : {
        level: 'fail',
        subject: 'node',
        text: `${version} is too old. Install Node.js ${needMajor}.${needMinor} or later.`,
      };
}

async function describeModels({ embedder, reader }: Models): Promise<Finding> {
  const reading = reader === null ? 'reader off' : `reader ${reader.model}`;
  return {
    level: 'ok',
    subject: 'model',
    text: `${embedder.model}, ${embedder.dimensions} dimensions; ${reading}`,
  };
}

async function* checkCorpus(config: Config): AsyncGenerator<Finding> {
  const { value: corpus, finding } = await attempt('corpus', () => loadCorpus(config.corpusDir));
  if (corpus === undefined) {
    yield finding;
    return;
  }
  const { documents, problems, ignored } = corpus;
  yield documents.length > 0
    ? { level: 'ok', subject: 'corpus', text: `${documents.length} documents` }
    : {
        level: 'fail',
        subject: 'corpus',
        text: `${config.corpusDir} holds no document. Put .txt, .md or .jsonl files there.`,
      };
  for (const { message } of problems) yield { level: 'warn', subject: 'corpus', text: message };
  if (ignored.length > 0) {
    const shown = ignored.slice(0, 5).join(', ');
    yield {
      level: 'warn',
      subject: 'corpus',
      text: `${ignored.length} files of unknown formats are ignored: ${shown}`,
    };
  }
}

async function checkIndex(config: Config, { embedder }: Models): Promise<Finding> {
  const { value: index, finding } = await attempt('index', () =>
    openIndex(config.indexDir, { fingerprint: embedder.fingerprint }),
  );
  if (index === undefined) {
    const missing = finding.identifier === 'no-index';
    return { ...finding, level: missing ? 'warn' : 'fail' };
  }
  const size = `generation ${index.generation}, ${index.documents.size} documents, ${index.passages.length} passages`;
  const { value: state } = await attempt('corpus', () => corpusState(config.corpusDir));
  return state === index.corpusState
    ? { level: 'ok', subject: 'index', text: size }
    : {
        level: 'warn',
        subject: 'index',
        text: `${size}; the corpus has changed since. Run \`npm run build:index\`.`,
      };
}

async function checkDatabase(config: Config): Promise<Finding> {
  const url = config.databaseUrl;
  const file = isFileUrl(url) ? databaseFile(url, process.cwd()) : null;
  if (file !== null && !existsSync(file)) return checkFolderFor(file);
  const { value: store, finding } = await attempt('database', () => openCommunity(config, { as: 'tool' }));
  if (store === undefined) return finding;
  try {
    await store.ping();
    return { level: 'ok', subject: 'database', text: store.location };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { level: 'fail', subject: 'database', text: error.message };
  } finally {
    await store.close();
  }
}

/** A database that is not there yet is made at the first start, if the nearest folder above it can be written. */
async function checkFolderFor(file: string): Promise<Finding> {
  const subject = 'database';
  let folder = path.dirname(file);
  while (!existsSync(folder)) folder = path.dirname(folder);
  try {
    await access(path.join(folder, '.'), constants.W_OK | constants.X_OK);
    return { level: 'ok', subject, text: `${file} is made at the first start` };
  } catch (error) {
    const text = `${file} cannot be made (${describeError(error)}). Free the folder or set DATABASE_URL to another file.`;
    return { level: 'fail', subject, text };
  }
}

/** How long Discord may take to answer, in milliseconds. */
const DISCORD_TIMEOUT = 5000;

async function checkDiscord({ discordToken, discordApiUrl, discordGuildId }: Config): Promise<Finding> {
  const subject = 'discord';
  if (discordToken === null) {
    return {
      level: 'warn',
      subject,
      text: 'DISCORD_TOKEN is not set; `npm start` answers in the terminal. README.md says how to get one.',
    };
  }
  try {
    const response = await fetch(`${discordApiUrl}/v10/users/@me`, {
      headers: { authorization: `Bot ${discordToken}` },
      signal: AbortSignal.timeout(DISCORD_TIMEOUT),
    });
    if (response.status === 401) {
      return {
        level: 'fail',
        subject,
        text: 'The token is not valid. Copy it anew from the Discord developer portal into DISCORD_TOKEN.',
      };
    }
    if (!response.ok)
      return {
        level: 'warn',
        subject,
        text: `Discord answered with status ${response.status}; try again later.`,
      };
    const where =
      discordGuildId === null
        ? '`npm run deploy:commands` registers the commands for every guild'
        : `\`npm start\` registers the commands in guild ${discordGuildId}`;
    return { level: 'ok', subject, text: `the token is valid; ${where}` };
  } catch (error) {
    return {
      level: 'fail',
      subject,
      text: `${discordApiUrl} cannot be reached (${describeError(error)}). Check the network and DISCORD_API_URL.`,
    };
  }
}

type Attempt<T> =
  | { readonly value: T; readonly finding?: undefined }
  | { readonly value?: undefined; readonly finding: Finding & { readonly identifier: string } };

/** An expected failure becomes a finding; anything else is a fault of the program. */
async function attempt<T>(subject: string, action: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await action() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { finding: { level: 'fail', subject, text: error.message, identifier: error.identifier } };
  }
}
