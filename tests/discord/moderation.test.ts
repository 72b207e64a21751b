import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Discord, Message } from '../support/discord/index.ts';
import { about, removeTrade, Scene, type Trade, writeTrades } from './moderating.ts';
import { QUESTIONS, rewriteLibrary } from './running.ts';

const SATURDAY = 'When does the library of Brackwater close on Saturdays?';
const LIBRARY =
  'The library of Brackwater opens at 9 am on weekdays. On Saturdays the library of Brackwater closes at 3 pm. It stays closed on Sundays.';

let scene: Scene;
let discord: Discord;

beforeAll(async () => {
  scene = await Scene.open((place) => {
    rewriteLibrary(place, null);
    writeTrades(place);
  });
  discord = scene.discord;
}, 100_000);

afterAll(async () => scene?.close());
afterEach(() => discord.assertClean());

const labels = (message: Message) => message.buttons.map(({ label }) => label);

test('the loop: nothing answers, a document is added, a moderator answers and pins, the next one gets the pin, the document changes, the pin turns stale, the moderator replaces it', async () => {
  for (let times = 0; times < 2; times++) {
    expect((await scene.ask(SATURDAY)).text).toContain('found no passage that answers this');
  }

  rewriteLibrary(scene.place, LIBRARY);
  expect((await scene.reindex()).content).toMatch(/The new index answers now: 27 documents/);

  const open = await scene.command('unanswered').reply();
  const old = await scene.command('unanswered').reply();
  expect(open.ephemeral).toBe(true);
  expect(open.text).toContain('1 open question');
  expect(open.text).toMatch(/close on Saturdays\?\*\*\nasked 2 times/);

  const passages = await scene.press(open, 'Answer 1').reply();
  expect(passages.ephemeral).toBe(true);
  expect(passages.text).toContain('Nothing was found 2 times.');
  const [menu] = passages.selects;
  const option = menu?.options.find(({ label }) => label.includes('Opening hours of the library'));
  const chosen = discord.select({
    user: discord.moderator,
    message: passages,
    placeholder: /Choose a passage/,
    values: [option?.value ?? ''],
  });
  const preview = await chosen.reply();
  expect(preview.text).toContain('closes at 3 pm');
  const before = discord.messages(discord.general).length;
  const posted = await scene.submit(scene.press(preview, 'Post and pin'), { line: 'Holidays differ.' });
  const done = await posted.reply();
  expect(done.content).toMatch(/^Posted and pinned: https:/);
  expect(discord.messages(discord.general).length).toBe(before + 2);
  const [pin] = discord.pins(discord.general);
  if (pin === undefined) throw new Error('nothing is pinned');
  expect(pin.content).toBe(
    `**${SATURDAY}**\n-# Pinned by <@${discord.moderator.id}>\n<@${discord.moderator.id}> adds: Holidays differ.`,
  );
  expect(pin.embeds[0]?.['description']).toContain('closes at 3 pm');
  expect((await scene.command('unanswered').reply()).text).toContain('Nothing is open');

  // A second moderator whose list is from before takes nothing away and is offered nothing.
  for (const label of ['Dismiss 1', 'Answer 1']) {
    const late = await scene.press(old, label).reply();
    expect(late.text, label).toContain('Somebody has answered this question meanwhile');
  }

  const next = await scene.ask('When does the library of Brackwater close on Saturdays');
  expect(next.content).toContain('-# Pinned by a moderator');
  expect(next.content).toContain(`/${discord.general.id}/${pin.id}`);
  expect(next.content).toContain(`<@${discord.moderator.id}> adds: Holidays differ.`);
  expect(next.text).toContain('closes at 3 pm');
  const mention = discord.say({
    user: scene.someone(),
    channel: discord.general,
    content: SATURDAY,
    mention: true,
  });
  expect((await discord.replyTo(mention)).content).toContain('-# Pinned by a moderator');

  rewriteLibrary(scene.place, LIBRARY.replace('3 pm', '5 pm'));
  expect((await scene.reindex()).content).toContain('1 pinned answer turned stale');
  expect(pin.content).toContain('the sources have changed since');
  const afresh = await scene.ask(SATURDAY);
  expect(afresh.content).not.toContain('Pinned');
  expect(afresh.text).toContain('closes at 5 pm');

  const list = await scene.command('pins', { stale: true }).reply();
  expect(list.text).toContain('1 stale pinned answer in this channel');
  const card = await scene.press(list, 'Open 1').reply();
  expect(card.text).toContain('Old text:\n> ');
  expect(card.text).toMatch(
    /Old text:[\s\S]*closes at \*\*3\*\* pm[\s\S]*New text[\s\S]*closes at \*\*5\*\* pm/,
  );
  expect((await scene.press(card, 'Verify again').reply()).text).toContain('it stays stale');
  // The text changes once more while the card is open: what nobody has seen is not given as the moderator's.
  rewriteLibrary(scene.place, LIBRARY.replace('3 pm', '6 pm'));
  await scene.reindex();
  const unseen = await scene.press(card, 'Replace by the new text').reply();
  expect(unseen.text).toContain('This pin was changed since you opened it');
  expect(pin.content).toContain('the sources have changed since');
  // What changes elsewhere in the document, and no quote, is nothing to look at again.
  rewriteLibrary(scene.place, `Welcome to Brackwater. ${LIBRARY.replace('3 pm', '5 pm')}`);
  await scene.reindex();
  const { buttons: stale } = card;
  const replaced = await scene.press(card, 'Replace by the new text').reply();
  expect(replaced.text).toContain('It is given as an answer again');
  expect(pin.embeds[0]?.['description']).toContain(
    '**On Saturdays the library of Brackwater closes at 5 pm.**',
  );
  expect(pin.content).toContain(`-# Pinned by <@${discord.moderator.id}>`);

  const last = await scene.ask(SATURDAY);
  expect(last.content).toContain('-# Pinned by a moderator');
  expect(last.text).toContain('closes at 5 pm');
  expect(discord.pins(discord.general)).toEqual([pin]);

  // A second moderator who still has the old card open changes nothing by it.
  const user = discord.moderator;
  for (const { label, customId } of stale) {
    const late = discord.button({ user, message: replaced, customId: customId ?? '', forged: true });
    expect((await late.reply()).text, label).toContain('This pin was changed since you opened it');
  }
  expect(discord.pins(discord.general)).toEqual([pin]);
}, 60_000);

test('a pin whose document is gone gets other passages, found by other words', async () => {
  const { question } = about('harbour');
  const answer = await scene.ask(question);
  await scene.pin(answer, 'Stays.');
  removeTrade(scene.place, 'harbour');
  expect((await scene.reindex()).content).toContain('1 pinned answer turned stale');
  const previewOf = async (trade: Trade) => {
    const list = await scene.command('pins', { stale: true }).reply();
    const card = await scene.press(list, 'Open 1').reply();
    expect(card.text).toContain('a quoted document is gone');
    expect(labels(card)).not.toContain('Replace by the new text');
    const passages = await scene.press(card, 'Choose other passages').reply();
    expect(passages.text).toContain('New quotes for a pinned answer.');
    const words = `founder of the ${trade} of Quillon`;
    const search = scene.press(passages, 'Search with other words');
    const found = await (await scene.submit(search, { words })).reply();
    const { options } = found.selects[0] ?? { options: [] };
    const wanted = options.find(({ label }) => label.includes(trade));
    const user = discord.moderator;
    const values = [wanted?.value ?? ''];
    return discord.select({ user, message: found, placeholder: /Choose/, values }).reply();
  };
  const [preview, late] = [await previewOf('bakery'), await previewOf('foundry')];
  const done = await scene.press(preview, 'Replace the quotes').reply();
  expect(done.text).toContain('It is given as an answer again');
  expect((await scene.press(late, 'Replace the quotes').reply()).text).toContain('was changed since');
  expect(answer.text).toContain(about('bakery').words);
  expect(answer.content).toContain('adds: Stays.');
  expect((await scene.ask(question)).text).toContain(about('bakery').words);
}, 40_000);

describe('pinning an answer of the bot', () => {
  test('by the button or the menu keeps the quotes and shows the moderator’s line as theirs', async () => {
    const answer = await scene.ask(QUESTIONS.street.question);
    const done = await scene.pin(answer, '**Bold** claim @everyone');
    expect(done.ephemeral).toBe(true);
    expect(done.content).toMatch(/^Pinned: /);
    expect(answer.pinned).toBe(true);
    expect(answer.content.split('\n').at(-1)).toBe(
      `<@${discord.moderator.id}> adds: \\*\\*Bold\\*\\* claim @\u200beveryone`,
    );
    const again = await scene.press(answer, 'Pin').reply();
    expect(again.text).toContain('This answer is pinned already. Use /pins');
    const menu = discord.messageMenu({
      user: discord.moderator,
      message: answer,
      command: 'Pin sourced answer',
    });
    expect((await menu.reply()).text).toContain('This answer is pinned already');
  });

  test('a missing permission of the bot is named', async () => {
    const answer = await scene.ask(QUESTIONS.evil.question);
    discord.forbid(discord.bot, ['PinMessages'], discord.general);
    const reply = await scene.press(answer, 'Pin').reply();
    discord.permit(discord.bot, ['PinMessages'], discord.general);
    expect(reply.text).toContain('I lack the permission Pin Messages in that channel');
  });

  test('a connection that breaks is said to, and the pin can be made later', async () => {
    const answer = await scene.ask(QUESTIONS.evil.question);
    const form = scene.press(answer, 'Pin');
    await form.responded();
    discord.failNext({ method: 'PUT', path: '/messages/pins/', drop: 'before' });
    const failed = await (await scene.submit(form, {})).reply();
    expect(failed.text).toContain('Discord did not answer');
    expect(answer.pinned).toBe(false);
    expect((await scene.pin(answer)).content).toMatch(/^Pinned: /);
  });

  test('a message that was deleted meanwhile is said to be', async () => {
    const answer = await scene.ask(about('ferry').question);
    const form = scene.press(answer, 'Pin');
    await form.responded();
    discord.deleteMessage(answer);
    expect((await (await scene.submit(form, {})).reply()).text).toContain(
      'That message was deleted meanwhile',
    );
  });

  test('a message of the bot that is no answer is not pinned', async () => {
    const mention = discord.say({
      user: scene.someone(),
      channel: discord.general,
      content: '',
      mention: true,
    });
    const message = await discord.replyTo(mention);
    const menu = discord.messageMenu({ user: discord.moderator, message, command: 'Pin sourced answer' });
    expect((await menu.reply()).text).toContain('That message of mine quotes no source');
  });

  test('the 251st pin of a channel is refused with the next step, and nothing stays posted', async () => {
    const channel = discord.addChannel('full');
    const user = scene.someone();
    const answer = await scene.ask(about('theatre').question, { channel });
    discord.forbid(discord.bot, ['ViewChannel'], channel);
    for (let count = 0; count < 250; count++) {
      discord.pinByHand(discord.moderator, discord.say({ user, channel, content: `${count}` }));
    }
    discord.permit(discord.bot, ['ViewChannel'], channel);
    expect((await scene.pin(answer)).text).toContain('That channel has 250 pins');

    const message = discord.say({ user, channel, content: about('quarry').question });
    const preview = discord.messageMenu({ user: discord.moderator, message, command: 'Pin sourced answer' });
    const count = discord.messages(channel).length;
    const form = await scene.submit(scene.press(await preview.reply(), 'Post and pin'), {});
    expect((await form.reply()).text).toContain('That channel has 250 pins');
    expect(discord.messages(channel)).toHaveLength(count);
  }, 30_000);
});

describe('pinning the answer to anybody’s message', () => {
  test('finds the sources, shows them privately, and on confirmation posts and pins', async () => {
    const channel = discord.addChannel('questions');
    const message = discord.say({ user: scene.someone(), channel, content: about('quarry').question });
    const menu = discord.messageMenu({ user: discord.moderator, message, command: 'Pin sourced answer' });
    const preview = await menu.reply();
    expect(preview.ephemeral).toBe(true);
    expect(preview.text).toContain(about('quarry').words);
    const submitted = await scene.submit(scene.press(preview, 'Post and pin'), { line: '' });
    expect((await submitted.reply()).content).toMatch(/^Posted and pinned/);
    const [pin] = discord.pins(channel);
    expect(pin?.reference).toBe(message);
    expect(pin?.text).toContain(about('quarry').words);
    expect(pin?.content).toContain(`-# Pinned by <@${discord.moderator.id}>`);
  });

  test('says so when nothing answers it', async () => {
    const user = scene.someone();
    const message = discord.say({ user, channel: discord.general, content: QUESTIONS.nothing.question });
    const menu = discord.messageMenu({ user: discord.moderator, message, command: 'Pin sourced answer' });
    const nothing = await menu.reply();
    expect(nothing.text).toContain('found no passage that answers this');
    const search = scene.press(nothing, 'Search with other words');
    const found = await (await scene.submit(search, { words: 'Zorblax festival' })).reply();
    expect(found.text).toContain('4,200 visitors');
    expect(found.selects).toHaveLength(1);
  });
});

describe('a pinned answer', () => {
  test('is not given where whoever asks cannot see the pin, nor for one source, and can be passed over', async () => {
    const channel = discord.addChannel('secret');
    const { question } = about('observatory');
    const member = scene.someone();
    await scene.pin(await scene.ask(question, { channel }), 'For moderators only.');
    discord.forbid(member, ['ViewChannel'], channel);
    const hidden = await scene.ask(question, { user: member });
    expect(hidden.content).toBe(`**${question}**`);
    const seen = await scene.ask(question);
    expect(seen.content).toContain('For moderators only.');
    const oneSource = await scene.ask(question, { source: 'observatory.txt' });
    expect(oneSource.content).toBe(`**${question}**`);
    // In a channel that only some can read, the line is not for everybody, though the quotes are.
    const everyone = { id: discord.guild.id, name: 'everyone', bot: false };
    const insider = scene.someone();
    for (const user of [insider, discord.bot]) discord.permit(user, ['ViewChannel'], channel);
    discord.forbid(everyone, ['ViewChannel'], channel);
    const outside = await scene.ask(question, { user: insider });
    expect(outside.content).toBe(`**${question}**\n-# Pinned by a moderator`);
    expect((await scene.ask(question, { user: insider, channel })).content).toContain('For moderators only.');
    const user = scene.someone();
    const afresh = await scene.press(seen, 'Search afresh', user).reply();
    expect(afresh.ephemeral).toBe(true);
    expect(afresh.content).toBe(`**${question}**`);
  });

  test('that is unpinned by hand is noticed, and not given any more', async () => {
    const { question } = about('brewery');
    const answer = await scene.ask(question);
    await scene.pin(answer);
    discord.unpinByHand(answer);
    await discord.until(() => answer.content === `**${question}**`, 'the words to go');
    expect((await scene.ask(question)).content).toBe(`**${question}**`);
  });
});

describe('/pins', () => {
  test('everybody can read and search them; moderators edit the line and unpin', async () => {
    const { question, words } = about('lighthouse');
    const answer = await scene.ask(question);
    await scene.pin(answer, 'First line');
    const reader = scene.someone();
    const found = await discord
      .slash({
        user: reader,
        channel: discord.general,
        command: 'pins',
        options: { search: 'LIGHTHOUSE first line' },
      })
      .reply();
    expect(found.text).toContain('1 pinned answer in this channel');
    const read = await scene.press(found, 'Open 1', reader).reply();
    expect(read.text).toContain(words);
    expect(read.buttons).toEqual([]);

    const list = await scene.command('pins', { search: 'lighthouse line' }).reply();
    const card = await scene.press(list, 'Open 1').reply();
    expect(labels(card)).toEqual(['Edit the line', 'Unpin']);
    const late = await scene.press(list, 'Open 1').reply();
    const lateForm = scene.press(late, 'Edit the line');
    await lateForm.responded();
    const edited = await scene.submit(scene.press(card, 'Edit the line'), { line: 'Second line' });
    expect((await edited.reply()).text).toContain('Second line');
    // Whoever opened the pin before undoes nothing of it.
    const presses = [
      scene.submit(lateForm, { line: 'Third line' }),
      ...['Edit the line', 'Unpin'].map((label) => scene.press(late, label)),
    ];
    for (const press of presses) expect((await (await press).reply()).text).toContain('was changed since');
    expect(answer.content).toContain('adds: Second line');
    expect(answer.pinned).toBe(true);
    // A failure after the press was acknowledged is told privately, and the card stays as it is.
    const { text } = card;
    discord.failNext({ method: 'DELETE', path: '/messages/pins/', delayMs: 1_200, drop: 'before' });
    const failed = scene.press(card, 'Unpin');
    await failed.settled();
    expect(failed.followUps[0]?.ephemeral).toBe(true);
    expect(failed.followUps[0]?.text).toContain('Discord did not answer');
    expect(card.text).toBe(text);
    // Discord takes its time: the press is acknowledged, and the card changes when it is done.
    discord.failNext({ method: 'DELETE', path: '/messages/pins/', delayMs: 1_200 });
    const unpin = scene.press(card, 'Unpin');
    expect((await unpin.reply()).content).toMatch(/^Unpinned: /);
    expect(unpin.callback?.type).toBe(6);
    expect(answer.pinned).toBe(false);
    expect(answer.content).toBe(`**${question}**`);
    expect((await scene.ask(question)).content).toBe(`**${question}**`);
  });

  test('turns pages over every channel that one can see, and over no other', async () => {
    const channel = discord.addChannel('many');
    for (const name of ['Oak', 'Elm', 'Ash', 'Fir', 'Yew', 'Alder']) {
      await scene.pin(await scene.ask(`Who paved ${name} Street in Brackwater?`, { channel }), 'zzpaged');
    }
    const list = await scene.command('pins', { everywhere: true, search: 'zzpaged paved' }).reply();
    expect(list.text).toContain('Page 1 of 2');
    const next = await scene.press(list, 'Next').reply();
    expect(next.text).toContain('Page 2 of 2');
    const blind = scene.someone();
    discord.forbid(blind, ['ViewChannel'], channel);
    const options = { everywhere: true, search: 'zzpaged paved' };
    const none = await discord
      .slash({ user: blind, channel: discord.general, command: 'pins', options })
      .reply();
    expect(none.text).toContain('None has all these words.');
  }, 40_000);
});

describe('/unanswered', () => {
  test('groups what means the same, most asked first; unhelpful answers join; a moderator dismisses', async () => {
    for (const question of [
      'What is the boiling point of tungsten hexafluoride?',
      'What is the boiling point of tungsten hexafluoride',
      'Which ships sank in the harbour of Quimby in 1702?',
    ]) {
      await scene.ask(question);
    }
    const answer = await scene.ask(about('orchard').question);
    const thanks = await scene.press(answer, 'Not helpful', scene.someone()).reply();
    expect(thanks.text).toContain('The moderators see this question');
    const agreed = await scene.press(answer, 'Not helpful', scene.someone()).reply();
    expect(agreed.text).toContain('The moderators see this question');
    const list = await scene.until('unanswered', /3 open questions/);
    expect(list.text).toContain('3 open questions');
    expect(list.text).toMatch(/1\\\. \*\*What is the boiling point[\s\S]*asked 2 times/);
    const [dismissed] = labels(list).filter((label) => label.startsWith('Dismiss'));
    const after = await scene.press(list, dismissed ?? '').reply();
    expect(after.text).toContain('2 open questions');
    expect(after.text).not.toContain('boiling point');
    await scene.ask('What is the boiling point of tungsten hexafluoride?');
    expect((await scene.command('unanswered').reply()).text).not.toContain('boiling point');
    const place = after.text.split('\n').find((line) => line.includes('orchard'));
    await scene.press(after, `Dismiss ${place?.match(/^\d+/)?.[0]}`).reply();
    const late = await scene.press(answer, 'Not helpful', scene.someone()).reply();
    expect(late.text).toBe('Thank you. It is counted; /forget takes it back.');
  });

  test('passages are found by other words too', async () => {
    const list = await scene.command('unanswered').reply();
    const passages = await scene.press(list, 'Answer 1').reply();
    const search = await scene.submit(scene.press(passages, 'Search with other words'), {
      words: 'visitors of the Zorblax festival',
    });
    const found = await search.reply();
    expect(found.text).toContain('4,200 visitors');
    expect(found.text).toContain('Searched for “visitors of the Zorblax festival”');
  });
});
