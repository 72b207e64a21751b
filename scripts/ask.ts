import { ASK_USAGE, parseAskArguments } from '../src/cli/arguments.ts';
import { runAsk } from '../src/cli/ask.ts';
import { showProgress } from '../src/cli/progress.ts';
import { run } from '../src/cli/run.ts';
import { processTerminal } from '../src/cli/terminal.ts';
import { loadConfig } from '../src/config.ts';
import { openVerbatim } from '../src/verbatim.ts';

await run(async () => {
  const args = parseAskArguments(process.argv.slice(2));
  const config = loadConfig();
  const terminal = processTerminal(config.noColor);
  if (args.help) {
    await terminal.write(`${ASK_USAGE}\n`);
    return 0;
  }
  const { stderr } = process;
  const note = (message: string) => stderr.write(`${message}\n`);
  const progress = showProgress(
    { isTerminal: stderr.isTTY, columns: stderr.columns || 80, write: (text) => stderr.write(text) },
    () => performance.now(),
  );
  const verbatim = await openVerbatim(config, 'as-built', {
    onWarning: note,
    // The first question builds the index. Scripts get nothing but the answer.
    ...(stderr.isTTY && { onProgress: progress.update }),
    onUnprovenQuote: ({ documentId, reason }) =>
      note(`A quote from ${documentId} failed its check (${reason}) and is not shown.`),
  });
  progress.end();
  try {
    return await runAsk(args, verbatim, terminal);
  } finally {
    await verbatim.close();
  }
});
