import { parseArgs } from 'node:util';
import { describeError, UserError } from '../errors.ts';

/** The groups of figures, in the order in which they are measured. */
export const GROUPS = ['ask', 'build', 'index', 'memory', 'discord'] as const;
export type Group = (typeof GROUPS)[number];

/** What `npm run bench` was asked to do. */
export interface BenchArguments {
  readonly json: boolean;
  readonly groups: readonly Group[];
  /** Rounds of what takes milliseconds; slower work takes fewer (see the figures themselves). */
  readonly rounds: number;
}

const DEFAULT_ROUNDS = 200;
const MOST_ROUNDS = 10_000;

export const BENCH_USAGE = `Usage: npm run bench -- [options]

  --only NAME[,NAME]   measure these groups only: ${GROUPS.join(', ')}
  --rounds N           rounds of what takes milliseconds (${DEFAULT_ROUNDS}); slower work takes fewer
  --json               one JSON object on stdout and nothing else there (with npm run -s bench)
  --help               this text

The table goes to stderr. Each figure stands beside its floor, measured in the same run.`;

/**
 * Parses the arguments of `bench`.
 *
 * @returns null when help was asked for.
 * @throws UserError `bad-arguments` that names the argument.
 */
export function parseBenchArguments(argv: readonly string[]): BenchArguments | null {
  const values = parse(argv);
  if (values.help) return null;
  return {
    json: values.json ?? false,
    groups: values.only === undefined ? GROUPS : parseGroups(values.only),
    rounds: values.rounds === undefined ? DEFAULT_ROUNDS : parseRounds(values.rounds),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        json: { type: 'boolean' },
        only: { type: 'string' },
        rounds: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (cause) {
    throw new UserError('bad-arguments', `${describeError(cause)}\n\n${BENCH_USAGE}`, { cause });
  }
}

function parseGroups(value: string): Group[] {
  const names = value.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!GROUPS.some((group) => group === name)) {
      throw new UserError('bad-arguments', `--only takes ${GROUPS.join(', ')}, not "${name}".`);
    }
  }
  return GROUPS.filter((group) => names.includes(group));
}

function parseRounds(value: string): number {
  const rounds = Number(value);
  if (value.trim() !== '' && Number.isInteger(rounds) && rounds >= 1 && rounds <= MOST_ROUNDS) return rounds;
  throw new UserError(
    'bad-arguments',
    `--rounds takes a whole number from 1 to ${MOST_ROUNDS}, not "${value}".`,
  );
}
