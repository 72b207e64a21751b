import type { Config } from '../config.ts';
import { openVerbatim } from '../verbatim.ts';
import { answerRequests } from './child.ts';

/** A process that answers questions, with models and index opened as `npm start` opens them. */
export type ServingProcess = {
  serve: {
    readonly input: { readonly config: Config; readonly questions: readonly string[] };
    readonly output: {
      /** Resident memory after opening, and after the last answer, in bytes. */
      readonly opened: number;
      readonly served: number;
      /** The most it ever was, in bytes. */
      readonly most: number;
      readonly answered: number;
    };
  };
};

answerRequests<ServingProcess>({
  async serve({ config, questions }) {
    const fail = (message: string) => {
      throw new Error(message);
    };
    const verbatim = await openVerbatim(config, 'current', {
      onWarning: fail,
      onUnprovenQuote: ({ documentId }) => fail(`a quote from ${documentId} could not be proved`),
    });
    const opened = process.memoryUsage.rss();
    let answered = 0;
    for (const question of questions) {
      const { status } = await verbatim.ask(question);
      if (status === 'answered') answered += 1;
    }
    const served = process.memoryUsage.rss();
    await verbatim.close();
    // The operating system gives it in kilobytes.
    return { opened, served, most: process.resourceUsage().maxRSS * 1024, answered };
  },
});
