import { rmSync, writeFileSync } from 'node:fs';
import Database from 'libsql';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { serveDiscord } from '../../src/discord/serve.ts';
import { createLogger } from '../../src/logging.ts';
import type { Verbatim } from '../../src/verbatim.ts';
import type { Discord } from '../support/discord/index.ts';
import { about, Scene, writeTrades } from './moderating.ts';
import { QUESTIONS, rewriteLibrary, TOKEN } from './running.ts';

let scene: Scene;
let discord: Discord;

beforeAll(async () => {
  scene = await Scene.open(writeTrades);
  discord = scene.discord;
}, 100_000);

afterAll(async () => scene?.close());
afterEach(() => discord.assertClean());

describe('who may do what', () => {
  test('a button of moderators refuses everybody else and logs it', async () => {
    const answer = await scene.ask(about('orchard').question);
    const user = scene.someone();
    const reply = await scene.press(answer, 'Pin', user).reply();
    expect(reply.ephemeral).toBe(true);
    expect(reply.text).toContain('Only members with the permission Pin Messages');
    // The log comes through a pipe of its own, maybe after the reply.
    await discord.until(() => scene.logged('permission-refused').length > 0, 'the log line');
    expect(scene.logged('permission-refused').at(-1)).toMatchObject({
      action: 'pin-answer',
      userId: user.id,
    });
  });

  test('whoever loses the permission while the form is open can no longer send it', async () => {
    const user = discord.addUser('demoted', ['PinMessages']);
    const answer = await scene.ask(about('orchard').question);
    const form = scene.press(answer, 'Pin', user);
    await form.responded();
    discord.forbid(user, ['PinMessages'], discord.general);
    expect((await (await scene.submit(form, {})).reply()).text).toContain('Only members with the permission');
    expect(answer.pinned).toBe(false);
  });

  test('a moderator’s real custom id, sent again by somebody else, is refused', async () => {
    const channel = discord.addChannel('replay');
    await scene.pin(await scene.ask(about('aqueduct').question, { channel }));
    const list = await scene.command('pins', {}, channel).reply();
    const card = await scene.press(list, 'Open 1').reply();
    const user = scene.someone();
    for (const { label, customId } of card.buttons) {
      const forged = discord.button({ user, message: card, customId: customId ?? '', forged: true });
      expect((await forged.reply()).text, label).toContain('Only members with the permission');
    }
    expect(discord.pins(channel)).toHaveLength(1);
    // May pin here, yet not where the pin is.
    discord.permit(user, ['PinMessages'], discord.general);
    const elsewhere = await scene.ask(QUESTIONS.evil.question);
    const unpin = card.buttons.find(({ label }) => label === 'Unpin')?.customId ?? '';
    const forged = discord.button({ user, message: elsewhere, customId: unpin, forged: true });
    expect((await forged.reply()).text).toContain('Only members with the permission');
    expect(discord.pins(channel)).toHaveLength(1);
  });

  test('a command of moderators that was sent without the permission is refused', async () => {
    for (const command of ['unanswered', 'status', 'reindex']) {
      const user = scene.someone();
      const sent = discord.slash({ user, channel: discord.general, command, forged: true });
      expect((await sent.reply()).text, command).toContain('Only members with the permission');
    }
  });

  test('a made-up id and a passage that was not offered are refused, to moderators too', async () => {
    const answer = await scene.ask(QUESTIONS.evil.question);
    const user = discord.moderator;
    const made = discord.button({ user, message: answer, customId: 'unpin.AAAAAAAAAAAAAAAA', forged: true });
    expect((await made.reply()).text).toContain('I cannot tell what that button was for');
    await scene.ask(QUESTIONS.nothing.question);
    const list = await scene.until('unanswered', /1 open question/);
    const passages = await scene.press(list, 'Answer 1').reply();
    const customId = passages.selects[0]?.customId ?? '';
    const values = ['passage.AAAAAAAAAAAAAAAA'];
    const forged = discord.select({ user, message: passages, customId, values, forged: true });
    expect((await forged.reply()).text).toContain('I did not offer that passage');
    await discord.until(() => scene.logged('custom-id-refused').length === 2, 'two log lines');
  });
});

describe('/status, /reindex and /forget', () => {
  test('/status says what there is and how it goes', async () => {
    const answer = await scene.ask(about('theatre').question);
    await scene.pin(answer);
    await scene.ask(about('theatre').question);
    await scene.ask(QUESTIONS.nothing.question);
    const status = await scene.command('status').reply();
    expect(status.ephemeral).toBe(true);
    expect(status.text).toMatch(/generation \S+, 27 documents, \d+ passages/);
    expect(status.text).toContain('Xenova/all-MiniLM-L6-v2');
    expect(status.text).toMatch(/Pinned answers: \d+, stale: 0, open questions: \d+/);
    expect(status.text).toMatch(/last 30 days: [1-9]\d* answered, [1-9]\d* by a pin, [1-9]\d* not found/);
    expect(status.text).toMatch(/median \d+ ms, 95 of 100 within \d+ ms/);
  });

  test('/reindex refuses a second one while it runs', async () => {
    rewriteLibrary(scene.place, 'A cat lives in the library.');
    const both = await Promise.all([scene.command('reindex').reply(), scene.command('reindex').reply()]);
    await discord.until(
      () => both.every(({ content }) => /answers now|already/.test(content)),
      () => both.map(({ content }) => content).join(' | '),
      30_000,
    );
    const refused = both.filter(({ content }) => content.includes('being rebuilt already'));
    expect(refused).toHaveLength(1);
    const progress = both.flatMap(({ versions }) => versions.map(({ content }) => content));
    expect(progress).toContain('Reading the documents…');
  }, 40_000);

  test('/forget takes a member’s name off everything, on the pinned message too', async () => {
    const leaver = discord.addUser('leaver', ['PinMessages']);
    const answer = await scene.ask(about('vineyard').question);
    await (await scene.submit(scene.press(answer, 'Pin', leaver), { line: 'Good to know.' })).reply();
    await scene.press(answer, 'Helpful', leaver).reply();
    const reply = await discord.slash({ user: leaver, channel: discord.general, command: 'forget' }).reply();
    expect(reply.content).toContain('1 vote deleted, your name taken off 1 pinned answer');
    expect(answer.content).not.toContain(leaver.id);
    expect(answer.content).toContain('A moderator adds: Good to know.');
  });
});

describe('a bot that is killed', () => {
  test('at any step finds it at the next start: nothing lost, nothing doubled, nothing left to say', async () => {
    const channel = discord.addChannel('killed');
    const answer = await scene.ask(about('foundry').question, { channel });
    const open = { channel: discord.addChannel('killed-open'), question: 'Who tuned the bells of Quillon?' };
    const edited = { channel: discord.addChannel('killed-edited'), words: 'Written, not shown.' };
    const left = await scene.ask(about('harbour').question, { channel: edited.channel });
    await scene.pin(left);
    const untouched = await scene.ask(about('brewery').question, { channel: edited.channel });
    await scene.pin(untouched);
    const { length: versions } = untouched.versions;

    // A line that is in the database and not yet on the message.
    const list = await scene.command('pins', { search: 'harbour' }, edited.channel).reply();
    const card = await scene.press(list, 'Open 1').reply();
    const patch = discord.failNext({ method: 'PATCH', path: `/messages/${left.id}`, hold: true });
    await scene.submit(scene.press(card, 'Edit the line'), { line: edited.words });
    await discord.until(() => patch.hits === 1, 'the line on its way');
    // An answer to an open question and an answer of the bot, whose pins Discord is just making.
    await scene.ask(open.question, { channel: open.channel });
    const questions = await scene.until('unanswered', /bells of Quillon/);
    const place = questions.text.split('\n').findIndex((line) => line.includes('bells of Quillon'));
    const number = questions.text.split('\n')[place]?.match(/^\d+/)?.[0];
    const passages = await scene.press(questions, `Answer ${number}`).reply();
    const { options = [] } = passages.selects[0] ?? {};
    const values = [options[0]?.value ?? ''];
    const user = discord.moderator;
    const preview = discord.select({ user, message: passages, placeholder: /Choose/, values });
    const form = scene.press(await preview.reply(), 'Post and pin');
    const put = discord.failNext({ method: 'PUT', path: '/messages/pins/', hold: true, times: 2 });
    await scene.submit(form, { line: '' });
    await scene.submit(scene.press(answer, 'Pin'), { line: 'Kept.' });
    await discord.until(() => put.hits === 2, 'the pins on their way');
    scene.bot.child.kill('SIGKILL');
    await scene.bot.ended;
    for (const fault of [put, patch]) discord.removeFault(fault);
    await discord.until(() => answer.pinned, 'the pin in Discord');
    left.edit({ ...left.snapshot(), content: left.content.replace(edited.words, '') }, null);

    await scene.restart();
    await discord.until(() => answer.content.includes('adds: Kept.'), 'the words on the pin');
    await discord.until(() => left.content.includes(edited.words), 'the line on the message');
    expect(untouched.versions).toHaveLength(versions);
    await discord.until(() => scene.logged('pins-reconciled').length > 0, 'the log line');
    expect(scene.logged('pins-reconciled')[0]).toMatchObject({ confirmed: 2, rolledBack: 0, unpinned: 0 });
    expect(discord.pins(channel)).toEqual([answer]);
    const pins = await scene.command('pins', {}, channel).reply();
    expect(pins.text).toContain('1 pinned answer in this channel');
    expect((await scene.press(answer, 'Pin').reply()).text).toContain('pinned already');
    expect((await scene.command('unanswered').reply()).text).not.toContain('bells of Quillon');
    expect((await scene.ask(open.question)).content).toContain('-# Pinned by a moderator');
  }, 60_000);
});

describe('the database', () => {
  test('is for one bot: a second one on the same file is refused, with what to do', async () => {
    const { config } = scene.place;
    const log = createLogger({ level: 'silent' });
    // It is refused before it opens its mouth, so it needs nothing to answer with.
    const second = serveDiscord({ ...config, discordToken: TOKEN }, {} as Verbatim, log, () => {});
    await expect(second).rejects.toMatchObject({
      identifier: 'database-in-use',
      message: expect.stringContaining('Stop it first, or set DATABASE_URL'),
    });
  });

  test('that is locked is named, and keeps nobody from asking', async () => {
    const file = scene.place.config.databaseUrl.replace(/^file:/, '');
    const other = new Database(file);
    try {
      other.exec('BEGIN IMMEDIATE');
      const answer = await scene.ask(about('bakery').question);
      expect(answer.text).toContain(about('bakery').words);
      const vote = await scene.press(answer, 'Helpful', scene.someone()).reply();
      expect(vote.text).toContain('My database is locked by another program');
      expect(vote.text).not.toContain(file);
      const missed = await scene.ask('Which comet passed over Quillon in 1811?');
      expect(missed.text).toContain('found no passage that answers this');
      // Nobody is told of a list that the question is not on.
      expect(missed.text).not.toContain('The moderators see this question');
      // Several at once that nothing answers: each is told so in time, and so is whoever asks between them.
      const comets = ['1402', '1577', '1680'].map((year) => `Which comet passed over Quillon in ${year}?`);
      const [between, ...all] = await Promise.all([
        scene.ask(about('bakery').question),
        ...comets.map((question) => scene.ask(question)),
      ]);
      expect(between.text).toContain(about('bakery').words);
      for (const { text } of all) expect(text).toContain('found no passage that answers this');
      await discord.until(() => scene.logged('open-question-lost').length === 4, 'the log lines');
      expect(scene.logged('open-question-lost')[0]).toMatchObject({ identifier: 'database-locked' });
    } finally {
      other.exec('ROLLBACK');
      other.close();
    }
  }, 30_000);

  test('that is locked while an answer is posted and pinned takes it back, and trying again works', async () => {
    const channel = discord.addChannel('locked');
    const message = discord.say({ user: scene.someone(), channel, content: about('quarry').question });
    const menu = { user: discord.moderator, message, command: 'Pin sourced answer' };
    const preview = await discord.messageMenu(menu).reply();
    const other = new Database(scene.place.config.databaseUrl.replace(/^file:/, ''));
    const before = discord.messages(channel).length;
    try {
      other.exec('BEGIN IMMEDIATE');
      const failed = await scene.submit(scene.press(preview, 'Post and pin'), { line: '' });
      await failed.settled();
      expect(failed.followUps[0]?.text).toContain('My database is locked by another program');
      expect(discord.messages(channel)).toHaveLength(before);
    } finally {
      other.exec('ROLLBACK');
      other.close();
    }
    const done = await scene.submit(scene.press(preview, 'Post and pin'), { line: '' });
    expect((await done.reply()).content).toMatch(/^Posted and pinned/);
    expect(discord.pins(channel)).toHaveLength(1);
  }, 30_000);

  test('that is damaged keeps nobody from asking, and those who need it are told why', async () => {
    await scene.bot.stop();
    const file = scene.place.config.databaseUrl.replace(/^file:/, '');
    for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
    writeFileSync(file, 'This is no database. '.repeat(500));
    await scene.restart('community');
    expect(scene.bot.out()).toContain('Without the database: ');
    const answer = await scene.ask(about('bakery').question);
    expect(answer.text).toContain(about('bakery').words);
    expect((await scene.press(answer, 'Helpful', scene.someone()).reply()).text).toContain(
      'noted in the log',
    );
    for (const command of ['pins', 'unanswered', 'forget']) {
      expect((await scene.command(command).reply()).text, command).toContain('is damaged or not a database');
    }
    expect((await scene.press(answer, 'Pin').reply()).text).toContain('is damaged or not a database');
    expect((await scene.command('status').reply()).text).toMatch(/Database: out of order\. .*is damaged/);
  }, 60_000);
});
