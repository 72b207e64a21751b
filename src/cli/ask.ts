import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Answer, AskOptions } from '../answer/types.ts';
import { describeError, errorCode, UserError } from '../errors.ts';
import type { Verbatim } from '../verbatim.ts';
import type { AskArguments } from './arguments.ts';
import { linesOf } from './lines.ts';
import { printable, renderAnswer, type TerminalStyle } from './render-answer.ts';

/** Exit codes of `ask`. */
export const EXIT = { answered: 0, failed: 1, badInput: 2, notFound: 3 } as const;

export interface Terminal {
  readonly stdin: Readable;
  /** Resolves when the text has been taken, so that a slow reader slows the batch down. */
  readonly write: (text: string) => Promise<void>;
  readonly style: TerminalStyle;
}

/**
 * Carries out what `npm run ask` was asked to do.
 * @returns the exit code.
 * @throws UserError for a document or batch file that is not there.
 */
export async function runAsk(args: AskArguments, verbatim: Verbatim, terminal: Terminal): Promise<number> {
  if (args.showDocument !== null) {
    await terminal.write(documentText(verbatim, args.showDocument));
    return EXIT.answered;
  }
  const options = askOptions(args);
  if (options.documentId !== undefined) documentText(verbatim, options.documentId);
  if (args.batch !== null) return runBatch(args, verbatim, terminal, options);
  const answer = await verbatim.ask(args.question ?? '', options);
  await terminal.write(args.json ? `${JSON.stringify(answer)}\n` : renderAnswer(answer, terminal.style));
  return exitCode(answer);
}

function exitCode({ status }: Answer): number {
  if (status === 'rejected') return EXIT.badInput;
  return status === 'answered' ? EXIT.answered : EXIT.notFound;
}

function askOptions(args: AskArguments): AskOptions {
  return {
    ...(args.document !== null && { documentId: args.document }),
    ...(args.ranking !== null && { ranking: args.ranking }),
    ...(args.explain && { explain: true }),
  };
}

function documentText(verbatim: Verbatim, id: string): string {
  const document = verbatim.index().documents.get(id);
  if (document !== undefined) return document.text;
  throw new UserError(
    'unknown-document',
    `There is no document "${id}" in the index. The id is the file's path below the corpus folder, or the id of its .jsonl line.`,
  );
}

/** One line in, one line out, in order; a bad line is answered as `rejected` and never stops the rest. */
async function runBatch(
  args: AskArguments,
  verbatim: Verbatim,
  terminal: Terminal,
  options: AskOptions,
): Promise<number> {
  const input = args.batch === '-' ? terminal.stdin : createReadStream(args.batch ?? '');
  let lineNumber = 0;
  try {
    for await (const raw of linesOf(input)) {
      lineNumber++;
      const line = lineNumber === 1 ? raw.replace(/^\ufeff/u, '') : raw;
      if (line.trim() === '') continue;
      const answer = await answerLine(line, lineNumber, verbatim, options);
      await terminal.write(
        args.json
          ? `${JSON.stringify(answer)}\n`
          : `${printable(answer.question)}\n${renderAnswer(answer, terminal.style)}\n`,
      );
    }
  } catch (cause) {
    if (errorCode(cause) === undefined || lineNumber > 0) throw cause;
    throw new UserError(
      'bad-batch',
      `${args.batch} could not be read (${describeError(cause)}). Give a file of JSON lines, or - for standard input.`,
      { cause },
    );
  }
  return EXIT.answered;
}

const BatchLine = z.object(
  {
    id: z
      .union([z.string(), z.number().transform(String)], 'has an "id" that is neither text nor a number')
      .optional(),
    question: z.string('has no "question" of text'),
  },
  'is not an object',
);

async function answerLine(
  line: string,
  lineNumber: number,
  verbatim: Verbatim,
  options: AskOptions,
): Promise<Answer> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return rejected(
      undefined,
      `Line ${lineNumber} is not JSON (${describeError(error)}). Write {"id": "…", "question": "…"}.`,
    );
  }
  const parsed = BatchLine.safeParse(value);
  if (!parsed.success) {
    return rejected(
      idOf(value),
      `Line ${lineNumber} ${parsed.error.issues[0]?.message ?? 'is not a question'}. Write {"id": "…", "question": "…"}.`,
    );
  }
  const { id, question } = parsed.data;
  return verbatim.ask(question, { ...options, ...(id !== undefined && { id }) });
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' || typeof value.id === 'number' ? String(value.id) : undefined;
}

function rejected(id: string | undefined, message: string): Answer {
  return {
    schema: 1,
    ...(id !== undefined && { id }),
    question: '',
    status: 'rejected',
    excerpts: [],
    disagreements: [],
    message,
    timings_ms: { total: 0 },
  };
}
