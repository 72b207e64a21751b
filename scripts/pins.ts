import { runPins } from '../src/cli/pins.ts';
import { run } from '../src/cli/run.ts';
import { processTerminal } from '../src/cli/terminal.ts';
import { loadConfig } from '../src/config.ts';

await run(async () => {
  const config = loadConfig();
  return runPins(process.argv.slice(2), {
    config,
    cwd: process.cwd(),
    terminal: processTerminal(config.noColor),
    note: (message) => process.stderr.write(`${message}\n`),
  });
});
