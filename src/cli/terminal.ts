import { once } from 'node:events';
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
