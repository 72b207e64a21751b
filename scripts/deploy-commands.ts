import { run } from '../src/cli/run.ts';
import { loadConfig } from '../src/config.ts';
import { deployFromConfig } from '../src/discord/deploy-from-config.ts';

await run(async () => {
  for (const line of await deployFromConfig(loadConfig())) process.stdout.write(`${line}\n`);
  return 0;
});
