import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { questionOf } from '../../src/discord/render-answer.ts';
import { type Discord, type Message, startDiscord, type User } from '../support/discord/index.ts';
import { type BotProcess, makePlace, type Place, QUESTIONS, startScript, TOKEN } from './running.ts';

let discord: Discord;
let place: Place;
let bot: BotProcess;

beforeAll(async () => {
  discord = await startDiscord({ token: TOKEN });
  place = makePlace(discord);
  bot = startScript('start.ts', place.environment);
  await discord.ready({ commands: ['ask', 'sources', 'help', 'Check sources'], timeoutMs: 80_000 });
}, 90_000);

afterAll(async () => {
  await bot?.stop();
  await discord?.close();
  place?.remove();
});

afterEach(() => discord.assertClean());

let people = 0;
/** Somebody who has not asked anything yet, so that no test meets the limit of another. */
const someone = (): User => discord.addUser(`person${people++}`);

const ask = (question: string, options: Record<string, string | boolean> = {}, user = someone()) =>
  discord.slash({ user, channel: discord.general, command: 'ask', options: { question, ...options } });

const press = (message: Message, label: string | RegExp, user: User) =>
  discord.button({ user, message, label }).reply();

describe('starting', () => {
  test('says who and where it is, how to invite it, and what it did to the commands', async () => {
    await discord.until(() => bot.out().includes('Ready.'), 'the last line of the start');
    expect(bot.out()).toContain(`in Test guild (${discord.guild.id})`);
    expect(bot.out()).toContain(
      `https://discord.com/oauth2/authorize?client_id=${discord.bot.id}&scope=bot%20applications.commands&permissions=2252074691677184`,
    );
    expect(bot.out()).toContain('created: /ask, /sources, /help, Check sources, /forget');
  });
});

describe('/ask', () => {
  test('answers everyone with a quote, its source and a link to the sentence', async () => {
    const asked = ask(QUESTIONS.linked.question);
    const reply = await asked.reply();
    expect(reply.ephemeral).toBe(false);
    expect(reply.text).toContain(`**On Saturdays the library of Brackwater closes at 3 pm.**`);
    expect(reply.text).toContain('[1] Opening hours of the library');
    expect(reply.text).toContain('Ada Reader · Town of Brackwater · 1 March 2024');
    expect(reply.embeds[0]?.['url']).toBe(
      'https://example.org/library#:~:text=On%20Saturdays%20the%20library%20of%20Brackwater%20closes%20at%203%20pm.',
    );
    expect(asked.messages).toHaveLength(1);
  });

  test('private: answers the asker alone', async () => {
    const asker = someone();
    const reply = await ask(QUESTIONS.linked.question, { private: true }, asker).reply();
    expect(reply.ephemeral).toBe(true);
    expect(discord.messages(discord.general, { visibleTo: someone() })).not.toContain(reply);
  });

  test('a hostile document is quoted word for word and does nothing', async () => {
    const reply = await ask(QUESTIONS.evil.question).reply();
    expect(reply.text).toContain('4,200 visitors @\u200beveryone every year');
    expect(reply.text).not.toMatch(/@(everyone|here)|<@[!&]?\d|(?<!\\)\|\||(?<!\\)`|discord\.gg|\u202e/);
    expect(discord.pings).toEqual([]);
  });

  test('sources that disagree are shown as sides, with their citations, before the quotes', async () => {
    const reply = await ask(QUESTIONS.disputed.question).reply();
    const [sides, ...quotes] = reply.embeds;
    expect(sides?.['title']).toBe('The sources disagree');
    expect(sides?.['description']).toMatch(/- \*\*412.*\*\* \[\d\]/);
    expect(sides?.['description']).toMatch(/- \*\*398.*\*\* \[\d\]/);
    expect(quotes.length).toBeGreaterThan(1);
  });

  test('what nothing answers is said privately, with what was searched and related documents', async () => {
    const reply = await ask(QUESTIONS.nothing.question).reply();
    expect(reply.ephemeral).toBe(true);
    expect(reply.text).toMatch(/I searched \d+ documents and found no passage that answers this/);
    expect(reply.text).toContain('Related, not an answer:');
    expect(reply.text).toContain('The moderators see this question, without your name');
  });

  test.each([
    ['no words', '?!'],
    ['6,000 emoji', '😀'.repeat(6_000)],
    ['only invisible characters', '\u200b\u202e'],
  ])('a question of %s is refused in words', async (_, question) => {
    const user = someone();
    const asked = discord.slash({
      user,
      channel: discord.general,
      command: 'ask',
      options: { question },
      forged: true,
    });
    const reply = await asked.reply();
    expect(reply.ephemeral).toBe(true);
    expect(reply.text).toMatch(/^The question /);
  });

  test('a question of mentions and Markdown pings nobody and comes back as it was', async () => {
    const question = `@everyone **how** many visitors does <@${discord.member.id}> Zorblax \`festival\` draw?`;
    const reply = await ask(question).reply();
    expect(questionOf(reply.content)).toBe(question);
  });

  test('source: offers titles while one types, and answers from that document only', async () => {
    const request = { user: someone(), channel: discord.general, command: 'ask', option: 'source' };
    const choices = await discord.autocomplete({ ...request, value: 'opening ho' }).choices();
    expect(choices.map(({ name }) => name)).toEqual(['Opening hours of the library']);
    const all = await discord.autocomplete({ ...request, value: '' }).choices();
    expect(all.length).toBeGreaterThan(10);

    const source = String(choices[0]?.value);
    const inside = await ask('When does it close on Saturdays?', { source }).reply();
    expect(inside.text).toContain('closes at 3 pm');
    const outside = await ask(QUESTIONS.evil.question, { source }).reply();
    expect(outside.text).not.toContain('4,200');
  });

  test('source: a name that is none gets the next step', async () => {
    const reply = await ask('When?', { source: '@everyone of us' }).reply();
    expect(reply.ephemeral).toBe(true);
    expect(reply.text).toContain('see them all with /sources');
    expect(reply.text).toContain('None of my sources is called “@\u200beveryone of us”');
  });

  test('many questions of one person meet a limit that says when to try again', async () => {
    const user = someone();
    const replies = [];
    for (let count = 0; count < 22; count++) replies.push(await ask('?', {}, user).reply());
    // Questions that cannot be asked count, too: they cost a look.
    expect(replies.at(-1)?.text).toMatch(
      /^You asked many questions in a short time\. Ask again in \d+ seconds?\./,
    );
    expect(replies.at(-1)?.ephemeral).toBe(true);
    expect(replies[0]?.text).not.toContain('Ask again in');
  });
});

describe('the buttons under an answer', () => {
  test('the context of an excerpt shows the passages around it, privately, with the answering sentence marked', async () => {
    const answer = await ask(QUESTIONS.linked.question).reply();
    const context = await press(answer, 'Context of [1]', someone());
    expect(context.ephemeral).toBe(true);
    expect(context.text).toContain(
      'on weekdays. **On Saturdays the library of Brackwater closes at 3 pm.** It stays closed',
    );
    expect(context.embeds[0]?.['url']).toBe(answer.embeds[0]?.['url']);
  });

  test('what an answer leaves out at first is shown on request, privately, each with its context', async () => {
    const answer = await ask(QUESTIONS.many.question).reply();
    expect(answer.embeds).toHaveLength(3);
    const user = someone();
    const more = await press(answer, 'More excerpts', user);
    expect(more.ephemeral).toBe(true);
    expect(more.content).toBe(answer.content);
    expect(more.embeds.map(({ title }) => String(title).slice(0, 3))).toEqual(['[4]', '[5]']);
    const context = await press(more, 'Context of [5]', user);
    expect(context.embeds[0]?.['title']).toBe(more.embeds[1]?.['title']);
  });

  test('sharing posts a private answer to the channel in the name of the sharer', async () => {
    const asker = someone();
    const answer = await ask(QUESTIONS.linked.question, { private: true }, asker).reply();
    const shared = await press(answer, 'Share in this channel', asker);
    expect(shared.ephemeral).toBe(false);
    expect(shared.content).toBe(`**${QUESTIONS.linked.question}**\n-# Shared by <@${asker.id}>`);
    expect(shared.embeds).toEqual(answer.embeds);
    expect(shared.buttons.map(({ label }) => label)).not.toContain('Share in this channel');
  });

  test.each([
    ['Helpful', 'It is counted'],
    ['Not helpful', 'The moderators see this question among the open ones, without your name'],
  ])('%s is counted, and says what becomes of it', async (label, said) => {
    const answer = await ask(QUESTIONS.linked.question).reply();
    const thanks = await press(answer, label, someone());
    expect(thanks.ephemeral).toBe(true);
    expect(thanks.text).toContain(said);
  });

  test('a made-up or altered custom id is refused and logged', async () => {
    const answer = await ask(QUESTIONS.linked.question).reply();
    const real = answer.buttons[0]?.customId ?? '';
    for (const customId of ['context', `${real.slice(0, -1)}${real.endsWith('A') ? 'B' : 'A'}`]) {
      const reply = await discord
        .button({ user: someone(), message: answer, customId, forged: true })
        .reply();
      expect(reply.ephemeral).toBe(true);
      expect(reply.text).toContain('I cannot tell what that button was for');
    }
    const refused = () => bot.log().filter(({ event }) => event === 'custom-id-refused').length;
    await discord.until(() => refused() === 2, 'the log lines');
  });
});

describe('/sources, /help and the menu', () => {
  test('/sources lists the documents by page, with dates and passages', async () => {
    const user = someone();
    const opened = discord.slash({ user, channel: discord.general, command: 'sources' });
    const list = await opened.reply();
    expect(list.ephemeral).toBe(true);
    expect(list.text).toMatch(/^15 sources, \d+ passages/);
    expect(list.text).toContain('Page 1 of 2');
    expect(list.buttons.map(({ disabled }) => disabled)).toEqual([true, false]);
    const next = discord.button({ user, message: list, label: 'Next' });
    await next.settled();
    expect(list.text).toContain('Page 2 of 2');
    expect(list.text).toMatch(/\*\*Yew Street\*\*\nauthor and date unknown · 1 passage$/m);
    expect(list.buttons.map(({ disabled }) => disabled)).toEqual([false, true]);
  });

  test('/sources name: shows a document’s card', async () => {
    const request = { user: someone(), channel: discord.general, command: 'sources' };
    const card = await discord
      .slash({ ...request, options: { name: 'Opening hours of the library' } })
      .reply();
    expect(card.ephemeral).toBe(true);
    expect(card.text).toContain('https\\://example.org/library');
    expect(card.text).toMatch(/1 passage, 1\d\d characters/);
  });

  test('/help names every command that the member may use', async () => {
    const reply = await discord.slash({ user: someone(), channel: discord.general, command: 'help' }).reply();
    for (const name of ['/ask', '/sources', '/help', 'Check sources']) expect(reply.text).toContain(name);
  });

  test('Check sources treats a message as the question and replies privately', async () => {
    const author = someone();
    const message = discord.say({
      user: author,
      channel: discord.general,
      content: `<@${author.id}> ${QUESTIONS.linked.question}`,
    });
    const reply = await discord.messageMenu({ user: someone(), message, command: 'Check sources' }).reply();
    expect(reply.ephemeral).toBe(true);
    expect(reply.text).toContain(QUESTIONS.linked.words);
    expect(questionOf(reply.content)).toBe(QUESTIONS.linked.question);
  });

  test('Check sources on a message without words says so', async () => {
    const message = discord.say({
      user: someone(),
      channel: discord.general,
      content: `<@${discord.bot.id}>`,
    });
    const reply = await discord.messageMenu({ user: someone(), message, command: 'Check sources' }).reply();
    expect(reply.text).toMatch(/^That message has no text to look up/);
  });
});

describe('mentions', () => {
  const say = (content: string, mention = true, replyTo?: Message) =>
    discord.say({
      user: someone(),
      channel: discord.general,
      content,
      mention,
      ...(replyTo === undefined ? {} : { replyTo }),
    });

  test('a mention with a question is answered as a reply', async () => {
    const reply = await discord.replyTo(say(QUESTIONS.linked.question));
    expect(reply.text).toContain(QUESTIONS.linked.words);
    expect(questionOf(reply.content)).toBe(QUESTIONS.linked.question);
  });

  test('a mention that nothing answers says so', async () => {
    const reply = await discord.replyTo(say(QUESTIONS.nothing.question));
    expect(reply.text).toContain('found no passage that answers this');
  });

  test.each(['', 'Thanks!'])('a mention without a question (%j) gets one line of help', async (content) => {
    const reply = await discord.replyTo(say(content));
    expect(reply.text.trim()).toBe(
      'Mention me together with a question, or use /ask; /help shows what else I can do.',
    );
  });

  test('a reply to the bot, @everyone and talk among people are not addressed to it', async () => {
    const answer = await discord.replyTo(say(QUESTIONS.linked.question));
    const ignored = [say('Thanks!', false, answer), say('@everyone When?', false), say('When?', false)];
    // What comes later is answered, so the others have been passed over and are not merely waiting.
    await discord.replyTo(say(QUESTIONS.linked.question));
    const references = discord.messages(discord.general).map(({ reference }) => reference);
    for (const message of ignored) expect(references).not.toContain(message);
  });

  test('without a permission it says which one, or answers as far as it may', async () => {
    const channel = discord.addChannel('quiet');
    const mention = () =>
      discord.say({ user: someone(), channel, content: QUESTIONS.linked.question, mention: true });
    discord.forbid(discord.bot, ['EmbedLinks'], channel);
    const refusal = await discord.replyTo(mention());
    expect(refusal.text).toContain('the permission Embed Links is missing');
    discord.permit(discord.bot, ['EmbedLinks'], channel);

    discord.forbid(discord.bot, ['ReadMessageHistory'], channel);
    const count = discord.messages(channel).length;
    mention();
    await discord.until(
      () => discord.messages(channel).length === count + 2,
      'the answer without a reference',
    );
    const answer = discord.messages(channel).at(-1);
    expect(answer?.reference).toBeNull();
    expect(answer?.text).toContain(QUESTIONS.linked.words);

    discord.forbid(discord.bot, ['SendMessages'], channel);
    mention();
    await discord.until(() => bot.log().some(({ event }) => event === 'no-permission'), 'the log line');
  });
});

describe('the log', () => {
  test('never holds the token, an interaction’s token or the text of a question', () => {
    const everything = bot.out() + bot.err();
    expect(bot.log().filter(({ event }) => event === 'answer').length).toBeGreaterThan(10);
    expect(everything).not.toContain(TOKEN);
    for (const { token } of discord.interactions) expect(everything).not.toContain(token);
    for (const { question } of Object.values(QUESTIONS)) expect(everything).not.toContain(question);
  });
});
