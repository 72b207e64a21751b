import path from 'node:path';
import { z } from 'zod';
import { misspelled, readDotEnv } from './dot-env.ts';
import { UserError } from './errors.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const text = (fallback: string) => z.string().trim().min(1, 'must not be empty').default(fallback);
const snowflake = z
  .string()
  .trim()
  .regex(/^\d{17,20}$/, 'must be an id of 17 to 20 digits');
const wholeNumber = (min: number, max: number, fallback: number) =>
  z.coerce
    .number(`must be a whole number from ${min} to ${max}`)
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be a whole number from ${min} to ${max}`)
    .max(max, `must be a whole number from ${min} to ${max}`)
    .default(fallback);
const yesOrNo = (fallback: boolean) =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true');

const httpUrl = z
  .string()
  .trim()
  .refine(
    (value) => /^https?:\/\/[^\s/]+/i.test(value) && URL.canParse(value),
    'must be an http or https URL',
  )
  // The version that discord.js speaks may stand there, as in Discord's own documents; another one cannot be had.
  .transform((value) => value.replace(/\/+$/, '').replace(/\/v10$/, ''))
  .refine((value) => !/\/v\d+$/.test(value), 'must end before the version, as in https://discord.com/api');

const databaseUrl = z
  .string()
  .trim()
  .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'must start with file: or postgres://');

/** Every variable that the project reads, with its default. `.env.example` documents the same list. */
const schema = z.object({
  // Some pages show the token with the word that goes before it in a request.
  DISCORD_TOKEN: z
    .string()
    .trim()
    .min(1)
    .transform((value) => value.replace(/^Bot\s+/i, ''))
    .optional(),
  DISCORD_GUILD_ID: snowflake.optional(),
  DISCORD_API_URL: httpUrl.default('https://discord.com/api'),
  CORPUS_DIR: text('corpus'),
  INDEX_DIR: text('embeddings/index'),
  MODEL_DIR: text('embeddings/models'),
  EMBEDDING_MODEL: text('Xenova/all-MiniLM-L6-v2'),
  READER_MODEL: text('Verbatim/minilm-l6-reader')
    .refine(
      (value) => !/^(?:false|no|none|null|0|disabled?)$/i.test(value),
      'must be off, or the name of a model such as Verbatim/minilm-l6-reader',
    )
    .transform((value) => (/^off$/i.test(value) ? null : value)),
  DATABASE_URL: databaseUrl.default('file:data/bot.db'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  LOG_QUESTIONS: yesOrNo(false),
  PLAYGROUND_PORT: wholeNumber(0, 65_535, 8787),
  RETENTION_DAYS: wholeNumber(1, 3_650, 90),
  NO_COLOR: z.string().optional(),
});

export type LogLevel = (typeof logLevels)[number];

export interface Config {
  /** Null when the bot runs without Discord. */
  readonly discordToken: string | null;
  /** The test guild in which commands are registered; null registers them globally. */
  readonly discordGuildId: string | null;
  /** Base of Discord's HTTP API without a version or a final slash. */
  readonly discordApiUrl: string;
  /** The folders are absolute paths. */
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly modelDir: string;
  readonly embeddingModel: string;
  /** Null when the second stage is turned off. */
  readonly readerModel: string | null;
  readonly databaseUrl: string;
  readonly logLevel: LogLevel;
  readonly logQuestions: boolean;
  readonly playgroundPort: number;
  readonly retentionDays: number;
  /** NO_COLOR is set and not empty (https://no-color.org). */
  readonly noColor: boolean;
}

/**
 * The configuration from the environment and, beneath it, the `.env` file of the current folder. An entry point
 * calls this once; nothing else reads the environment.
 *
 * @throws UserError `bad-configuration`, naming every variable that is wrong.
 */
export function loadConfig(
  environment: NodeJS.ProcessEnv = process.env,
  cwd: string = process.cwd(),
): Config {
  const fromFile = readDotEnv(cwd);
  const values: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    // A variable that is set to nothing (`DISCORD_TOKEN=` in .env) counts as not set.
    const value = [environment[name], fromFile.values[name]].find((given) => given?.trim());
    if (value !== undefined) values[name] = value;
  }
  const parsed = schema.safeParse(values);
  const faults = [
    ...misspelled(Object.keys(fromFile.values), Object.keys(schema.shape)),
    ...fromFile.cut
      .filter((name) => name in schema.shape)
      .map((name) => `${name} in .env holds a # that cuts it short, put the value in quotes`),
  ];
  for (const { path, message } of parsed.error?.issues ?? []) faults.push(`${path.join('.')} ${message}`);
  if (!parsed.success || faults.length > 0) {
    throw new UserError(
      'bad-configuration',
      `The configuration is wrong: ${faults.join('; ')}. Correct it in the environment or in .env (.env.example explains each variable).`,
    );
  }
  const env = parsed.data;
  const corpusDir = path.resolve(cwd, env.CORPUS_DIR);
  const indexDir = path.resolve(cwd, env.INDEX_DIR);
  if (`${indexDir}${path.sep}`.startsWith(`${corpusDir}${path.sep}`)) {
    throw new UserError(
      'bad-configuration',
      `INDEX_DIR (${indexDir}) lies inside CORPUS_DIR (${corpusDir}), so the index would be read as documents. Set INDEX_DIR to a folder outside of it.`,
    );
  }
  return {
    discordToken: env.DISCORD_TOKEN ?? null,
    discordGuildId: env.DISCORD_GUILD_ID ?? null,
    discordApiUrl: env.DISCORD_API_URL,
    corpusDir,
    indexDir,
    modelDir: path.resolve(cwd, env.MODEL_DIR),
    embeddingModel: env.EMBEDDING_MODEL,
    readerModel: env.READER_MODEL,
    databaseUrl: env.DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    logQuestions: env.LOG_QUESTIONS,
    playgroundPort: env.PLAYGROUND_PORT,
    retentionDays: env.RETENTION_DAYS,
    noColor: env.NO_COLOR !== undefined,
  };
}

/** Names in the `.env` of a folder that nothing here reads: another program's business, or a mistake. */
export function unknownVariables(cwd: string = process.cwd()): string[] {
  return Object.keys(readDotEnv(cwd).values).filter((name) => !(name in schema.shape));
}
