import { examine } from '../src/cli/doctor.ts';
import { run } from '../src/cli/run.ts';
import { loadConfig } from '../src/config.ts';

await run(async () => {
  let failed = false;
  for await (const { level, subject, text } of examine(loadConfig())) {
    failed ||= level === 'fail';
    process.stdout.write(`${level.padEnd(4)} ${subject}: ${text}\n`);
  }
  return failed ? 1 : 0;
});
