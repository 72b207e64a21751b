import { once } from 'node:events';
import { describeError } from '../errors.ts';
import type { Terminal } from './ask.ts';

/** Widest and narrowest lines that quotes are wrapped to, in columns. */
const MAX_WIDTH = 100;
const MIN_WIDTH = 40;

/**
 * The process's own terminal. Bold and colour only where standard output is one and NO_COLOR
 * (https://no-color.org) is unset or empty.
 */
export function processTerminal(noColor: boolean): Terminal {
  const { stdout, stdin } = process;
  // A reader that goes away (`| head`) ends the program quietly; a full disk behind `>` ends it with a line.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      process.stderr.write(
        `The output could not be written (${describeError(error)}). Send it to another place.\n`,
      );
    }
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  return {
    stdin,
    write: async (text) => {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
    style: {
      color: stdout.isTTY === true && !noColor,
      width: Math.max(MIN_WIDTH, Math.min(stdout.columns || MAX_WIDTH, MAX_WIDTH)),
    },
  };
}
