import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Discord, hasSpecification } from '../support/discord/index.ts';
import { objectsOf } from '../support/discord/json.ts';
import { ask, call, checkSources, commandsPath, quiet, register, start, token } from './support.ts';

const row = (...components: object[]) => ({ type: 1, components });
const button = (id: string, rest: object = {}) => ({
  type: 2,
  style: 1,
  label: 'Go',
  custom_id: id,
  ...rest,
});
const option = (value: string) => ({ label: value, value });
const menu = (rest: object) => ({ type: 3, custom_id: 'menu', options: [option('a'), option('b')], ...rest });
const text = (content: string) => ({ type: 10, content });
const componentsV2 = 1 << 15;

/** Messages that Discord refuses: the rule, the place in the body, and the message. */
const badMessages: [rule: string, place: string, message: object][] = [
  ['schema', 'content', { content: 5 }],
  ['content-length', 'content', { content: 'x'.repeat(2001) }],
  ['schema', 'embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }],
  ['schema', 'embeds.0.title', { embeds: [{ title: 'x'.repeat(257) }] }],
  ['schema', 'embeds.0.description', { embeds: [{ description: 'x'.repeat(4097) }] }],
  ['schema', 'embeds.0.url', { embeds: [{ title: 'x', url: 'x'.repeat(2049) }] }],
  ['embed-total', 'embeds', { embeds: ['x', 'y'].map((c) => ({ description: c.repeat(3001) })) }],
  ['embed-empty', 'embeds.0', { embeds: [{ color: 5 }] }],
  ['embed-field-empty', 'embeds.0.fields.0.value', { embeds: [{ fields: [{ name: 'a', value: ' ' }] }] }],
  [
    'schema',
    'components.0.components.0.label',
    { components: [row(button('a', { label: 'x'.repeat(81) }))] },
  ],
  ['schema', 'components.0.components.0.custom_id', { components: [row(button('x'.repeat(101)))] }],
  ['schema', 'components.0.components', { components: [row(...'abcdef'.split('').map((id) => button(id)))] }],
  ['component-rows', 'components', { components: 'abcdef'.split('').map((id) => row(button(id))) }],
  [
    'duplicate-custom-id',
    'components.1.components.0.custom_id',
    { components: [row(button('a')), row(button('a'))] },
  ],
  [
    'button-shape',
    'components.0.components.0.custom_id',
    { components: [row({ type: 2, style: 1, label: 'Go' })] },
  ],
  [
    'button-shape',
    'components.0.components.0.url',
    { components: [row({ type: 2, style: 5, label: 'Go' })] },
  ],
  ['button-shape', 'components.0.components.0.label', { components: [row(button('a', { label: '' }))] }],
  [
    'emoji',
    'components.0.components.0.emoji.name',
    { components: [row(button('a', { emoji: { name: 'pin' } }))] },
  ],
  ['component-row', 'components.0', { components: [row(button('a'), menu({}))] }],
  ['select-shape', 'components.0.components.0.max_values', { components: [row(menu({ max_values: 3 }))] }],
  [
    'select-shape',
    'components.0.components.0.options',
    { components: [row(menu({ options: [option('a'), option('a')] }))] },
  ],
  ['components-v2-flag', 'components.0.type', { components: [text('hello')] }],
  ['components-v2-mixed', 'content', { content: 'hello', flags: componentsV2, components: [text('x')] }],
  [
    'components-v2-text',
    'components',
    { flags: componentsV2, components: ['a', 'b'].map((c) => text(c.repeat(2001))) },
  ],
  [
    'components-v2-total',
    'components',
    {
      flags: componentsV2,
      components: Array.from({ length: 14 }, () => ({ type: 17, components: [text('a'), text('b')] })),
    },
  ],
];

const badCommands: [rule: string, commands: object[]][] = [
  ['command-name', [{ ...ask, name: 'Ask' }]],
  ['command-name', [{ ...ask, name: 'two words' }]],
  ['schema', [{ ...ask, name: 'x'.repeat(33) }]],
  ['schema', [{ ...ask, description: 'x'.repeat(101) }]],
  ['command-description', [{ name: 'ask' }]],
  ['command-duplicate', [ask, ask]],
  ['command-menu', [{ ...checkSources, description: 'no' }]],
  ['command-option-order', [{ ...ask, options: [...ask.options].reverse() }]],
  ['command-option-duplicate', [{ ...ask, options: [ask.options[0], ask.options[0]] }]],
  [
    'command-option-choices',
    [{ ...ask, options: [{ ...ask.options[1], choices: [{ name: 'a', value: 'b' }] }] }],
  ],
  ['command-count', Array.from({ length: 101 }, (_, index) => ({ ...ask, name: `ask-${index}` }))],
  ['command-count', Array.from({ length: 16 }, (_, index) => ({ ...checkSources, name: `Menu ${index}` }))],
  ['schema', [{ ...ask, default_member_permissions: 'moderators' }]],
];

const sources = ['openapi', 'discord-api-spec'] as const;
describe.each(sources)('requests held against %s', (source) => {
  describe.skipIf(source === 'openapi' && !hasSpecification)('refuses', () => {
    let discord: Discord;
    beforeAll(async () => {
      ({ discord } = await start({ validator: source, checkResponses: false }));
      await register(discord);
    });
    afterEach(() => expect(discord.violations).toEqual([]));
    afterAll(() => discord.close());

    it('says which specification it uses', () => {
      expect(discord.validator.source).toBe(source);
      expect(discord.validator.description).toMatch(
        source === 'openapi' ? 'own specification' : 'npm package',
      );
    });

    it.each(badMessages)('a message against %s at %s', async (rule, place, message) => {
      const body = { ...quiet, ...message };
      const reply = await call(discord, 'POST', `/channels/${discord.general.id}/messages`, body);
      expect(reply).toMatchObject({ status: 400, body: { code: 50035 } });
      const [violation] = discord.expectViolation(rule);
      expect(violation?.message).toContain(`POST /channels/${discord.general.id}/messages: ${place}`);
    });

    it.each(badCommands)('commands against %s', async (rule, commands) => {
      const before = discord.commands;
      const reply = await call(discord, 'PUT', commandsPath(discord), commands);
      expect(reply).toMatchObject({ status: 400, body: { code: 50035 } });
      discord.expectViolation(rule);
      expect(discord.commands).toEqual(before);
    });

    it('an endpoint that Discord does not have', async () => {
      expect((await call(discord, 'GET', '/channels/1/secrets')).status).toBe(404);
      expect((await call(discord, 'POST', `/channels/${discord.general.id}`, {})).status).toBe(404);
      expect(discord.expectViolation('unknown-endpoint')).toHaveLength(2);
    });

    it('an endpoint that this server does not play', async () => {
      expect((await call(discord, 'GET', '/sticker-packs')).status).toBe(501);
      discord.expectViolation('not-simulated');
    });

    it('a wrong token, or none', async () => {
      expect(await call(discord, 'GET', '/users/@me', undefined, 'Bot wrong')).toMatchObject({ status: 401 });
      expect(await call(discord, 'GET', '/users/@me', undefined, token)).toMatchObject({ status: 401 });
      expect(discord.expectViolation('wrong-token')).toHaveLength(2);
      expect(await call(discord, 'GET', '/users/@me', undefined, null)).toMatchObject({ status: 401 });
      discord.expectViolation('missing-token');
    });

    it('an id that is none', async () => {
      expect(await call(discord, 'GET', '/channels/general')).toMatchObject({
        status: 400,
        body: { code: 50035 },
      });
      discord.expectViolation('snowflake');
    });

    it.runIf(source === 'openapi')('a query that the endpoint does not take', async () => {
      const path = `/channels/${discord.general.id}/messages`;
      expect((await call(discord, 'GET', `${path}?limit=101`)).status).toBe(400);
      expect((await call(discord, 'GET', `${path}?page=2`)).status).toBe(400);
      expect(discord.expectViolation('query')).toHaveLength(2);
    });

    it('a body that is no JSON, or of another kind', async () => {
      const url = `${discord.apiUrl}/v10/channels/${discord.general.id}/messages`;
      const send = (type: string) =>
        fetch(url, {
          method: 'POST',
          body: '{',
          headers: { authorization: `Bot ${token}`, 'content-type': type },
        });
      expect((await send('application/json')).status).toBe(400);
      discord.expectViolation('bad-json');
      expect((await send('text/plain')).status).toBe(400);
      discord.expectViolation('content-type');
    });

    it('nothing to say', async () => {
      const path = `/channels/${discord.general.id}/messages`;
      expect(await call(discord, 'POST', path, { ...quiet, content: ' \n ' })).toMatchObject({
        status: 400,
        body: { code: 50006 },
      });
      discord.expectViolation('empty-message');
    });

    it('a command in a guild that it is not in, or without the scope', async () => {
      const elsewhere = `/applications/${discord.bot.id}/guilds/12345678901234567/commands`;
      expect(await call(discord, 'PUT', elsewhere, [ask])).toMatchObject({
        status: 404,
        body: { code: 10004 },
      });
      discord.allowCommands(false);
      const here = await call(discord, 'PUT', commandsPath(discord), [ask]);
      discord.allowCommands(true);
      expect(here).toMatchObject({ status: 403, body: { code: 50001 } });
    });
  });
});

describe('what Discord takes, and what the house forbids nevertheless', () => {
  let discord: Discord;
  beforeAll(async () => {
    ({ discord } = await start({ checkResponses: false }));
    await register(discord);
  });
  afterAll(() => discord.close());
  const send = (body: object) => call(discord, 'POST', `/channels/${discord.general.id}/messages`, body);

  it('lets a message at every limit pass', async () => {
    const fields = Array.from({ length: 25 }, () => ({ name: 'n', value: 'v' }));
    const message = {
      ...quiet,
      content: 'x'.repeat(2000),
      embeds: [
        { title: 't'.repeat(256), description: 'd'.repeat(4096), fields, footer: { text: 'f'.repeat(1598) } },
      ],
      components: 'abcde'
        .split('')
        .map((r) => row(...'12345'.split('').map((c) => button(r + c, { label: 'x'.repeat(80) })))),
    };
    expect((await send(message)).status).toBe(200);
    expect(discord.violations).toEqual([]);
  });

  it.each([
    ['missing', {}],
    ['open to all', { allowed_mentions: { parse: ['users', 'everyone'] } }],
    ['naming somebody', { allowed_mentions: { parse: [], users: ['12345678901234567'] } }],
    ['pinging the author', { allowed_mentions: { parse: [], replied_user: true } }],
  ])('notes allowed_mentions that are %s', async (_, mentions) => {
    expect((await send({ content: 'hello', ...mentions })).status).toBe(200);
    discord.expectViolation('allowed-mentions');
  });

  it('posts a message once for an enforced nonce, and not again when it was deleted', async () => {
    const messages = `/channels/${discord.general.id}/messages`;
    const body = { content: 'once', nonce: '7', enforce_nonce: true, ...quiet };
    const first = await call(discord, 'POST', messages, body);
    const again = await call(discord, 'POST', messages, body);
    expect(again.body['id']).toBe(first.body['id']);
    await call(discord, 'DELETE', `${messages}/${first.body['id']}`);
    expect((await call(discord, 'POST', messages, body)).body['code']).toBe(10008);
    const other = await call(discord, 'POST', messages, { ...body, nonce: '8' });
    expect(other.status).toBe(200);
  });

  it('lists whom a message pings', async () => {
    const { member } = discord;
    const content = `@everyone <@${member.id}> <@&77>`;
    await send({ content, ...quiet });
    expect(discord.pings).toEqual([]);
    await send({ content, allowed_mentions: { parse: ['everyone'], users: [member.id] } });
    await send({ content });
    expect(discord.pings.map(({ who }) => who)).toEqual([
      '@everyone',
      `user:${member.id}`,
      '@everyone',
      `user:${member.id}`,
      'role:77',
    ]);
    discord.expectViolation('allowed-mentions');
    expect(() => discord.assertClean()).toThrow('pinged @everyone');
  });

  it('gives commands back in Discord’s form, with ids that stay and versions that change', async () => {
    const path = commandsPath(discord);
    const put = async (commands: object[]) =>
      objectsOf(Object.values((await call(discord, 'PUT', path, commands)).body));
    const first = await put([ask, checkSources]);
    const again = await put([ask, checkSources]);
    const changed = await put([{ ...ask, description: 'Another' }, checkSources]);
    expect(again).toEqual(first);
    expect(changed).toMatchObject([{ id: first[0]?.['id'], description: 'Another' }, first[1]]);
    expect(changed[0]?.['version']).not.toBe(first[0]?.['version']);
    expect(first).toMatchObject([
      { default_member_permissions: null, nsfw: false },
      { description: '', type: 3 },
    ]);
  });

  it('creates, changes, reads and deletes single commands, globally too', async () => {
    const path = `/applications/${discord.bot.id}/commands`;
    const created = await call(discord, 'POST', path, {
      ...ask,
      default_member_permissions: '2251799813685248',
    });
    expect(created).toMatchObject({ status: 201, body: { default_member_permissions: '2251799813685248' } });
    expect((await call(discord, 'POST', path, ask)).status).toBe(200);
    const id = created.body['id'];
    expect((await call(discord, 'PATCH', `${path}/${id}`, { description: 'New' })).body).toMatchObject({
      description: 'New',
      name: 'ask',
    });
    expect((await call(discord, 'GET', `${path}/${id}`)).body).toMatchObject({ description: 'New' });
    expect(await call(discord, 'DELETE', `${path}/${id}`)).toMatchObject({ status: 204, type: null });
    expect(await call(discord, 'GET', `${path}/${id}`)).toMatchObject({ status: 404, body: { code: 10063 } });
  });

  it('reads a multipart request and refuses one whose files are named otherwise', async () => {
    const form = (name: string) => {
      const data = new FormData();
      data.set('payload_json', JSON.stringify({ content: 'with a file', ...quiet }));
      data.set(name, new Blob(['abc']), 'a.txt');
      return data;
    };
    const path = `/channels/${discord.general.id}/messages`;
    const sent = await call(discord, 'POST', path, form('files[0]'));
    expect(sent.body).toMatchObject({
      content: 'with a file',
      attachments: [{ filename: 'a.txt', size: 3 }],
    });
    expect((await call(discord, 'POST', path, form('upload'))).status).toBe(400);
    discord.expectViolation('multipart');
  });
});
