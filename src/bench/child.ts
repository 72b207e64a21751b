import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describeError } from '../errors.ts';

/** What a process of the bench can be asked: the name of each request, what it takes and what it gives. */
export type Protocol = Record<string, { readonly input: unknown; readonly output: unknown }>;

interface Request {
  readonly name: string;
  readonly input: unknown;
}

type Reply = { readonly output: unknown } | { readonly failure: string };

/** A process that the bench started, asked one thing at a time. */
export interface Child<P extends Protocol> {
  /** Rejects when the work fails or the process ends before it has answered. */
  request<Name extends keyof P & string>(name: Name, input: P[Name]['input']): Promise<P[Name]['output']>;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a script of the project in a process of its own, by tsx as the project itself runs. What it prints goes
 * to standard error, and it ends when the bench does.
 */
export function startChild<P extends Protocol>(script: URL): Child<P> {
  const child = fork(fileURLToPath(script), [], {
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    request: (name, input) => ask(child, { name, input }),
    stop: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill();
      return ended;
    },
  };
}

function ask<Output>(child: ChildProcess, request: Request): Promise<Output> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (reply: Reply) => {
      settle();
      if ('failure' in reply) reject(new Error(`${request.name}: ${reply.failure}`));
      else resolve(reply.output as Output);
    };
    const onExit = (code: number | null) => {
      settle();
      reject(new Error(`the process that was asked to ${request.name} ended with code ${code}`));
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(request, (error) => {
      if (error === null) return;
      settle();
      reject(error);
    });
  });
}

/** The other side: answers the requests of the process that started this one, and ends with it. */
export function answerRequests<P extends Protocol>(
  handlers: {
    readonly [Name in keyof P]: (input: P[Name]['input']) => P[Name]['output'] | Promise<P[Name]['output']>;
  },
): void {
  const answer = async ({ name, input }: Request): Promise<Reply> => {
    const handler = handlers[name];
    if (handler === undefined) return { failure: 'there is no such request' };
    try {
      return { output: await handler(input) };
    } catch (error) {
      return { failure: describeError(error) };
    }
  };
  process.on('message', async (request: Request) => process.send?.(await answer(request)));
  process.on('disconnect', () => process.exit());
}
