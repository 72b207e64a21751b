import { expect, test } from 'vitest';
import { listenForStop, type StopSignal } from '../../src/cli/stop-signals.ts';

function program() {
  const listeners = new Map<StopSignal, () => void>();
  const exits: number[] = [];
  const clock = { now: 0 };
  const source = {
    on: (signal: StopSignal, listener: () => void) => listeners.set(signal, listener),
    exit: (code: number) => {
      exits.push(code);
      throw new Error('the process ends here');
    },
  };
  const signals = listenForStop(source, () => clock.now);
  return { signals, exits, clock, send: (signal: StopSignal) => listeners.get(signal)?.() };
}

test('Ctrl-C before anything is begun ends the program at once, with success', () => {
  const { exits, send } = program();
  expect(() => send('SIGINT')).toThrow('the process ends here');
  expect(exits).toEqual([0]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s asks to finish, and ends the program when it comes again', async (signal, code) => {
  const { signals, exits, clock, send } = program();
  const requested = signals.requested();
  send(signal);
  clock.now = 900;
  // npm and tsx pass the same press on.
  send(signal);
  expect(await requested).toBe(signal);
  expect(exits).toEqual([]);
  clock.now = 2_000;
  expect(() => send(signal)).toThrow('the process ends here');
  expect(exits).toEqual([code]);
});
