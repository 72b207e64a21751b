export type StopSignal = 'SIGINT' | 'SIGTERM';

/** The part of `process` that this needs. */
export interface SignalSource {
  on(signal: StopSignal, listener: () => void): unknown;
  exit(code: number): never;
}

export interface StopSignals {
  /** Resolves at the first signal from now on. Before this is called a signal ends the process at once. */
  requested(): Promise<StopSignal>;
}

/** What a shell reports for a program that Ctrl-C or `kill` ended: 128 and the signal's number. */
export const STOPPED: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

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
  let finish: ((signal: StopSignal) => void) | null = null;
  let askedAt: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    source.on(signal, () => {
      // Nothing has been begun that would have to be finished.
      if (finish === null) source.exit(0);
      if (askedAt !== null && now() - askedAt > ONE_PRESS_MS) source.exit(STOPPED[signal]);
      askedAt ??= now();
      finish(signal);
    });
  }
  let requested: Promise<StopSignal> | null = null;
  return {
    requested: () => {
      requested ??= new Promise((resolve) => {
        finish = resolve;
      });
      return requested;
    },
  };
}
