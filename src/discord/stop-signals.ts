/** The part of `process` that this needs. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  exit(code: number): never;
}

export interface StopSignals {
  /**
   * Resolves at the first signal from now on. Before this is called a signal ends the process at once: nothing is
   * being answered yet, and a build can be stopped at any moment.
   */
  requested(): Promise<null>;
}

/** What a shell reports for a program that Ctrl-C ended. */
const IMPATIENT = 130;

/** npm and tsx pass on a signal that the terminal also sent to every process, so one Ctrl-C arrives several times. */
const ONE_PRESS_MS = 1_000;

/**
 * Ctrl-C and `kill`: the first asks to finish, another one later ends the process at once.
 *
 * @param now milliseconds of a clock that never goes back
 */
export function listenForStop(
  source: SignalSource,
  now: () => number = () => performance.now(),
): StopSignals {
  let finish: (() => void) | null = null;
  let askedAt: number | null = null;
  const onSignal = () => {
    if (finish === null) source.exit(0);
    if (askedAt !== null && now() - askedAt > ONE_PRESS_MS) source.exit(IMPATIENT);
    askedAt ??= now();
    finish();
  };
  source.on('SIGINT', onSignal);
  source.on('SIGTERM', onSignal);
  return {
    requested: () =>
      new Promise((resolve) => {
        finish = () => resolve(null);
      }),
  };
}
