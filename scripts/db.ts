import { runDb } from '../src/cli/db.ts';
import { run } from '../src/cli/run.ts';
import { processTerminal } from '../src/cli/terminal.ts';
import { loadConfig } from '../src/config.ts';

await run(async () => {
  const config = loadConfig();
  return runDb(process.argv.slice(2), {
    config,
    cwd: process.cwd(),
    terminal: processTerminal(config.noColor),
  });
});
