import { Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Discord } from '../support/discord/index.ts';
import type { JsonObject } from '../support/discord/json.ts';
import { connect, register, start, token } from './support.ts';

/** The source that loads faster; what is checked here is not the specification. */
const light = { validator: 'discord-api-spec', checkResponses: false } as const;

/** A bare gateway connection that keeps what it gets. */
class Wire {
  readonly got: JsonObject[] = [];
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  #look: () => void = () => {};

  constructor(discord: Discord, query = '?v=10&encoding=json') {
    this.#socket = new WebSocket(
      `${discord.apiUrl.replace('http', 'ws').replace('/api', '/gateway')}${query}`,
    );
    this.closed = new Promise((resolve) => {
      this.#socket.on('close', resolve);
      this.#socket.on('error', () => resolve(-1));
    });
    this.#socket.on('message', (data) => {
      this.got.push(JSON.parse(String(data)));
      this.#look();
    });
  }

  send(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  end(code?: number): void {
    if (code === undefined) this.#socket.terminate();
    else this.#socket.close(code);
  }

  /** The first message with this opcode, or this event name. */
  async next(wanted: number | string): Promise<JsonObject> {
    for (;;) {
      const found = this.got.find(({ op, t }) => op === wanted || t === wanted);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#look = resolve;
      });
    }
  }
}

const identity = (rest: object = {}) => ({
  op: 2,
  d: { token, intents: 513, properties: { os: 'linux', browser: 'test', device: 'test' }, ...rest },
});

describe('the gateway', () => {
  let discord: Discord;
  beforeEach(async () => {
    ({ discord } = await start({ ...light, heartbeatMs: 400, now: Date.now }));
  });
  afterEach(async () => {
    expect(discord.violations).toEqual([]);
    await discord.close();
  });

  const identified = async () => {
    const wire = new Wire(discord);
    await wire.next(10);
    wire.send(identity());
    await wire.next('GUILD_CREATE');
    return wire;
  };
  const say = (content: string) =>
    discord.say({ user: discord.member, channel: discord.general, content, mention: true });

  it('says hello, identifies, gives the guild, and answers heartbeats', async () => {
    const wire = await identified();
    expect(wire.got.map(({ op, t, s }) => [op, t ?? null, s ?? null])).toEqual([
      [10, null, null],
      [0, 'READY', 1],
      [0, 'GUILD_CREATE', 2],
    ]);
    wire.send({ op: 1, d: 2 });
    await wire.next(11);
    wire.send({ op: 3, d: { status: 'idle', activities: [], since: null, afk: false } });
    await discord.until(() => discord.gateway.presence?.['status'] === 'idle', 'the presence');
    expect(discord.gateway.counts).toMatchObject({ identifies: 1, heartbeats: 1 });
  });

  it.each([
    ['a wrong token', 4004, identity({ token: 'wrong' })],
    ['a privileged intent', 4014, identity({ intents: 513 | (1 << 15) })],
    ['an intent that does not exist', 4013, identity({ intents: 1 << 30 })],
    ['no properties', 4002, identity({ properties: {} })],
    ['something before IDENTIFY', 4003, { op: 3, d: {} }],
    ['no JSON', 4002, '{'],
    ['a wrong token in RESUME', 4004, { op: 6, d: { token: 'wrong', session_id: '1', seq: 1 } }],
  ])('closes the connection for %s', async (_, code, message) => {
    const wire = new Wire(discord);
    await wire.next(10);
    wire.send(message);
    expect(await wire.closed).toBe(code);
    discord.expectViolation(`gateway-${code}`);
  });

  it.each([
    ['another version', 4012, '?v=9&encoding=json'],
    ['another encoding', 4002, '?v=10&encoding=etf'],
    ['compression', 4002, '?v=10&encoding=json&compress=zlib-stream'],
  ])('closes the connection for %s', async (_, code, query) => {
    expect(await new Wire(discord, query).closed).toBe(code);
    discord.expectViolation(`gateway-${code}`);
  });

  it.each([
    ['a second IDENTIFY', 4005, [identity()]],
    ['an unknown opcode', 4001, [{ op: 99, d: {} }]],
    ['a flood', 4008, Array.from({ length: 121 }, () => ({ op: 3, d: {} }))],
  ])('closes an identified connection for %s', async (_, code, messages) => {
    const wire = await identified();
    for (const message of messages) wire.send(message);
    expect(await wire.closed).toBe(code);
    discord.expectViolation(`gateway-${code}`);
  });

  it('closes a connection that sends no heartbeats', async () => {
    const wire = await identified();
    expect(await wire.closed).toBe(4009);
    discord.expectViolation('gateway-4009');
  });

  it('notes a heartbeat that runs ahead', async () => {
    const wire = await identified();
    wire.send({ op: 1, d: 99 });
    await wire.next(11);
    discord.expectViolation('gateway-heartbeat');
  });

  it('replays what a resumed session missed, and nothing else', async () => {
    const wire = await identified();
    const session = (await wire.next('READY'))['d'];
    wire.end();
    await discord.until(() => !discord.gateway.ready, 'the end of the connection');
    say('while away');
    const again = new Wire(discord);
    await again.next(10);
    again.send({ op: 6, d: { token, session_id: Object(session)['session_id'], seq: 2 } });
    const resumed = await again.next('RESUMED');
    expect(again.got.slice(1).map(({ t }) => t)).toEqual(['MESSAGE_CREATE', 'RESUMED']);
    expect(resumed['s']).toBe(4);
    expect(discord.gateway.counts).toMatchObject({ resumes: 1, replayed: 1 });
    again.send({ op: 1, d: 4 });
  });

  it('does not resume a session that was closed in order, is unknown, or runs ahead', async () => {
    const wire = await identified();
    const { session_id } = Object((await wire.next('READY'))['d']);
    const ahead = new Wire(discord);
    await ahead.next(10);
    ahead.send({ op: 6, d: { token, session_id, seq: 50 } });
    expect(await ahead.closed).toBe(4007);
    discord.expectViolation('gateway-4007');
    wire.end(1000);
    await wire.closed;
    await discord.until(() => !discord.gateway.ready, 'the end of the session');
    const again = new Wire(discord);
    await again.next(10);
    again.send({ op: 6, d: { token, session_id, seq: 2 } });
    expect(await again.next(9)).toMatchObject({ d: false });
    again.end();
  });

  it('does not deliver what nobody listens to', async () => {
    await register(discord);
    const ask = () =>
      discord.slash({
        user: discord.member,
        channel: discord.general,
        command: 'ask',
        options: { question: 'x' },
      });
    expect(ask().delivered).toBe(false);
    const wire = await identified();
    expect(ask().delivered).toBe(true);
    expect(await wire.next('INTERACTION_CREATE')).toMatchObject({ d: { type: 2, data: { name: 'ask' } } });
  });
});

describe('discord.js on a gateway in trouble', () => {
  let discord: Discord;
  let client: Client<true>;
  const heard: string[] = [];
  beforeEach(async () => {
    heard.length = 0;
    ({ discord } = await start({ ...light, heartbeatMs: 250, now: Date.now }));
    client = await connect(discord, (bot) => {
      bot.on(Events.MessageCreate, ({ cleanContent }) => heard.push(cleanContent));
    });
  });
  afterEach(async () => {
    expect(discord.violations).toEqual([]);
    await client.destroy();
    await discord.close();
  });
  const say = (content: string) =>
    discord.say({ user: discord.member, channel: discord.general, content, mention: true });
  const resumed = (times: number) =>
    discord.until(() => discord.gateway.counts.resumes >= times && discord.gateway.ready, 'RESUME');

  it('resumes after a lost connection and gets what it missed', async () => {
    discord.gateway.disconnect();
    say('missed');
    await resumed(1);
    say('heard');
    await discord.until(() => heard.length === 2, 'both messages');
    expect(heard).toEqual(['@verbatim missed', '@verbatim heard']);
    expect(discord.gateway.counts).toMatchObject({ identifies: 1, replayed: 1 });
  });

  it('resumes when it is told to reconnect, and when its heartbeats stay unanswered', async () => {
    discord.gateway.requestReconnect();
    await resumed(1);
    discord.gateway.muteHeartbeats();
    await resumed(2);
    discord.gateway.muteHeartbeats(false);
    expect(discord.gateway.counts.identifies).toBe(1);
  });

  it('outlives a gateway that refuses it for a while', async () => {
    discord.gateway.refuseConnections(2);
    discord.gateway.disconnect({ code: 4000 });
    await resumed(1);
    expect(discord.gateway.counts.identifies).toBe(1);
  });

  it('identifies again when its session is gone, after its own five seconds', async () => {
    discord.gateway.disconnect({ resumable: false });
    await discord.until(() => discord.gateway.counts.identifies === 2, 'IDENTIFY', 15_000);
    say('again');
    await discord.until(() => heard.length === 1, 'the message');
    expect(heard).toEqual(['@verbatim again']);
  });
});

describe('discord.js with a bad login', () => {
  it('throws for a wrong token and for an intent that is not granted', async () => {
    const { discord } = await start(light);
    const attempt = async (key: string, intents: GatewayIntentBits[]) => {
      const client = new Client({ intents, rest: { api: discord.apiUrl, version: '10' } });
      const failed = new Promise<string>((resolve) =>
        client.on(Events.Error, ({ message }) => resolve(message)),
      );
      const login = client.login(key).then(
        () => failed,
        (error: Error) => error.message,
      );
      const message = await Promise.race([login, failed]);
      await client.destroy();
      return message;
    };
    expect(await attempt('MTIz.wrong.token', [GatewayIntentBits.Guilds])).toBe(
      'An invalid token was provided.',
    );
    discord.expectViolation('wrong-token');
    expect(await attempt(token, [GatewayIntentBits.MessageContent])).toBe('Used disallowed intents');
    discord.expectViolation('gateway-4014');
    discord.assertClean();
    await discord.close();
  });
});
