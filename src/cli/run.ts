import { describeError, errorCode, UserError } from '../errors.ts';

/** Failures that lie in what was typed; the exit code tells them from what went wrong. */
const BAD_INPUT = new Set(['bad-arguments', 'bad-batch', 'unknown-document']);

/**
 * Runs an entry point: its result is the exit code; an expected failure is one line on stderr; anything else is a
 * fault of the program and keeps its stack. The process then ends by itself, so that output is not cut off.
 */
export async function run(main: () => Promise<number>): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.off('error', endWithoutOutput).on('error', endWithoutOutput);
  }
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = BAD_INPUT.has(error.identifier) ? 2 : 1;
  }
}

/** A reader that goes away (`| head`) ends the program quietly; a full disk behind `>` ends it with a line. */
function endWithoutOutput(error: unknown): void {
  if (errorCode(error) === 'EPIPE') process.exit(0);
  process.stderr.write(
    `The output could not be written (${describeError(error)}). Send it to another place.\n`,
    () => process.exit(1),
  );
}
