import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  ContainerBuilder,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  MessageFlags,
  ModalBuilder,
  Partials,
  Routes,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Discord } from '../support/discord/index.ts';
import { connect, register, start } from './support.ts';

/** A small bot that does each kind of thing once, by the words of the question. */
function behave(client: Client): void {
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isAutocomplete()) {
      await interaction.respond([{ name: `Title ${interaction.options.getFocused()}`, value: 'doc-1' }]);
    } else if (interaction.isChatInputCommand()) {
      const question = interaction.options.getString('question', true);
      if (question === 'defer') {
        await interaction.deferReply();
        await interaction.editReply('after a while');
      } else if (question === 'defer and follow up') {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await interaction.followUp('takes the place of the deferred reply');
        await interaction.followUp({ content: 'second', flags: MessageFlags.Ephemeral });
      } else if (question === 'file') {
        const file = new AttachmentBuilder(Buffer.from('a,b'), { name: 'table.csv' });
        await interaction.reply({ content: 'see the file', files: [file] });
      } else if (question === 'fetch and delete') {
        await interaction.reply('going');
        const reply = await interaction.fetchReply();
        await interaction.followUp(`was: ${reply.content}`);
        await interaction.deleteReply();
      } else if (question === 'v2') {
        const text = new TextDisplayBuilder().setContent('inside a container');
        const container = new ContainerBuilder().addTextDisplayComponents(text);
        await interaction.reply({ components: [container], flags: MessageFlags.IsComponentsV2 });
      } else {
        const isPrivate = interaction.options.getBoolean('private') === true;
        const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder().setCustomId('more').setLabel('More').setStyle(ButtonStyle.Primary),
          new ButtonBuilder().setCustomId('note').setLabel('Add a note').setStyle(ButtonStyle.Secondary),
        );
        const menu = new StringSelectMenuBuilder()
          .setCustomId('pick')
          .setPlaceholder('Pick one')
          .addOptions({ label: 'First', value: '1' }, { label: 'Second', value: '2' });
        await interaction.reply({
          content: `You asked: ${question}`,
          embeds: [new EmbedBuilder().setTitle('Source').setDescription('A quote.')],
          components: [row, new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)],
          ...(isPrivate ? { flags: MessageFlags.Ephemeral } : {}),
        });
      }
    } else if (interaction.isMessageContextMenuCommand()) {
      await interaction.reply({
        content: `Target: ${interaction.targetMessage.content}`,
        flags: MessageFlags.Ephemeral,
      });
    } else if (interaction.isButton() && interaction.customId === 'more') {
      await interaction.update({ content: 'updated', embeds: [] });
    } else if (interaction.isButton()) {
      const input = new TextInputBuilder()
        .setCustomId('line')
        .setLabel('Line')
        .setStyle(TextInputStyle.Short);
      const row = new ActionRowBuilder<TextInputBuilder>().addComponents(input.setMaxLength(100));
      await interaction.showModal(
        new ModalBuilder().setCustomId('modal').setTitle('Note').addComponents(row),
      );
    } else if (interaction.isStringSelectMenu()) {
      await interaction.deferUpdate();
      await interaction.followUp({
        content: `picked ${interaction.values.join()}`,
        flags: MessageFlags.Ephemeral,
      });
    } else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      await interaction.update(`note: ${interaction.fields.getTextInputValue('line')}`);
    }
  });
  client.on(Events.MessageCreate, async (message) => {
    if (message.author.bot || !message.mentions.has(client.user?.id ?? '')) return;
    await message.reply({
      content: `You said: ${message.content}`,
      allowedMentions: { parse: [], repliedUser: false },
    });
  });
}

describe('a discord.js client that does everything right', () => {
  let discord: Discord;
  let client: Client<true>;
  let move: (ms: number) => void;

  beforeAll(async () => {
    const { discord: started, clock } = await start();
    discord = started;
    move = (ms) => {
      clock.ms += ms;
    };
    await register(discord);
    client = await connect(discord, behave);
    await discord.ready({ commands: ['ask', 'Check sources'] });
  });
  afterAll(async () => {
    discord.assertClean();
    await client.destroy();
    await discord.close();
  });

  const slash = (question: string, rest = {}) =>
    discord.slash({
      user: discord.member,
      channel: discord.general,
      command: 'ask',
      options: { question, ...rest },
    });

  it('gets its guild, its channels and its own permissions without waiting', () => {
    const guild = client.guilds.cache.get(discord.guild.id);
    const channel = guild?.channels.cache.get(discord.general.id);
    expect(channel?.permissionsFor(client.user)?.has('PinMessages')).toBe(true);
    expect(discord.gateway.counts).toMatchObject({ identifies: 1, resumes: 0 });
  });

  it('reads the application, its account, the guild and a channel', async () => {
    const application = await client.application.fetch();
    const guild = await client.guilds.fetch({ guild: discord.guild.id, force: true, withCounts: false });
    const channel = await client.channels.fetch(discord.general.id, { force: true });
    const self = await client.users.fetch('@me', { force: true });
    expect([application.id, guild.name, channel?.id, self.username]).toEqual([
      discord.bot.id,
      'Test guild',
      discord.general.id,
      'verbatim',
    ]);
  });

  it('answers a slash command with a message that everybody sees', async () => {
    const asked = slash('hello');
    const reply = await asked.reply();
    expect(reply.text).toBe('You asked: hello\nSource\nA quote.');
    expect(reply.buttons.map(({ label }) => label)).toEqual(['More', 'Add a note']);
    expect(asked.callback).toMatchObject({ type: 4, ephemeral: false });
    expect(asked.callback?.latencyMs).toBeGreaterThan(0);
    expect(discord.messages(discord.general)).toContain(reply);
  });

  it('answers privately, so that only the asker sees it', async () => {
    const reply = await slash('secret', { private: true }).reply();
    expect(reply.ephemeralFor).toBe(discord.member);
    expect(discord.messages(discord.general, { visibleTo: discord.member })).toContain(reply);
    expect(discord.messages(discord.general, { visibleTo: discord.moderator })).not.toContain(reply);
    expect(() => discord.button({ user: discord.moderator, message: reply, label: 'More' })).toThrow(
      'only ada sees this message, not grace',
    );
  });

  it('defers, then edits', async () => {
    const asked = slash('defer');
    const reply = await asked.reply();
    expect(reply.content).toBe('after a while');
    expect(asked).toMatchObject({ edits: 1, callback: { type: 5 } });
    expect(reply.loading).toBe(false);
  });

  it('gives the first follow-up of a deferred reply its place and its privacy', async () => {
    const asked = slash('defer and follow up');
    await discord.until(() => asked.followUps.length === 1, 'the second follow-up');
    expect(asked.original).toMatchObject({
      content: 'takes the place of the deferred reply',
      ephemeral: true,
    });
    expect(asked.followUps.map(({ content }) => content)).toEqual(['second']);
  });

  it('uploads a file in a multipart request', async () => {
    const reply = await slash('file').reply();
    expect(reply.attachments).toMatchObject([{ filename: 'table.csv', size: 3 }]);
  });

  it('fetches and deletes its reply', async () => {
    const asked = slash('fetch and delete');
    await discord.until(() => asked.original?.deleted, 'the deletion');
    expect((await asked.reply()).content).toBe('was: going');
  });

  it('sends components of the second version', async () => {
    expect((await slash('v2').reply()).text).toBe('inside a container');
  });

  it('completes an option', async () => {
    const typed = discord.autocomplete({
      user: discord.member,
      channel: discord.general,
      command: 'ask',
      option: 'source',
      value: 'tro',
    });
    expect(await typed.choices()).toEqual([{ name: 'Title tro', value: 'doc-1' }]);
  });

  it('updates the message of a button, also long after the answer', async () => {
    const reply = await slash('first').reply();
    move(3_600_000);
    await discord.button({ user: discord.moderator, message: reply, customId: 'more' }).settled();
    expect(reply.content).toBe('updated');
    expect(reply.versions.map(({ content }) => content)).toEqual(['You asked: first']);
  });

  it('shows a modal and takes what was written', async () => {
    const reply = await slash('with a note').reply();
    const pressed = discord.button({ user: discord.member, message: reply, label: /note/ });
    expect((await pressed.responded()).type).toBe(9);
    await discord
      .modalSubmit({ user: discord.member, interaction: pressed, values: { line: 'mine' } })
      .settled();
    expect(reply.content).toBe('note: mine');
  });

  it('takes a choice from a menu and follows up', async () => {
    const reply = await slash('menu').reply();
    const chosen = discord.select({ user: discord.member, message: reply, values: ['Second'] });
    expect((await chosen.reply()).content).toBe('picked 2');
  });

  it('reads the target of a message menu in full', async () => {
    const said = discord.say({ user: discord.moderator, channel: discord.general, content: 'A claim.' });
    const used = discord.messageMenu({ user: discord.member, message: said, command: 'Check sources' });
    expect((await used.reply()).content).toBe('Target: A claim.');
  });

  it('gets the text of a message only when it is mentioned', async () => {
    const heard: string[] = [];
    const listen = (message: { content: string }) => heard.push(message.content);
    client.on(Events.MessageCreate, listen);
    discord.say({ user: discord.member, channel: discord.general, content: 'between us' });
    const question = discord.say({
      user: discord.member,
      channel: discord.general,
      content: 'who?',
      mention: true,
    });
    const reply = await discord.replyTo(question);
    client.off(Events.MessageCreate, listen);
    expect(heard.slice(0, 2)).toEqual(['', `<@${discord.bot.id}> who?`]);
    expect(reply.content).toBe(`You said: <@${discord.bot.id}> who?`);
    expect(discord.pings).toEqual([]);
  });

  it('pins, lists pins page by page, and unpins with a reason', async () => {
    const first = discord.say({ user: discord.member, channel: discord.general, content: 'one' });
    const second = await slash('two').reply();
    const announced = new Promise((resolve) => client.once(Events.ChannelPinsUpdate, resolve));
    const { rest } = client;
    await rest.put(Routes.channelMessagesPin(discord.general.id, first.id), { reason: 'für später' });
    await rest.put(Routes.channelMessagesPin(discord.general.id, second.id));
    await announced;
    expect(discord.pins(discord.general)).toEqual([second, first]);
    expect(discord.requests.find(({ reason }) => reason !== null)?.reason).toBe('für später');
    const channel = await client.channels.fetch(discord.general.id);
    if (channel === null || !channel.isTextBased()) throw new Error('no channel');
    const page = await channel.messages.fetchPins({ limit: 1 });
    expect(page).toMatchObject({ hasMore: true, items: [{ message: { id: second.id } }] });
    const before = page.items[0]?.pinnedTimestamp ?? 0;
    const rest2 = await channel.messages.fetchPins({ before });
    expect(rest2.items.map(({ message }) => message.id)).toEqual([first.id]);
    await rest.delete(Routes.channelMessagesPin(discord.general.id, first.id));
    expect(discord.pins(discord.general)).toEqual([second]);
  });

  it('hears of edits, deletions and pins by others', async () => {
    const heard: string[] = [];
    client.once(Events.MessageUpdate, () => heard.push('update'));
    client.once(Events.MessageDelete, () => heard.push('delete'));
    client.once(Events.ChannelPinsUpdate, () => heard.push('pins'));
    const said = discord.say({
      user: discord.member,
      channel: discord.general,
      content: 'draft',
      mention: true,
    });
    await discord.replyTo(said);
    discord.editMessage(said, 'final');
    discord.pinByHand(discord.moderator, said);
    discord.deleteMessage(said);
    const sync = await slash('sync').reply();
    expect(sync.content).toBe('You asked: sync');
    expect(heard.sort()).toEqual(['delete', 'pins', 'update']);
  });

  it('follows a change of its permissions', async () => {
    discord.forbid(discord.bot, ['PinMessages'], discord.general);
    await slash('sync').settled();
    const channel = client.guilds.cache.get(discord.guild.id)?.channels.cache.get(discord.general.id);
    expect(channel?.permissionsFor(client.user)?.has('PinMessages')).toBe(false);
    discord.permit(discord.bot, ['PinMessages'], discord.general);
  });
});

describe('a client without the intents for it', () => {
  it('gets no messages, and no guild, but its interactions all the same', async () => {
    const { discord } = await start();
    await register(discord);
    const client = await connect(discord, behave, { intents: [GatewayIntentBits.DirectMessages] });
    let heard = 0;
    client.on(Events.MessageCreate, () => {
      heard += 1;
    });
    discord.say({ user: discord.member, channel: discord.general, content: 'hello', mention: true });
    const asked = discord.slash({
      user: discord.member,
      channel: discord.general,
      command: 'ask',
      options: { question: 'anyone?' },
    });
    expect((await asked.reply()).content).toBe('You asked: anyone?');
    expect(heard).toBe(0);
    expect(client.guilds.cache.get(discord.guild.id)?.available).toBe(false);
    await client.destroy();
    await discord.close();
  });
});

describe('a bot that is used in other ways', () => {
  const greet = (client: Client) => {
    client.on(Events.MessageCreate, async (message) => {
      if (!message.author.bot) await message.reply(`read: ${message.content}`);
    });
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isUserContextMenuCommand())
        await interaction.reply(`about ${interaction.targetUser.username}`);
      else if (interaction.isRepliable()) await interaction.reply('still here');
    });
  };

  it('reads direct messages and answers there, and knows whom a user menu is about', async () => {
    const { discord } = await start();
    await register(discord, [{ name: 'Who is this', type: 2 }]);
    const client = await connect(discord, greet, {
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
      partials: [Partials.Channel],
    });
    const channel = discord.directChannel(discord.member);
    const said = discord.say({ user: discord.member, channel, content: 'between us' });
    expect((await discord.replyTo(said)).content).toBe('read: between us');
    const asked = discord.userMenu({
      user: discord.member,
      channel: discord.general,
      target: discord.moderator,
      command: 'Who is this',
    });
    expect((await asked.reply()).content).toBe('about grace');
    discord.assertClean();
    await client.destroy();
    await discord.close();
  });

  it('serves a button of a message from before its restart', async () => {
    const { discord } = await start();
    const first = await connect(discord, greet);
    const button = { type: 2 as const, style: 1 as const, label: 'More', custom_id: 'more' };
    const channel = first.channels.cache.get(discord.general.id);
    if (!channel?.isSendable()) throw new Error('no channel');
    await channel.send({ content: 'old', components: [{ type: 1, components: [button] }] });
    await first.destroy();
    await discord.until(() => !discord.gateway.ready, 'the end of the first bot');
    const second = await connect(discord, greet);
    const [message] = discord.messages(discord.general);
    if (message === undefined) throw new Error('no message');
    const pressed = discord.button({ user: discord.member, message, label: 'More' });
    expect((await pressed.reply()).content).toBe('still here');
    expect(discord.gateway.counts).toMatchObject({ identifies: 2, resumes: 0 });
    discord.assertClean();
    await second.destroy();
    await discord.close();
  });
});
