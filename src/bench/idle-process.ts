import { answerRequests } from './child.ts';

/** A process that runs TypeScript by tsx and does nothing else. */
export type IdleProcess = {
  /** Resident memory, in bytes. */
  memory: { readonly input: null; readonly output: number };
};

answerRequests<IdleProcess>({ memory: () => process.memoryUsage.rss() });
