import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';
import { createLogger, questionForLog } from '../src/logging.ts';

const TOKEN = 'a-token-that-nobody-may-see';

function lines(write: (log: ReturnType<typeof createLogger>) => void): string[] {
  const written: string[] = [];
  write(
    createLogger({ level: 'info', secrets: [TOKEN, ''], to: { write: (line) => void written.push(line) } }),
  );
  return written;
}

test('a line is one JSON object with a level in words and the time', () => {
  const [line = ''] = lines((log) => log.info({ event: 'x' }, 'said'));
  expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'x', msg: 'said' });
  expect(line.endsWith('\n')).toBe(true);
});

test('the token is never written, wherever it hides', () => {
  const written = lines((log) => {
    log.info({ authorization: `Bot ${TOKEN}` }, `token ${TOKEN}`);
    log.error({ err: new Error(`refused ${TOKEN}`, { cause: new Error(TOKEN) }) });
    log.child({ where: TOKEN }).warn(TOKEN);
  }).join('');
  expect(written).not.toContain(TOKEN);
  expect(written).toContain('[secret]');
});

test('an error of Discord is logged without the request that it carries', () => {
  const url = 'https://discord.com/api/v10/interactions/123/the-interaction-token/callback';
  const error = new DiscordAPIError(
    { code: 10_062, message: 'Unknown interaction' },
    10_062,
    404,
    'POST',
    url,
    { files: [], body: { content: 'what somebody asked' } },
  );
  const [line = ''] = lines((log) => log.warn({ err: error, url }));
  expect(line).toContain('Unknown interaction');
  expect(JSON.parse(line).err).toMatchObject({ code: 10_062, status: 404, method: 'POST' });
  expect(line).not.toContain('what somebody asked');
  expect(line).not.toContain('the-interaction-token');
});

test('causes are followed, but not for ever', () => {
  const looped = new Error('first');
  looped.cause = looped;
  const [line = ''] = lines((log) => log.error({ err: looped }));
  expect(line.match(/"message":"first"/g)?.length).toBeLessThan(10);
});

test('a question is logged by its length, and by its text only where that is asked for', () => {
  expect(questionForLog('Who?', false)).toEqual({ questionLength: 4 });
  expect(questionForLog('Who?', true)).toEqual({ question: 'Who?' });
});
