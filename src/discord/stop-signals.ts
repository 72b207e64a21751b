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

/** Ctrl-C and `kill`: the first asks to finish, a second one ends the process at once. */
export function listenForStop(source: SignalSource): StopSignals {
  let finish: (() => void) | null = null;
  let asked = false;
  const onSignal = () => {
    if (finish === null) source.exit(0);
    if (asked) source.exit(IMPATIENT);
    asked = true;
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
