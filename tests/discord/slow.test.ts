import { setImmediate } from 'node:timers/promises';
import { SnowflakeUtil } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask as askWith } from '../../src/answer/ask.ts';
import { type Bot, startBot } from '../../src/discord/bot.ts';
import type { Clock } from '../../src/discord/clock.ts';
import { deployCommands } from '../../src/discord/deploy.ts';
import { commands } from '../../src/discord/registry.ts';
import { DEFER_AFTER_MS } from '../../src/discord/respond.ts';
import { createLogger } from '../../src/logging.ts';
import { openVerbatim, type Verbatim } from '../../src/verbatim.ts';
import { type Discord, startDiscord } from '../support/discord/index.ts';
import { openBundledModels } from '../support/models.ts';
import { makePlace, type Place, QUESTIONS, TOKEN } from './running.ts';

/** The bot inside the test, with a clock that the test moves and answers that it holds back. */
let discord: Discord;
let place: Place;
let verbatim: Verbatim;
let bot: Bot;
let lines: string[];
let release: () => void;
let fail: (fault: Error) => void;
let held: Promise<void>;
/** Answers in the place of the real ones. */
let answering: Verbatim['ask'] | null;
let timers: { at: number; run: () => void }[];
let now: number;

const clock: Clock = {
  now: () => now,
  after(milliseconds, run) {
    const timer = { at: now + milliseconds, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  },
};

function pass(milliseconds: number): void {
  now += milliseconds;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  for (const { run } of due) run();
}

/** The real answers, each as late as the test wants. */
const slowly = (real: Verbatim): Verbatim => ({
  ask: async (...question) => {
    await held;
    return (answering ?? real.ask.bind(real))(...question);
  },
  embedder: real.embedder,
  index: () => real.index(),
  refresh: () => real.refresh(),
  rebuild: (options) => real.rebuild(options),
  close: () => real.close(),
});

beforeAll(async () => {
  discord = await startDiscord({ token: TOKEN });
  place = makePlace(discord, { LOG_QUESTIONS: 'true' });
  verbatim = await openVerbatim(place.config, 'current', {
    onWarning: () => {},
    onUnprovenQuote: () => {},
  });
});

beforeEach(async () => {
  answering = null;
  timers = [];
  now = Date.now();
  lines = [];
  held = new Promise((resolve, reject) => {
    release = resolve;
    fail = reject;
  });
  bot = await startBot({
    token: TOKEN,
    apiUrl: discord.apiUrl,
    verbatim: slowly(verbatim),
    log: createLogger({ level: 'info', secrets: [TOKEN], to: { write: (line) => void lines.push(line) } }),
    logQuestions: place.config.logQuestions,
    clock,
  });
  await deployCommands(
    bot.client.rest,
    { applicationId: bot.client.application.id, guildId: discord.guild.id },
    commands,
  );
  await discord.ready({ commands: ['ask'] });
});

afterEach(async () => {
  release();
  await bot.stop();
  discord.assertClean();
});

afterAll(async () => {
  await verbatim?.close();
  await discord?.close();
  place?.remove();
});

const ask = (question: string, isPrivate = false) =>
  discord.slash({
    user: discord.member,
    channel: discord.general,
    command: 'ask',
    options: { question, private: isPrivate },
  });
const waiting = () => discord.until(() => timers.length > 0, 'the bot at work');

describe('an answer that is not ready after a second', () => {
  test('is announced then and not before, and edited in', async () => {
    const asked = ask(QUESTIONS.linked.question);
    await waiting();
    pass(DEFER_AFTER_MS - 1);
    expect(asked.callback).toBeNull();
    pass(1);
    expect((await asked.responded()).type).toBe(5);
    release();
    const reply = await asked.reply();
    expect(reply.text).toContain(QUESTIONS.linked.words);
    expect(reply.ephemeral).toBe(false);
    expect(asked.messages).toHaveLength(1);
  });

  test('is announced the sooner, the later the question reached the bot', async () => {
    const asked = ask(QUESTIONS.linked.question);
    now = SnowflakeUtil.timestampFrom(asked.id) + 600;
    await waiting();
    pass(DEFER_AFTER_MS - 600 - 1);
    expect(asked.callback).toBeNull();
    pass(1);
    expect((await asked.responded()).type).toBe(5);
  });

  test('is announced after a second where the clock cannot be right', async () => {
    const asked = ask(QUESTIONS.linked.question);
    now = SnowflakeUtil.timestampFrom(asked.id) + 3_000;
    await waiting();
    pass(DEFER_AFTER_MS - 1);
    expect(asked.callback).toBeNull();
  });

  test('is announced privately when it was asked privately', async () => {
    const asked = ask(QUESTIONS.linked.question, true);
    await waiting();
    pass(DEFER_AFTER_MS);
    expect((await asked.responded()).ephemeral).toBe(true);
    release();
    expect((await asked.reply()).text).toContain(QUESTIONS.linked.words);
  });

  test('that turns out to be none: the public announcement goes, and the asker is told privately', async () => {
    const asked = ask(QUESTIONS.nothing.question);
    await waiting();
    pass(DEFER_AFTER_MS);
    expect((await asked.responded()).ephemeral).toBe(false);
    release();
    await discord.until(() => asked.followUps.length === 1, 'the private word');
    expect(asked.original?.deleted).toBe(true);
    expect(asked.followUps[0]?.ephemeral).toBe(true);
    expect(asked.followUps[0]?.text).toContain('found no passage that answers this');
  });

  test('is still given when the bot is told to stop', async () => {
    const asked = ask(QUESTIONS.linked.question);
    await waiting();
    const stopped = bot.stop();
    const refused = await ask(QUESTIONS.linked.question).reply();
    expect(refused.text).toMatch(/^I am being restarted/);
    expect(asked.callback).toBeNull();
    release();
    await stopped;
    expect((await asked.reply()).text).toContain(QUESTIONS.linked.words);
  });

  test('is given up when it does not come in seven seconds after that, with a line in the log', async () => {
    ask(QUESTIONS.linked.question);
    await waiting();
    const stopped = bot.stop();
    pass(6_999);
    expect(lines.join('')).not.toContain('"unanswered"');
    pass(1);
    await stopped;
    expect(lines.join('')).toContain('"unanswered":1');
  });
});

describe('an announced answer is not lost', () => {
  /** Lets the pause before a second attempt pass. */
  const retry = async () => {
    await waiting();
    pass(1_000);
  };

  test('when Discord took the announcement but its confirmation got lost', async () => {
    const fault = discord.failNext({ path: '/callback', drop: 'after' });
    const asked = ask(QUESTIONS.linked.question);
    await waiting();
    pass(DEFER_AFTER_MS);
    await discord.until(() => fault.hits === 1, 'the announcement');
    await retry();
    release();
    const reply = await asked.reply();
    expect(reply.text).toContain(QUESTIONS.linked.words);
    discord.expectViolation('double-response');
  });

  test('when the connection breaks as it is edited in', async () => {
    const asked = ask(QUESTIONS.linked.question);
    await waiting();
    pass(DEFER_AFTER_MS);
    await asked.responded();
    const fault = discord.failNext({ method: 'PATCH', path: '/@original', drop: 'before' });
    release();
    await discord.until(() => fault.hits === 1, 'the edit');
    await retry();
    expect((await asked.reply()).text).toContain(QUESTIONS.linked.words);
  });

  test('and one that Discord does not take is apologized for, with an incident', async () => {
    const asked = ask(QUESTIONS.linked.question);
    await waiting();
    pass(DEFER_AFTER_MS);
    await asked.responded();
    discord.failNext({ method: 'PATCH', path: '/@original', status: 400 });
    release();
    expect((await asked.reply()).text).toMatch(/^Something went wrong here \(incident [0-9A-Z]{6}\)/);
    expect(asked.messages).toHaveLength(1);
  });
});

test('an answer that Discord does not take is apologized for, privately', async () => {
  discord.failNext({ path: '/callback', status: 400 });
  const asked = ask(QUESTIONS.linked.question);
  release();
  const reply = await asked.reply();
  expect(reply.ephemeral).toBe(true);
  expect(reply.text).toMatch(/^Something went wrong here/);
});

test('while too many questions wait for the models, one more is told so at once', async () => {
  const { embedder, close } = await openBundledModels({ maxQueuedQuestions: 2 });
  let full = true;
  const flood = async () => {
    // Whoever had a turn queues again before anything else can happen; whoever is refused lets others act.
    while (full) await embedder.embed(['Wait for me.'], 'question').catch(() => setImmediate());
  };
  // One runs and two wait; the fourth keeps it so.
  const floods = Array.from({ length: 4 }, flood);
  answering = (question, options) =>
    askWith(question, { index: verbatim.index(), embedder, reader: null, now: () => now }, options);
  try {
    const asked = ask(QUESTIONS.linked.question);
    release();
    const reply = await asked.reply();
    expect(reply.ephemeral).toBe(true);
    expect(reply.text).toBe('Too many questions are waiting at once; try again in a few seconds.');
  } finally {
    full = false;
    await Promise.all(floods);
    await close();
  }
});

test('a fault of our own is an incident: a sentence and an id for the person, the stack for the log', async () => {
  const asked = ask(QUESTIONS.linked.question);
  await waiting();
  fail(new TypeError('a fault in the program'));
  const reply = await asked.reply();
  expect(reply.ephemeral).toBe(true);
  const incident = /\(incident ([0-9A-Z]{6})\)/.exec(reply.text)?.[1];
  expect(incident).toBeDefined();
  const line = lines.map((text) => JSON.parse(text)).find((entry) => entry.incident === incident);
  expect(line).toMatchObject({
    level: 'error',
    err: { type: 'TypeError', message: 'a fault in the program' },
  });
  expect(line.err.stack).toContain('slow.test.ts');
});

test('LOG_QUESTIONS=true writes the text of questions, and only then (see process.test.ts)', async () => {
  release();
  await ask(QUESTIONS.linked.question).reply();
  await discord.until(() => lines.some((line) => line.includes('"answer"')), 'the log line');
  expect(lines.join('')).toContain(`"question":"${QUESTIONS.linked.question}"`);
});
