import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MessageFlag } from '../support/discord/constants.ts';
import type { Discord } from '../support/discord/index.ts';
import { lengthOf } from '../support/discord/json.ts';
import { flatten } from '../support/discord/message.ts';
import { pingsOf } from '../support/discord/rules/mentions.ts';
import { messageProblems } from '../support/discord/rules/message.ts';
import { storedComponents } from '../support/discord/stored.ts';
import { Endpoints } from '../support/discord/validation/endpoints.ts';
import { World } from '../support/discord/world.ts';
import { ask, call, checkSources, quiet, register, start, status } from './support.ts';

const light = { validator: 'discord-api-spec', checkResponses: false } as const;
const search = {
  name: 'pins',
  description: 'Pins',
  options: [
    {
      type: 1,
      name: 'search',
      description: 'Search',
      options: [{ type: 3, name: 'words', description: 'Words', required: true }],
    },
  ],
};

describe('people do only what the Discord client lets them do', () => {
  let discord: Discord;
  beforeAll(async () => {
    ({ discord } = await start(light));
    await register(discord, [ask, status, checkSources, search]);
  });
  afterAll(async () => {
    discord.assertClean();
    await discord.close();
  });
  const slash = (command: string, options: Record<string, string | boolean>, user = discord.member) =>
    discord.slash({ user, channel: discord.general, command, options });

  it('know the commands that are registered', () => {
    expect(() => slash('answer', {})).toThrow(
      'no command "answer" of type 1 is registered here; there is: ask,',
    );
    expect(() =>
      discord.autocomplete({
        user: discord.member,
        channel: discord.general,
        command: 'ask',
        option: 'question',
        value: '',
      }),
    ).toThrow('no option "question" with autocomplete');
  });

  it('fill in options as they are defined', () => {
    expect(() => slash('ask', {})).toThrow('the option "question" is required');
    expect(() => slash('ask', { question: true })).toThrow('the option "question" takes a string');
    expect(() => slash('ask', { question: 'x'.repeat(501) })).toThrow('takes 0 to 500 characters, not 501');
    expect(() => slash('ask', { question: 'x', colour: 'red' })).toThrow('no option "colour"');
    expect(slash('pins search', { words: 'troops' }).data).toMatchObject({
      options: [{ type: 1, name: 'search', options: [{ type: 3, name: 'words', value: 'troops' }] }],
    });
  });

  it('use moderators’ commands only when they may, unless they forge them', () => {
    expect(() => slash('status', {})).toThrow('ada may not use "status" in #general');
    expect(slash('status', {}, discord.moderator).label).toBe('/status');
    const forged = { user: discord.member, channel: discord.general, command: 'status', forged: true };
    expect(discord.slash(forged).label).toBe('/status');
    discord.permit(discord.member, ['PinMessages']);
    expect(slash('status', {}).user).toBe(discord.member);
    discord.forbid(discord.member, ['PinMessages']);
    expect(() => slash('status', {})).toThrow('may not use');
    expect(discord.permissionsOf(discord.moderator, discord.general)).toContain('PinMessages');
  });

  it('press buttons that are there, enabled, and theirs to see', async () => {
    const components = [
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: 'More', custom_id: 'more:1' },
          { type: 2, style: 1, label: 'More', custom_id: 'more:2' },
          { type: 2, style: 1, label: 'Off', custom_id: 'off', disabled: true },
          { type: 2, style: 5, label: 'Site', url: 'https://example.org' },
        ],
      },
    ];
    const path = `/channels/${discord.general.id}/messages`;
    const sent = await call(discord, 'POST', path, { ...quiet, components });
    expect(sent.status).toBe(200);
    const message = discord.messages(discord.general).at(-1);
    if (message === undefined) throw new Error('no message');
    const press = (label: string) => () => discord.button({ user: discord.member, message, label });
    expect(press('Less')).toThrow('no button fits; the message has: More, More, Off, Site');
    expect(press('More')).toThrow('2 buttons fit');
    expect(press('Off')).toThrow('is disabled');
    expect(press('Site')).toThrow('is a link');
    expect(discord.button({ user: discord.member, message, customId: /:2$/ }).data['custom_id']).toBe(
      'more:2',
    );
    const forged = discord.button({ user: discord.member, message, customId: 'pin:9', forged: true });
    expect(forged.data['custom_id']).toBe('pin:9');
    discord.deleteMessage(message);
    expect(press('More')).toThrow('the message is deleted');
  });

  it('speak where they may, and in private', () => {
    const closed = discord.addChannel('closed');
    discord.forbid(discord.member, ['SendMessages'], closed);
    expect(() => discord.say({ user: discord.member, channel: closed, content: 'x' })).toThrow(
      'may not write',
    );
    discord.forbid(discord.member, ['ViewChannel'], closed);
    discord.say({ user: discord.moderator, channel: closed, content: 'x' });
    expect(discord.messages(closed, { visibleTo: discord.member })).toEqual([]);
    expect(discord.messages(closed, { visibleTo: discord.moderator })).toHaveLength(1);
    const direct = discord.directChannel(discord.member);
    expect(discord.say({ user: discord.member, channel: direct, content: 'x' }).channel).toBe(direct);
    expect(() =>
      discord.slash({ user: discord.member, channel: direct, command: 'ask', options: {} }),
    ).toThrow('no command "ask"');
  });
});

describe('for any input', () => {
  it('ids grow, whatever the clock does within a millisecond', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 2, maxLength: 50 }), (steps) => {
        let ms = 1_767_225_600_000;
        const world = new World({ now: () => ms });
        const ids = steps.map((step) => {
          ms += step;
          return BigInt(world.nextId());
        });
        for (const [index, id] of ids.slice(1).entries()) expect(id > (ids[index] ?? id)).toBe(true);
      }),
    );
  });

  it('nothing pings when allowed_mentions parses nothing', () => {
    const word = fc.constantFrom('@everyone', '@here', '<@12345678901234567>', '<@&7>', 'hello', ' ');
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const content = words.join('');
        expect(pingsOf({ content, allowed_mentions: { parse: [] } }, '1')).toEqual([]);
        expect(pingsOf({ content }, null).length > 0).toBe(/@(everyone|here)\b|<@&?\d+>/.test(content));
      }),
    );
  });

  it('embeds pass exactly when they hold 6,000 characters or fewer, counted in code points', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(part, fc.integer({ min: 5_980, max: 6_020 }), (seed, size) => {
        const title = `x${seed}`;
        const description = '🎉'.repeat(size - lengthOf(title));
        const embeds = [{ title, description }];
        const problems = messageProblems({ content: '', embeds, components: [], attachments: [], flags: 0 });
        expect(problems.map(({ rule }) => rule)).toEqual(size > 6_000 ? ['embed-total'] : []);
      }),
    );
  });

  it('stored components have ids of their own, and keep those that were given', () => {
    const leaf = fc.record({
      type: fc.constant(10),
      id: fc.option(fc.integer({ min: 1, max: 5 }), { nil: 0 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(leaf, { maxLength: 4 }), { maxLength: 4 }), (groups) => {
        const sent = groups.map((components) => ({ type: 17, components }));
        const stored = flatten(storedComponents(sent)).map(({ id }) => id);
        const given = groups.flat().flatMap(({ id }) => (id > 0 ? [id] : []));
        const fresh = stored.length - given.length;
        expect(stored.every((id) => typeof id === 'number' && id > 0)).toBe(true);
        expect(new Set(stored).size).toBe(fresh + new Set(given).size);
      }),
    );
  });

  it('a literal part of a path wins over a parameter', () => {
    const templates = ['/c/{id}', '/c/@me', '/c/{id}/m/{m}', '/c/{id}/m/pins'];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(templates, { minLength: 4 }),
        fc.stringMatching(/^[a-z0-9]{1,8}$/),
        (order, id) => {
          const endpoints = new Endpoints([['GET', order]]);
          expect(endpoints.find('GET', '/c/@me')?.template).toBe('/c/@me');
          expect(endpoints.find('GET', `/c/${id}/m/pins`)?.template).toBe('/c/{id}/m/pins');
          expect(endpoints.find('GET', `/c/${id}`)).toEqual({ template: '/c/{id}', params: { id } });
          expect(endpoints.find('PUT', `/c/${id}`)).toBeNull();
        },
      ),
    );
  });

  it('the second version’s flag decides which components may stand at the top', () => {
    const types = fc.array(fc.constantFrom(9, 10, 12, 14, 17), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(types, fc.boolean(), (list, v2) => {
        const components = list.map((type) => ({ type }));
        const flags = v2 ? MessageFlag.IsComponentsV2 : 0;
        const problems = messageProblems({ content: '', embeds: [], components, attachments: [], flags });
        expect(problems.filter(({ rule }) => rule === 'components-v2-flag')).toHaveLength(
          v2 ? 0 : list.length,
        );
      }),
    );
  });
});
