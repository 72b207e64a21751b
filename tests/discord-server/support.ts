/** A discord.js client and a bare HTTP client for the suites of the test server. */
import { Client, type ClientOptions, Events, GatewayIntentBits } from 'discord.js';
import { type Discord, type DiscordOptions, startDiscord } from '../support/discord/index.ts';
import type { JsonObject } from '../support/discord/json.ts';

export const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.test.token';

export const ask = {
  name: 'ask',
  description: 'Ask a question',
  options: [
    { type: 3, name: 'question', description: 'Your question', required: true, max_length: 500 },
    { type: 3, name: 'source', description: 'One document', autocomplete: true },
    { type: 5, name: 'private', description: 'Only for you' },
  ],
};
export const status = {
  name: 'status',
  description: 'Status',
  default_member_permissions: String(1n << 51n),
};
export const checkSources = { name: 'Check sources', type: 3 };

/** A server that checks its own answers too, and a clock that the test moves. */
export async function start(options: Partial<DiscordOptions> = {}) {
  const clock = { ms: Date.parse('2026-01-01T00:00:00Z') };
  const discord = await startDiscord({ token, now: () => clock.ms, checkResponses: true, ...options });
  return { discord, clock };
}

/** Registers commands in the guild, as deploying does. */
export async function register(discord: Discord, commands: object[] = [ask, status, checkSources]) {
  const response = await call(discord, 'PUT', commandsPath(discord), commands);
  if (response.status !== 200) throw new Error(JSON.stringify(response.body));
}

export const commandsPath = (discord: Discord) =>
  `/applications/${discord.bot.id}/guilds/${discord.guild.id}/commands`;

/** Logs a discord.js client in and waits until it is ready. */
export async function connect(
  discord: Discord,
  prepare: (client: Client) => void,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    rest: { api: discord.apiUrl, version: '10' },
    allowedMentions: { parse: [] },
    ...options,
  });
  prepare(client);
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  return ready;
}

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly type: string | null;
}

/** One request as a bot would send it; `authorization` null leaves the header out. */
export async function call(
  discord: Discord,
  method: string,
  path: string,
  body?: unknown,
  authorization: string | null = `Bot ${token}`,
): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (authorization !== null) headers['authorization'] = authorization;
  if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json';
  const sent = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
  const init = sent === undefined ? { method, headers } : { method, headers, body: sent };
  const response = await fetch(`${discord.apiUrl}/v10${path}`, init);
  const text = await response.text();
  const type = response.headers.get('content-type');
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), type };
}

export const quiet = { allowed_mentions: { parse: [] } };
