import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, loadConfig } from '../config.ts';

/** Everything that a measurement works with. */
export interface Workspace {
  /** The configured models over the shipped corpus, with an index of the bench's own. */
  readonly config: Config;
  /** A temporary folder, gone when the bench ends. */
  readonly folder: string;
  readonly rounds: number;
  /** Says what is under way. */
  readonly note: (message: string) => void;
  remove(): void;
}

const SHIPPED_CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url));

/** Makes the temporary folder, which goes when the process ends, too. */
export function makeWorkspace(rounds: number, note: (message: string) => void): Workspace {
  const folder = mkdtempSync(path.join(tmpdir(), 'verbatim-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const]) {
    // The usual code of a program that a signal ended.
    process.once(signal, () => process.exit(128 + number));
  }
  const config = { ...loadConfig(), corpusDir: SHIPPED_CORPUS, indexDir: path.join(folder, 'index') };
  return { config, folder, rounds, note, remove };
}
