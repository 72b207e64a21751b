import { backupDatabase } from '../community/backup.ts';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import type { Terminal } from './ask.ts';

export const DB_USAGE = `Usage: npm run -s db -- backup FILE

  backup   copies the database into FILE, which must not exist; safe while the bot runs

Exit: 0 done, 1 failed, 2 bad arguments.`;

export interface DbSurroundings {
  readonly config: Pick<Config, 'databaseUrl'>;
  readonly cwd: string;
  readonly terminal: Pick<Terminal, 'write'>;
}

/**
 * Carries out `npm run db`.
 *
 * @returns the exit code.
 * @throws UserError `bad-arguments`, or as `backupDatabase`.
 */
export async function runDb(argv: readonly string[], surroundings: DbSurroundings): Promise<number> {
  const { config, cwd, terminal } = surroundings;
  const [command, file, ...more] = argv;
  if (command === '--help' || command === '-h') {
    await terminal.write(`${DB_USAGE}\n`);
    return 0;
  }
  if (command !== 'backup' || file === undefined || more.length > 0) {
    throw new UserError('bad-arguments', `Say where the backup goes.\n\n${DB_USAGE}`);
  }
  const backup = await backupDatabase(config.databaseUrl, file, cwd);
  const kilobytes = Math.ceil(backup.bytes / 1024).toLocaleString('en');
  await terminal.write(`${backup.source} is backed up in ${backup.file} (${kilobytes} kB).\n`);
  return 0;
}
