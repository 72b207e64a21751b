import { type DestinationStream, destination, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './config.ts';

export interface LoggingOptions {
  readonly level: LogLevel;
  /** Texts that must never be written, whatever else goes wrong: the bot's token. */
  readonly secrets?: readonly string[];
  /** Where lines go; standard error by default, readable on a terminal and JSON elsewhere. */
  readonly to?: DestinationStream;
}

/** Tokens of interactions and webhooks stand in the addresses of requests and let anyone answer for 15 minutes. */
const TOKEN_IN_PATH = /(\/(?:interactions|webhooks)\/\d+\/)[^/\s"?\\]+/g;

/** The log of the whole program. Lines are written before the call returns, so that none is lost at an exit. */
export function createLogger({ level, secrets = [], to = standardError() }: LoggingOptions): Logger {
  const hidden = secrets.filter((secret) => secret !== '');
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeForLog },
      hooks: {
        streamWrite: (line) =>
          hidden
            .reduce((text, secret) => text.replaceAll(secret, '[secret]'), line)
            .replace(TOKEN_IN_PATH, '$1[secret]'),
      },
    },
    to,
  );
}

/** A question as a field of a log line: its text only where the operator asked for it, else its length. */
export function questionForLog(
  question: string,
  logQuestions: boolean,
): { question: string } | { questionLength: number } {
  return logQuestions ? { question } : { questionLength: question.length };
}

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
  readonly [detail: string]: unknown;
}

/** Of an error's own properties only these: discord.js also keeps the request there, with all that people wrote. */
const DETAILS = ['identifier', 'code', 'status', 'method'] as const;
const CAUSES = 5;

function describeForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const details: Record<string, unknown> = {};
  for (const name of DETAILS) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === 'string' || typeof value === 'number') details[name] = value;
  }
  return {
    type: error.name,
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...details,
    ...(error.cause === undefined || depth >= CAUSES
      ? {}
      : { cause: describeForLog(error.cause, depth + 1) }),
  };
}

function standardError(): DestinationStream {
  return process.stderr.isTTY
    ? pretty({ destination: 2, sync: true, colorize: true, ignore: 'hostname,pid' })
    : destination({ dest: 2, sync: true });
}
