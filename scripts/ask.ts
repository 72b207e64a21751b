import { ASK_USAGE, parseAskArguments } from '../src/cli/arguments.ts';
import { runAsk } from '../src/cli/ask.ts';
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
  const note = (message: string) => process.stderr.write(`${message}\n`);
  const verbatim = await openVerbatim(config, 'as-built', {
    onWarning: note,
    onUnprovenQuote: ({ documentId, reason }) =>
      note(`A quote from ${documentId} failed its check (${reason}) and is not shown.`),
  });
  try {
    return await runAsk(args, verbatim, terminal);
  } finally {
    await verbatim.close();
  }
});
