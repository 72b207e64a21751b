import { parseArgs } from 'node:util';
import { describeError, UserError } from '../errors.ts';

/** What `npm run ask` was asked to do. */
export interface AskArguments {
  readonly question: string | null;
  readonly json: boolean;
  /** File of JSON lines, `-` for standard input. */
  readonly batch: string | null;
  readonly ranking: number | null;
  readonly explain: boolean;
  readonly showDocument: string | null;
  /** Answer from the document with this id only. */
  readonly document: string | null;
  readonly help: boolean;
}

export const ASK_USAGE = `Usage: npm run -s ask -- [options] "question"

  --json               one JSON object on stdout and nothing else there
  --batch FILE         JSON lines {"id","question"} in ("-" = stdin), one JSON line out for each (with --json)
  --ranking N          with --json: the best N documents, whether or not the answer abstains
  --explain            with --json: the candidates and a trace of every stage
  --document ID        answer from this document only
  --show-document ID   print exactly the text that offsets refer to
  --help               this text

Exit: 0 answered, 3 nothing found, 2 bad input, 1 something else failed.`;

/**
 * Parses the arguments of `ask`. Several words without quotes make one question.
 * @throws UserError `bad-arguments` that names the argument.
 */
export function parseAskArguments(argv: readonly string[]): AskArguments {
  const { values, positionals } = parse(argv);
  const question = positionals.length > 0 ? positionals.join(' ') : null;
  const result: AskArguments = {
    question,
    json: values.json ?? false,
    batch: values.batch ?? null,
    ranking: values.ranking === undefined ? null : positiveInteger('--ranking', values.ranking),
    explain: values.explain ?? false,
    showDocument: values['show-document'] ?? null,
    document: values.document ?? null,
    help: values.help ?? false,
  };
  const tasks = [question !== null, result.batch !== null, result.showDocument !== null].filter(
    Boolean,
  ).length;
  if (!result.help && tasks !== 1) {
    throw new UserError(
      'bad-arguments',
      tasks === 0
        ? 'There is no question. Write it in quotation marks: npm run -s ask -- "your question".'
        : 'A question, --batch and --show-document exclude each other. Give one of them.',
    );
  }
  if (!result.json && (result.explain || result.ranking !== null)) {
    throw new UserError('bad-arguments', '--explain and --ranking add to the JSON; give --json with them.');
  }
  return result;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        batch: { type: 'string' },
        ranking: { type: 'string' },
        explain: { type: 'boolean' },
        'show-document': { type: 'string' },
        document: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    // Node adds advice that leaves out the `--` of npm.
    const fault = describeError(cause).replace(/\. To specify a positional[\s\S]*$/, '.');
    throw new UserError('bad-arguments', `${fault}\n\n${ASK_USAGE}`, { cause });
  }
}

function positiveInteger(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 1000) return number;
  throw new UserError('bad-arguments', `${name} takes a whole number from 1 to 1000, not "${value}".`);
}
