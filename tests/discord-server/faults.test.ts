import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DiscordAPIError, Events, REST, type RESTOptions, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Discord } from '../support/discord/index.ts';
import { call, connect, quiet, register, start, token } from './support.ts';

const run = promisify(execFile);

/** The source that loads faster; what is checked here is not the specification. */
const light = { validator: 'discord-api-spec', checkResponses: false } as const;

describe('faults on demand', () => {
  let discord: Discord;
  beforeEach(async () => {
    ({ discord } = await start(light));
  });
  afterEach(async () => {
    expect(discord.violations).toEqual([]);
    await discord.close();
  });

  const path = () => `/channels/${discord.general.id}/messages`;
  const send = () => call(discord, 'POST', path(), { content: 'hello', ...quiet });
  const rest = (options: Partial<RESTOptions> = {}) =>
    new REST({ api: discord.apiUrl, version: '10', ...options }).setToken(token);
  const sendBy = (client: REST) =>
    client.post(Routes.channelMessages(discord.general.id), { body: { content: 'hello', ...quiet } });
  const contents = () => discord.messages(discord.general).map(({ content }) => content);

  it('fails as often as asked, on the requests that are meant, and not later', async () => {
    const fault = discord.failNext({ method: 'POST', path: '/messages', status: 503, times: 2 });
    expect((await call(discord, 'GET', path())).status).toBe(200);
    expect((await send()).status).toBe(503);
    expect((await send()).status).toBe(503);
    expect((await send()).status).toBe(200);
    expect(fault.hits).toBe(2);
    expect(discord.requests.map(({ status, faulted }) => [status, faulted])).toEqual([
      [200, false],
      [503, true],
      [503, true],
      [200, false],
    ]);
  });

  it('is survived by discord.js when Discord fails twice', async () => {
    discord.failNext({ path: /messages$/, status: 502, times: 2 });
    await sendBy(rest());
    expect(contents()).toEqual(['hello']);
  });

  it('tells a bot to wait for a route, and notes it when it does not', async () => {
    const fault = discord.failNext({ path: '/messages', status: 429, retryAfter: 30 });
    expect(await send()).toMatchObject({ status: 429, body: { retry_after: 30, global: false } });
    expect((await call(discord, 'GET', '/users/@me')).status).toBe(200);
    await sleep(120);
    expect(await send()).toMatchObject({ status: 429, body: { global: false } });
    const [violation] = discord.expectViolation('ignored-retry-after');
    expect(violation?.message).toMatch(/messages: sent 29\d{3} ms before the time that the 429 gave/);
    expect(fault.hits).toBe(1);
  });

  it('tells a bot to wait for every route', async () => {
    discord.failNext({ path: '/messages', status: 429, retryAfter: 30, global: true });
    await send();
    await sleep(120);
    expect(await call(discord, 'GET', '/users/@me')).toMatchObject({ status: 429, body: { global: true } });
    discord.expectViolation('ignored-retry-after');
  });

  it.each([false, true])('is waited for by discord.js, global: %s', async (global) => {
    const { discord: real } = await start(light);
    real.failNext({ path: '/messages', status: 429, retryAfter: 0.3, global });
    const client = new REST({ api: real.apiUrl, version: '10' }).setToken(token);
    await client.post(Routes.channelMessages(real.general.id), { body: { content: 'hello', ...quiet } });
    await client.get(Routes.user());
    const [first, second, third] = real.requests;
    expect([first?.status, second?.status, third?.status]).toEqual([429, 200, 200]);
    expect((second?.arrived ?? 0) - (first?.arrived ?? 0)).toBeGreaterThanOrEqual(300);
    expect(real.violations).toEqual([]);
    await real.close();
  });

  it('breaks the connection before the message is there', async () => {
    discord.failNext({ path: '/messages', drop: 'before' });
    await expect(send()).rejects.toThrow();
    expect(contents()).toEqual([]);
  });

  it('breaks the connection when the message is there, which a retry then doubles', async () => {
    discord.failNext({ path: '/messages', drop: 'after' });
    await expect(send()).rejects.toThrow();
    expect(contents()).toEqual(['hello']);
    expect((await send()).status).toBe(200);
    expect(contents()).toEqual(['hello', 'hello']);
  });

  it.each([
    ['twice, when the connection is reset', true],
    ['once, and throw, when it is closed', false],
  ])('makes discord.js answer an interaction whose answer is lost %s', async (_, reset) => {
    await register(discord);
    const errors: unknown[] = [];
    const client = await connect(discord, (bot) => {
      bot.on(Events.InteractionCreate, (interaction) => {
        if (interaction.isRepliable()) interaction.reply('hello').catch((error) => errors.push(error));
      });
    });
    discord.failNext({ path: '/callback', drop: 'after', reset });
    const asked = discord.slash({
      user: discord.member,
      channel: discord.general,
      command: 'ask',
      options: { question: 'why?' },
    });
    expect((await asked.reply()).content).toBe('hello');
    await discord.until(() => errors.length === 1, 'the failure of the reply');
    await client.destroy();
    expect(asked.refusals.map(({ code }) => code)).toEqual(reset ? [40060] : []);
    expect(errors).toMatchObject([{ code: reset ? 40060 : 'UND_ERR_SOCKET' }]);
    if (reset) discord.expectViolation('double-response');
  });

  it('holds a request until it is let go', async () => {
    const fault = discord.failNext({ path: '/messages', hold: true });
    const sending = send();
    await discord.until(() => fault.hits === 1, 'the request');
    expect(contents()).toEqual([]);
    fault.release();
    expect((await sending).status).toBe(200);
  });

  it('lets a request be late', async () => {
    discord.failNext({ path: '/messages', delayMs: 60 });
    const before = performance.now();
    expect((await send()).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(55);
  });

  it('ends held requests when it is closed', async () => {
    discord.failNext({ path: '/messages', hold: true });
    const sending = send();
    await discord.until(() => discord.requests.some(({ faulted }) => faulted), 'the request');
    await discord.close();
    await expect(sending).rejects.toThrow();
  });

  it('leaves nothing behind that keeps a process alive', async () => {
    const script = `
      import { WebSocket } from 'ws';
      import { startDiscord } from './tests/support/discord/index.ts';
      const discord = await startDiscord({ token: 'x', validator: 'discord-api-spec' });
      const socket = new WebSocket(discord.gateway.url + '?v=10&encoding=json');
      await new Promise((resolve) => socket.once('message', resolve));
      const waiting = discord.until(() => false, 'never').catch(({ message }) => message);
      await discord.close();
      console.log(await waiting);
    `;
    const node = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout } = await run(process.execPath, node, { timeout: 15_000 });
    expect(stdout.trim()).toBe('Waited for never, but the Discord server was closed.');
  });

  describe('permissions and what others did', () => {
    it('refuses what the bot may not do, which is no violation', async () => {
      const said = discord.say({ user: discord.member, channel: discord.general, content: 'a' });
      discord.forbid(discord.bot, ['PinMessages'], discord.general);
      expect(await call(discord, 'PUT', `${path()}/pins/${said.id}`)).toMatchObject({
        body: { code: 50013 },
      });
      expect(await call(discord, 'PATCH', `${path()}/${said.id}`, quiet)).toMatchObject({
        body: { code: 50005 },
      });
      expect(await call(discord, 'DELETE', `${path()}/${said.id}`)).toMatchObject({ body: { code: 50013 } });
      discord.forbid(discord.bot, ['EmbedLinks'], discord.general);
      const embed = { ...quiet, embeds: [{ title: 'x' }] };
      expect(await call(discord, 'POST', path(), embed)).toMatchObject({
        status: 403,
        body: { code: 50013 },
      });
      discord.forbid(discord.bot, ['ReadMessageHistory'], discord.general);
      const reply = { ...quiet, content: 'x', message_reference: { message_id: said.id } };
      expect(await call(discord, 'POST', path(), reply)).toMatchObject({ body: { code: 160002 } });
      expect((await call(discord, 'GET', path())).body).toEqual([]);
      discord.forbid(discord.bot, ['SendMessages']);
      expect(await send()).toMatchObject({ status: 403, body: { code: 50013 } });
      discord.forbid(discord.bot, ['ViewChannel']);
      expect(await send()).toMatchObject({ status: 403, body: { code: 50001 } });
      expect(await call(discord, 'GET', '/channels/12345678901234567')).toMatchObject({
        body: { code: 10003 },
      });
    });

    it('refuses a 251st pin', async () => {
      const said = Array.from({ length: 251 }, (_, index) =>
        discord.say({ user: discord.member, channel: discord.general, content: `message ${index}` }),
      );
      for (const message of said.slice(0, 250)) discord.pinByHand(discord.moderator, message);
      const last = said[250]?.id;
      expect(await call(discord, 'PUT', `${path()}/pins/${last}`)).toMatchObject({
        status: 400,
        body: { code: 30003 },
      });
      expect((await call(discord, 'PUT', `${path()}/pins/${said[0]?.id}`)).status).toBe(204);
      const page = await call(discord, 'GET', `${path()}/pins?limit=50`);
      expect(page.body).toMatchObject({ has_more: true });
    });

    it('says that a message is gone, and lets a reply go on without it', async () => {
      const said = discord.say({
        user: discord.member,
        channel: discord.general,
        content: 'a',
        mention: true,
      });
      discord.deleteMessage(said);
      expect(await call(discord, 'PUT', `${path()}/pins/${said.id}`)).toMatchObject({
        body: { code: 10008 },
      });
      const reply = { ...quiet, content: 'x', message_reference: { message_id: said.id } };
      expect(await call(discord, 'POST', path(), reply)).toMatchObject({
        status: 400,
        body: { code: 50035 },
      });
      const loose = { ...reply, message_reference: { message_id: said.id, fail_if_not_exists: false } };
      expect((await call(discord, 'POST', path(), loose)).status).toBe(200);
    });

    it('throws DiscordAPIError in discord.js with the code and the place', async () => {
      const sending = rest().post(Routes.channelMessages(discord.general.id), {
        body: { ...quiet, embeds: [{ title: 'x'.repeat(300) }] },
      });
      const error = await sending.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DiscordAPIError);
      expect(error).toMatchObject({ code: 50035, message: expect.stringContaining('embeds[0].title') });
      discord.expectViolation('schema');
    });
  });
});
