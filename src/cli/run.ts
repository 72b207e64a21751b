import { UserError } from '../errors.ts';

/**
 * Runs an entry point: its result is the exit code; an expected failure is one line on stderr; anything else is a
 * fault of the program and keeps its stack. The process then ends by itself, so that output is not cut off.
 */
export async function run(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode =
      error.identifier === 'bad-arguments' || error.identifier === 'unknown-document' ? 2 : 1;
  }
}
