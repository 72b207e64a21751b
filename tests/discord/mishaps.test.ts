import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Discord,
  type Interaction,
  type Message,
  startDiscord,
  type User,
} from '../support/discord/index.ts';
import {
  type BotProcess,
  makePlace,
  type Place,
  QUESTIONS,
  rewriteLibrary,
  startScript,
  TOKEN,
} from './running.ts';

let discord: Discord;
let place: Place;
let bot: BotProcess;
/** An answer of the process that has ended since. */
let beforeRestart: Message | undefined;
/** Moves the server's clock, so that an answer is late without anybody waiting. */
let skew = 0;
/** Stops the server's clock, so that a busy machine does not decide what is late. */
let frozen: number | null = null;

const start = async () => {
  bot = startScript('start.ts', place.environment);
  await discord.until(
    () => bot.out().includes('Ready.'),
    () => `the start:\n${bot.out()}${bot.err()}`,
    80_000,
  );
};

beforeAll(async () => {
  discord = await startDiscord({ token: TOKEN, now: () => frozen ?? Date.now() + skew });
  place = makePlace(discord);
  await start();
}, 90_000);

afterAll(async () => {
  await bot?.stop();
  await discord?.close();
  place?.remove();
});

let people = 0;
const someone = () => discord.addUser(`someone${people++}`);
const ask = (question: string = QUESTIONS.linked.question, user = someone()) =>
  discord.slash({ user, channel: discord.general, command: 'ask', options: { question } });
const askPrivately = (user: User) =>
  discord.slash({
    user,
    channel: discord.general,
    command: 'ask',
    options: { question: QUESTIONS.linked.question, private: true },
  });
const logged = (event: string) => bot.log().filter((line) => line['event'] === event);

describe('when Discord stumbles', () => {
  test.each([
    ['asks to wait', { status: 429, retryAfter: 0.05 }],
    ['answers with a server error', { status: 503, times: 2 }],
    ['drops the connection before it took the answer', { drop: 'before' }],
    ['drops the connection after it took the answer', { drop: 'after' }],
  ] as const)('and %s, the answer arrives once', async (_, fault) => {
    discord.failNext({ path: '/callback', ...fault });
    const asked = ask();
    const reply = await asked.reply();
    expect(reply.text).toContain(QUESTIONS.linked.words);
    expect(asked.messages).toHaveLength(1);
    expect((await ask().reply()).text).toContain(QUESTIONS.linked.words);
    // The one request that Discord took without its answer arriving is sent again, and refused.
    if ('drop' in fault && fault.drop === 'after') {
      await discord.until(() => discord.violations.length > 0, 'the second copy');
      discord.expectViolation('double-response');
    }
    discord.assertClean();
  });

  test('a mention that is answered over a broken connection is answered once', async () => {
    discord.failNext({ method: 'POST', path: '/messages', drop: 'before' });
    const message = discord.say({
      user: someone(),
      channel: discord.general,
      content: QUESTIONS.linked.question,
      mention: true,
    });
    await discord.replyTo(message);
    const replies = discord.messages(discord.general).filter(({ reference }) => reference === message);
    expect(replies).toHaveLength(1);
  });

  test('an answer that comes too late is logged with its age, and nothing breaks', async () => {
    const fault = discord.failNext({ path: '/callback', hold: true });
    const asked = ask();
    await discord.until(() => fault.hits === 1, 'the held response');
    skew += 4_000;
    discord.removeFault(fault);
    await expect(asked.settled()).rejects.toThrow();
    discord.expectViolation('late-response');
    await discord.until(
      () => logged('not-delivered').some(({ fault }) => fault === 'too-late'),
      'the log line',
    );
    expect(logged('not-delivered').at(-1)).toMatchObject({ level: 'warn', name: 'ask' });
    expect((await ask().reply()).text).toContain(QUESTIONS.linked.words);
  });

  test('a lost gateway connection is resumed and what was missed is answered', async () => {
    const { resumes } = discord.gateway.counts;
    discord.gateway.disconnect();
    const asked = ask();
    expect((await asked.reply(20_000)).text).toContain(QUESTIONS.linked.words);
    expect(discord.gateway.counts.resumes).toBe(resumes + 1);
    discord.assertClean();
  });

  test('a session that Discord gave up is begun anew', async () => {
    discord.gateway.invalidSession();
    await discord.until(() => discord.gateway.counts.identifies === 2, 'the second session', 20_000);
    await discord.ready();
    expect((await ask().reply()).text).toContain(QUESTIONS.linked.words);
  });
});

test('200 questions at once: each is acknowledged before the rush is over, and answered once', async () => {
  const questions = Object.values(QUESTIONS).map(({ question }) => question);
  const crowd = Array.from({ length: 200 }, someone);
  // Discord tells the bot of every new member's role; once it answers this, it has heard it all.
  await ask().reply();
  frozen = Date.now() + skew;
  const burst: Interaction[] = crowd.map((user, at) => ask(questions[at % questions.length], user));
  const settled = await Promise.all(burst.map((asked) => asked.settled(80_000)));
  frozen = null;
  for (const [at, asked] of settled.entries()) {
    const shown = asked.messages.filter(({ deleted }) => !deleted);
    expect(shown, `answer ${at}`).toHaveLength(1);
    expect(shown[0]?.content).toBe(`**${questions[at % questions.length]}**`);
  }
  // Acknowledging is cheap and goes first: nobody waits for the answers of everybody before.
  const lastAnswer = Math.max(...settled.map(({ lastMs }) => lastMs ?? Number.POSITIVE_INFINITY));
  const lastAcknowledged = Math.max(...settled.map(({ callback }) => callback?.latencyMs ?? 0));
  expect(lastAcknowledged).toBeLessThan(0.8 * lastAnswer);
  discord.assertClean();
}, 90_000);

describe('when the sources change', () => {
  test('a rebuilt index is taken over while serving, and an old button says so', async () => {
    const asker = someone();
    const answer = await ask().reply();
    const mine = await askPrivately(asker).reply();
    rewriteLibrary(place, 'On Saturdays the library of Brackwater closes at 5 pm.');
    const build = startScript('build-index.ts', place.environment);
    expect(await build.ended).toBe(0);
    await discord.until(() => logged('index').length > 0, 'the new index', 15_000);
    expect((await ask().reply()).text).toContain('closes at 5 pm');
    const user = someone();
    const context = await discord.button({ user, message: answer, label: /Context/ }).reply();
    expect(context.ephemeral).toBe(true);
    expect(context.text).toMatch(/^A document that is quoted there has changed since/);
    const shared = await discord.button({ user: asker, message: mine, label: /Share/ }).reply();
    expect(shared.text).toMatch(/^My sources have changed since that answer/);
    const before = discord.messages(discord.general, { visibleTo: someone() });
    expect(before.map(({ text }) => text).join('\n')).not.toContain('My sources have changed');
  }, 60_000);
});

describe('stopping and starting', () => {
  test('a stop in the middle of questions answers them, refuses new ones politely, and exits 0 in time', async () => {
    const fault = discord.failNext({ path: '/callback', hold: true, times: 3 });
    const asked = [ask(), ask(), ask()];
    await discord.until(() => fault.hits === 3, 'three answers on their way');
    const began = performance.now();
    bot.child.kill('SIGTERM');
    await discord.until(() => bot.out().includes('Stopping:'), 'the word that it stops');
    const refused = await ask().reply();
    expect(refused.ephemeral).toBe(true);
    expect(refused.text).toMatch(/^I am being restarted/);
    discord.removeFault(fault);
    expect(await bot.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    for (const one of asked) expect((await one.reply()).text).toContain('closes at 5 pm');
    [beforeRestart] = await Promise.all(asked.map((one) => one.reply()));
    discord.assertClean();
  });

  test('a button from before a restart still works', async () => {
    await start();
    expect(bot.out()).toContain('The commands in Test guild are up to date.');
    if (beforeRestart === undefined) throw new Error('there is no answer from before the restart');
    const context = await discord
      .button({ user: someone(), message: beforeRestart, label: 'Context of [1]' })
      .reply();
    expect(context.text).toMatch(/\*\*.+\*\*/);
    discord.assertClean();
  }, 100_000);

  test('Ctrl-C ends it with success, too', async () => {
    expect(await bot.stop('SIGINT')).toBe(0);
    expect(bot.err()).not.toContain('connection lost');
  });
});
