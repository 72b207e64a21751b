import { existsSync } from 'node:fs';
import { ApplicationCommandType, Events, type Guild, REST } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { deployCommands } from '../../src/discord/deploy.ts';
import { deployFromConfig } from '../../src/discord/deploy-from-config.ts';
import { createDispatch } from '../../src/discord/dispatch.ts';
import { commandsError } from '../../src/discord/login.ts';
import { buttons, commands, forms, menus } from '../../src/discord/registry.ts';
import { serveDiscord } from '../../src/discord/serve.ts';
import { UserError } from '../../src/errors.ts';
import { createLogger } from '../../src/logging.ts';
import { openVerbatim, type Verbatim } from '../../src/verbatim.ts';
import { type Discord, startDiscord } from '../support/discord/index.ts';
import { makePlace, type Place, startScript, TOKEN } from './running.ts';

/** Every command as it is called in Discord. */
const NAMES = commands.map(({ data }) =>
  data.type === ApplicationCommandType.Message ? data.name : `/${data.name}`,
);

let discord: Discord;
let place: Place;
let verbatim: Verbatim;
let lines: string[] = [];
const log = createLogger({ level: 'silent' });

beforeAll(async () => {
  discord = await startDiscord({ token: TOKEN });
  place = makePlace(discord);
  verbatim = await openVerbatim(place.config, 'current', {
    onWarning: () => {},
    onUnprovenQuote: () => {},
  });
});

afterEach(() => {
  lines = [];
});

afterAll(async () => {
  await verbatim?.close();
  await discord?.close();
  place?.remove();
});

type Overrides = Partial<Place['config']>;
const serve = (overrides: Overrides = {}) =>
  serveDiscord(
    { ...place.config, discordToken: TOKEN, ...overrides } as Place['config'] & { discordToken: string },
    verbatim,
    log,
    (line) => lines.push(line),
  );

async function failure(work: Promise<unknown>): Promise<UserError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${String(error)}`);
  return error;
}

describe('a start that cannot succeed says in one line why and what to do', () => {
  test('a wrong token', async () => {
    const error = await failure(serve({ discordToken: 'not-the-token' }));
    expect(error.identifier).toBe('discord-token');
    expect(error.message).toMatch(/Reset Token.*DISCORD_TOKEN in \.env\.$/);
    discord.expectViolation('wrong-token');
  });

  test('a token with a line break in it', async () => {
    const error = await failure(serve({ discordToken: 'the\ntoken' }));
    expect(error.identifier).toBe('discord-token');
  });

  test('a guild that the bot is not in', async () => {
    const error = await failure(serve({ discordGuildId: '123456789012345678' }));
    expect(error.identifier).toBe('unknown-guild');
    expect(error.message).toContain('guild_id=123456789012345678');
  });

  test('an address where nobody answers', async () => {
    const error = await failure(serve({ discordApiUrl: 'http://127.0.0.1:9/api' }));
    expect(error.identifier).toBe('discord-unreachable');
    expect(error.message).toContain('http://127.0.0.1:9/api');
  });

  test('an invitation without the scope for commands', async () => {
    discord.allowCommands(false);
    const error = await failure(serve());
    expect(error.identifier).toBe('missing-scope');
    expect(error.message).toContain('scope=bot%20applications.commands');
    discord.allowCommands(true);
  });

  test.each(['start.ts', 'deploy-commands.ts'])(
    '%s prints that line and exits 1',
    async (name) => {
      const INDEX_DIR = place.config.indexDir + name;
      const script = startScript(name, { ...place.environment, INDEX_DIR, DISCORD_TOKEN: 'not-the-token' });
      expect(await script.ended).toBe(1);
      expect(script.out(), script.err()).toBe('');
      expect(script.err().trim().split('\n').at(-1), script.err()).toMatch(
        /^Discord refused the token\. .*\.env\.$/,
      );
      expect(script.err()).not.toContain('not-the-token');
      // Nobody waits for an index that would not be served.
      expect(existsSync(place.config.indexDir + name), script.err()).toBe(false);
      discord.expectViolation('wrong-token');
    },
    60_000,
  );

  test.each([
    [4004, 'discord-token'],
    [4014, 'discord-intents'],
    [4013, 'discord-closed'],
  ])('a connection that Discord ends for good with %i', async (code, identifier) => {
    const bot = await serve({ discordGuildId: null });
    discord.gateway.disconnect({ code, resumable: false });
    expect((await bot.ended).identifier).toBe(identifier);
    await bot.stop();
  });
});

describe('deploying the commands', () => {
  const deploy = (overrides: Overrides = {}) => deployFromConfig({ ...place.config, ...overrides });

  test('creates them, does nothing the second time, and repairs what somebody changed', async () => {
    expect(await deploy()).toEqual([
      `created: ${NAMES.join(', ')}`,
      `Deployed to guild ${discord.guild.id}.`,
    ]);
    const puts = () => discord.requests.filter(({ method }) => method === 'PUT').length;
    const before = puts();
    expect(await deploy()).toEqual([
      `unchanged: ${NAMES.join(', ')}`,
      `Nothing to do for guild ${discord.guild.id}.`,
    ]);
    expect(puts()).toBe(before);

    const rest = new REST({ api: discord.apiUrl, version: '10' }).setToken(TOKEN);
    const route = `/applications/${discord.bot.id}/guilds/${discord.guild.id}/commands` as const;
    await rest.put(route, {
      body: [
        { name: 'ask', description: 'Somebody changed this' },
        { name: 'old', description: 'A command of an earlier version' },
      ],
    });
    expect(await deploy()).toEqual([
      `created: ${NAMES.filter((name) => name !== '/ask').join(', ')}`,
      'updated: /ask',
      'removed: /old',
      `Deployed to guild ${discord.guild.id}.`,
    ]);
  });

  test('without a guild it registers them for every guild, and a start says when that is due', async () => {
    const due = await serve({ discordGuildId: null });
    expect(lines.join('\n')).toContain('Run `npm run deploy:commands`');
    await due.stop();
    expect((await deploy({ discordGuildId: null })).at(-1)).toBe('Deployed to every guild.');
    lines = [];
    const current = await serve({ discordGuildId: null });
    expect(lines).toContain('The commands are up to date in every guild.');
    await current.stop();
    discord.assertClean();
  });

  test('for a guild and for every guild: a start says that people see them twice, and --remove ends it', async () => {
    const twice = await serve();
    await twice.stop();
    expect(lines.at(-1)).toMatch(
      /^People in Test guild see \/ask, .* twice.*`npm run deploy:commands -- --remove`/,
    );

    const rest = new REST({ api: discord.apiUrl, version: '10' }).setToken(TOKEN);
    const route = `/applications/${discord.bot.id}/commands` as const;
    await rest.post(route, { body: { name: 'other', description: 'A command of another program' } });
    const removed = await deployFromConfig({ ...place.config, discordGuildId: null }, { remove: true });
    expect(removed).toEqual([
      `removed: ${NAMES.join(', ')}`,
      'unchanged: /other',
      'Removed from every guild.',
    ]);
    lines = [];
    const once = await serve();
    await once.stop();
    expect(lines.at(-1)).toBe('The commands in Test guild are up to date.');
    discord.assertClean();
  });

  test('two commands of one name: neither deployed nor started, and what Discord says of it is passed on', async () => {
    const twice = [...commands, ...commands.slice(0, 1)];
    const rest = new REST({ api: discord.apiUrl, version: '10' }).setToken(TOKEN);
    const target = { applicationId: discord.bot.id, guildId: discord.guild.id };
    await expect(deployCommands(rest, target, twice)).rejects.toThrow('registry.ts lists /ask twice');
    expect(() => createDispatch({ commands: twice, buttons, menus, forms })).toThrow('lists ask twice');

    const route = `/applications/${target.applicationId}/guilds/${target.guildId}/commands` as const;
    const body = [1, 2].map((number) => ({ name: 'ask', description: `Number ${number}` }));
    const refusal = await rest.put(route, { body }).catch((reason: unknown) => reason);
    const error = commandsError(refusal, { ...target, apiUrl: discord.apiUrl });
    expect(error.identifier).toBe('commands-refused');
    expect(error.message).toContain('application command names must be unique');
    discord.expectViolation('command-duplicate');
  });

  test('without a token it says where to get one', async () => {
    expect((await failure(deploy({ discordToken: null }))).identifier).toBe('no-token');
  });
});

test('a bot with a test guild says when it is added to another server', async () => {
  const bot = await serve();
  expect(lines.filter((line) => line.includes('Public Bot'))).toEqual([]);
  bot.client.emit(Events.GuildCreate, { id: discord.guild.id, name: 'Home' } as Guild);
  bot.client.emit(Events.GuildCreate, { id: '123456789012345678', name: 'Elsewhere' } as Guild);
  expect(lines.filter((line) => line.includes('Public Bot'))).toEqual([
    expect.stringMatching(/^I am in the server Elsewhere \(123456789012345678\) too/),
  ]);
  await bot.stop();
});
