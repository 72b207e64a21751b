import { showProgress } from '../src/cli/progress.ts';
import { runPrompt } from '../src/cli/prompt.ts';
import { run } from '../src/cli/run.ts';
import { listenForStop } from '../src/cli/stop-signals.ts';
import { loadConfig } from '../src/config.ts';
import { checkToken } from '../src/discord/deploy-from-config.ts';
import { serveDiscord } from '../src/discord/serve.ts';
import type { UserError } from '../src/errors.ts';
import { createLogger } from '../src/logging.ts';
import { openVerbatim } from '../src/verbatim.ts';

const LINGER_MS = 500;
const say = (line: string) => process.stdout.write(`${line}\n`);

await run(async () => {
  const config = loadConfig();
  const { discordToken } = config;
  const log = createLogger({ level: config.logLevel, secrets: discordToken === null ? [] : [discordToken] });
  const signals = listenForStop(process);
  if (discordToken !== null) await checkToken({ ...config, discordToken });
  const { stderr } = process;
  const progress = showProgress(
    { isTerminal: stderr.isTTY, columns: stderr.columns || 80, write: (text) => stderr.write(text) },
    () => performance.now(),
  );
  let modelsStopped: (error: UserError) => void = () => {};
  const stopped = new Promise<UserError>((resolve) => {
    modelsStopped = resolve;
  });
  const verbatim = await openVerbatim(config, 'current', {
    onModelsStopped: modelsStopped,
    onWarning: (message) => log.warn({ event: 'warning' }, message),
    onProgress: progress.update,
    onUnprovenQuote: (failure) => log.error({ event: 'quote-not-proved', ...failure }, 'quote not sent'),
  });
  progress.end();
  try {
    if (discordToken === null) {
      say('DISCORD_TOKEN is not set, so questions are answered here. README.md says how to add a token.');
      await runPrompt(verbatim, { noColor: config.noColor });
      return 0;
    }
    const bot = await serveDiscord({ ...config, discordToken }, verbatim, log, say);
    say('Ready. Stop with Ctrl-C.');
    const requested = signals.requested().then(() => null);
    const reason = await Promise.race([bot.ended, stopped, requested]);
    if (reason === null) say('Stopping: questions under way are answered, new ones are not taken.');
    await bot.stop();
    if (reason !== null) throw reason;
    return 0;
  } finally {
    await verbatim.close();
  }
});

// Everything is answered and closed; what still holds the process (a connection kept open, say) is not waited for.
setTimeout(() => process.exit(), LINGER_MS).unref();
