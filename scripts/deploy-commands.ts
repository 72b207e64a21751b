import { parseArgs } from 'node:util';
import { run } from '../src/cli/run.ts';
import { loadConfig } from '../src/config.ts';
import { deployFromConfig } from '../src/discord/deploy-from-config.ts';
import { describeError, UserError } from '../src/errors.ts';

const USAGE = `Usage: npm run deploy:commands [-- --remove]

Registers the commands in the guild of DISCORD_GUILD_ID, or for every guild when it is unset, and prints what changed.

  --remove   takes them away from there instead
  --help     this text`;

await run(async () => {
  const { remove = false, help = false } = parse();
  const lines = help ? [USAGE] : await deployFromConfig(loadConfig(), { remove });
  for (const line of lines) process.stdout.write(`${line}\n`);
  return 0;
});

function parse() {
  try {
    const options = { remove: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ options }).values;
  } catch (cause) {
    throw new UserError('bad-arguments', `${describeError(cause)}\n\n${USAGE}`, { cause });
  }
}
