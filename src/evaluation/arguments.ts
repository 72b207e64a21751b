import { parseArgs } from 'node:util';
import { describeError, UserError } from '../errors.ts';

/** What `npm run evaluate` was asked to do. */
export interface EvaluateArguments {
  /** A folder with documents and questions, or a file of questions over the configured corpus. */
  readonly source:
    | { readonly kind: 'set'; readonly folder: string }
    | { readonly kind: 'questions'; readonly file: string };
  /** Ask at most so many questions, spread evenly over the set. */
  readonly limit: number | null;
  /** File for one JSON line a question: how it was judged, the candidates and the trace. */
  readonly explain: string | null;
  /** File for the reliability diagram. */
  readonly svg: string | null;
  /** Seed of the bootstrap intervals. */
  readonly seed: number;
}

export const EVALUATE_USAGE = `Usage: npm run evaluate -- --set DIR        a folder of corpus.jsonl, queries.jsonl, qrels.tsv, answers.jsonl
       npm run evaluate -- --questions FILE  JSON lines {"id","question","answerable","documents"?,"quote_contains"?}
                                             over the corpus of CORPUS_DIR
  --limit N        ask at most N questions, spread evenly
  --explain FILE   write one JSON line a question: judgement, candidates and trace
  --svg FILE       write the reliability diagram
  --seed N         seed of the bootstrap intervals (1)
  --help           this text

The table goes to stderr, one JSON object to stdout.`;

/**
 * Parses the arguments of `evaluate`.
 *
 * @returns null when help was asked for.
 * @throws UserError `bad-arguments` that names the argument.
 */
export function parseEvaluateArguments(argv: readonly string[]): EvaluateArguments | null {
  const values = parse(argv);
  if (values.help) return null;
  return {
    source: parseSource(values.set, values.questions),
    limit: values.limit === undefined ? null : wholeNumber('--limit', values.limit, 1),
    explain: values.explain ?? null,
    svg: values.svg ?? null,
    seed: values.seed === undefined ? 1 : wholeNumber('--seed', values.seed, 0),
  };
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = {
      set: text,
      questions: text,
      limit: text,
      explain: text,
      svg: text,
      seed: text,
    } as const;
    return parseArgs({ args: [...argv], options: { ...options, help: { type: 'boolean', short: 'h' } } })
      .values;
  } catch (cause) {
    throw new UserError('bad-arguments', `${describeError(cause)}\n\n${EVALUATE_USAGE}`, { cause });
  }
}

function parseSource(set: string | undefined, questions: string | undefined): EvaluateArguments['source'] {
  if (set !== undefined && questions === undefined) return { kind: 'set', folder: set };
  if (questions !== undefined && set === undefined) return { kind: 'questions', file: questions };
  throw new UserError('bad-arguments', `Give either --set DIR or --questions FILE.\n\n${EVALUATE_USAGE}`);
}

function wholeNumber(name: string, value: string, least: number): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number;
  throw new UserError('bad-arguments', `${name} takes a whole number of at least ${least}, not "${value}".`);
}
