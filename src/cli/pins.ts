import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { openCommunity } from '../community/open.ts';
import { parsePinLines, pinToLine } from '../community/pin-lines.ts';
import { databaseFile, isFileUrl } from '../community/sql/database.ts';
import type { CommunityStore } from '../community/store.ts';
import type { Config } from '../config.ts';
import { describeError, errorCode, UserError } from '../errors.ts';
import type { Terminal } from './ask.ts';

export const PINS_USAGE = `Usage: npm run -s pins -- export [FILE]
       npm run -s pins -- import FILE

  export   writes every pinned or stale answer as a JSON line, to FILE or to standard output
  import   adds the pins of such a file ("-" = standard input) that are not there yet, all or none

Both may run beside the bot. Exit: 0 done, 1 failed, 2 bad arguments.`;

export interface PinsSurroundings {
  readonly config: Pick<Config, 'databaseUrl'>;
  readonly cwd: string;
  readonly terminal: Pick<Terminal, 'stdin' | 'write'>;
  /** One line for the person, apart from what `terminal` gets. */
  readonly note: (message: string) => void;
}

/**
 * Carries out `npm run pins`.
 *
 * @returns the exit code.
 * @throws UserError `bad-arguments`, `bad-pins-file`, `export-exists`, `no-database` or as the stores do.
 */
export async function runPins(argv: readonly string[], surroundings: PinsSurroundings): Promise<number> {
  const [command, file, ...more] = argv;
  if (command === '--help' || command === '-h') {
    await surroundings.terminal.write(`${PINS_USAGE}\n`);
    return 0;
  }
  if (more.length === 0 && command === 'export') return exportPins(file ?? null, surroundings);
  if (more.length === 0 && command === 'import' && file !== undefined) {
    return importPins(file, surroundings);
  }
  throw new UserError('bad-arguments', `Say what to do with the pins.\n\n${PINS_USAGE}`);
}

async function exportPins(file: string | null, surroundings: PinsSurroundings): Promise<number> {
  const { config, cwd, terminal, note } = surroundings;
  const source = isFileUrl(config.databaseUrl) ? databaseFile(config.databaseUrl, cwd) : null;
  if (source !== null && !existsSync(source)) {
    throw new UserError(
      'no-database',
      `There is no database ${source}, so there are no pins. Start the bot once with DISCORD_TOKEN set, or correct DATABASE_URL.`,
    );
  }
  const lines = await withStore(surroundings, async (store) => {
    const { items } = await store.pins.list({
      states: ['pinned', 'stale'],
      limit: Number.MAX_SAFE_INTEGER,
    });
    return items.map((pin) => `${pinToLine(pin)}\n`);
  });
  if (file === null) await terminal.write(lines.join(''));
  else await writeNew(path.resolve(cwd, file), lines.join(''));
  note(`${count(lines.length)} exported${file === null ? '' : ` to ${file}`}.`);
  return 0;
}

async function importPins(file: string, surroundings: PinsSurroundings): Promise<number> {
  const { cwd, terminal, note } = surroundings;
  const content = file === '-' ? await text(terminal.stdin) : await readExport(path.resolve(cwd, file));
  const pins = parsePinLines(content, file === '-' ? 'standard input' : file);
  const added = await withStore(surroundings, (store) => store.pins.import(pins));
  note(`${count(added)} imported, ${pins.length - added} there already.`);
  if (added > 0) note('A bot that runs gives them as answers from its next start on.');
  return 0;
}

async function withStore<T>(
  { config, cwd }: PinsSurroundings,
  work: (store: CommunityStore) => Promise<T>,
): Promise<T> {
  const store = await openCommunity(config, { as: 'tool', cwd });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function readExport(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError(
      'bad-pins-file',
      `${file} could not be read (${describeError(cause)}). Name a file that \`npm run pins -- export\` wrote.`,
      { cause },
    );
  }
}

async function writeNew(file: string, content: string): Promise<void> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const message =
      errorCode(cause) === 'EEXIST'
        ? `${file} exists already and is not overwritten. Name another file, or delete it first.`
        : `${file} could not be written (${describeError(cause)}). Name another file.`;
    throw new UserError(errorCode(cause) === 'EEXIST' ? 'export-exists' : 'export-failed', message, {
      cause,
    });
  }
}

function count(pins: number): string {
  return pins === 1 ? '1 pin' : `${pins} pins`;
}
