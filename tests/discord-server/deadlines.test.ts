import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Discord } from '../support/discord/index.ts';
import type { Interaction } from '../support/discord/interaction.ts';
import { call, quiet, register, start } from './support.ts';

const ephemeral = 1 << 6;

describe('an interaction', () => {
  let discord: Discord;
  let clock: { ms: number };
  beforeEach(async () => {
    ({ discord, clock } = await start());
    await register(discord);
  });
  afterEach(async () => {
    expect(discord.violations).toEqual([]);
    await discord.close();
  });

  const slash = () =>
    discord.slash({
      user: discord.member,
      channel: discord.general,
      command: 'ask',
      options: { question: 'why?' },
    });
  const respond = (to: Interaction, type: number, data?: object, query = '') =>
    call(discord, 'POST', `/interactions/${to.id}/${to.token}/callback${query}`, { type, data }, null);
  const webhook = (method: string, of: Interaction, path = '', body?: object) =>
    call(discord, method, `/webhooks/${discord.bot.id}/${of.token}${path}`, body, null);
  const hello = { content: 'hello', ...quiet };

  it('answers 204 without a content type, or with the response that was asked for', async () => {
    expect(await respond(slash(), 4, hello, '?with_response=false')).toMatchObject({
      status: 204,
      type: null,
    });
    const asked = slash();
    const reply = await respond(asked, 4, { ...hello, flags: ephemeral }, '?with_response=true');
    expect(reply).toMatchObject({
      status: 200,
      body: {
        interaction: { id: asked.id, response_message_ephemeral: true, response_message_loading: false },
        resource: { type: 4, message: { content: 'hello', flags: ephemeral } },
      },
    });
  });

  it('takes a response until three seconds have passed, and no later', async () => {
    const inTime = slash();
    const late = slash();
    clock.ms += 3_000;
    expect((await respond(inTime, 4, hello)).status).toBe(204);
    clock.ms += 1;
    expect(await respond(late, 4, hello)).toMatchObject({ status: 404, body: { code: 10062 } });
    expect(discord.expectViolation('late-response')[0]?.message).toContain(
      '/ask by ada was answered after 3001 ms',
    );
    await expect(late.settled()).rejects.toThrow('came 3001 ms after it, too late (10062)');
  });

  it('takes one first response', async () => {
    const asked = slash();
    await respond(asked, 5);
    expect(await respond(asked, 4, hello)).toMatchObject({ status: 400, body: { code: 40060 } });
    expect(discord.expectViolation('double-response')[0]?.message).toContain(
      'already, with a deferred reply',
    );
    expect(asked.refusals).toMatchObject([{ code: 40060, response: 'reply' }]);
  });

  it('is known by its id and token together', async () => {
    const asked = slash();
    const path = `/interactions/${slash().id}/${asked.token}/callback`;
    expect(await call(discord, 'POST', path, { type: 5 }, null)).toMatchObject({ body: { code: 10062 } });
    discord.expectViolation('unknown-interaction');
  });

  it('takes only responses of its kind', async () => {
    const asked = slash();
    const typed = discord.autocomplete({
      user: discord.member,
      channel: discord.general,
      command: 'ask',
      option: 'source',
      value: '',
    });
    const choices = { choices: [{ name: 'A', value: 'a' }] };
    for (const [to, type, data] of [
      [asked, 6, undefined],
      [asked, 7, hello],
      [asked, 8, choices],
      [typed, 4, hello],
      [typed, 5, undefined],
    ] as const) {
      expect(await respond(to, type, data)).toMatchObject({ status: 400, body: { code: 50035 } });
      discord.expectViolation('wrong-response-type');
    }
    expect((await respond(typed, 8, choices)).status).toBe(204);
    expect(await typed.choices()).toEqual([{ name: 'A', value: 'a' }]);
  });

  it('takes choices within their limits', async () => {
    const typed = () =>
      discord.autocomplete({
        user: discord.member,
        channel: discord.general,
        command: 'ask',
        option: 'source',
        value: '',
      });
    const offer = (choices: object[]) => respond(typed(), 8, { choices });
    expect((await offer(Array.from({ length: 26 }, () => ({ name: 'A', value: 'a' })))).status).toBe(400);
    discord.expectViolation('schema');
    expect((await offer([{ name: 'A', value: 'a'.repeat(101) }])).status).toBe(400);
    discord.expectViolation('choice-value');
    expect((await offer([{ name: ' ', value: 'a' }])).status).toBe(400);
    discord.expectViolation('choice-name');
  });

  it('opens a modal, but not after a deferral, and not from a modal', async () => {
    const input = { type: 4, custom_id: 'line', style: 1, label: 'Line' };
    const modal = { custom_id: 'm', title: 'Note', components: [{ type: 1, components: [input] }] };
    const deferred = slash();
    await respond(deferred, 5);
    expect(await respond(deferred, 9, modal)).toMatchObject({ body: { code: 40060 } });
    discord.expectViolation('double-response');
    const opened = slash();
    expect((await respond(opened, 9, modal)).status).toBe(204);
    const sent = discord.modalSubmit({ user: discord.member, interaction: opened, values: { line: 'x' } });
    expect(await respond(sent, 9, modal)).toMatchObject({ body: { code: 50035 } });
    expect(await respond(sent, 7, hello)).toMatchObject({ body: { code: 50035 } });
    expect(discord.expectViolation('wrong-response-type')).toHaveLength(2);
    expect((await respond(sent, 4, hello)).status).toBe(204);
  });

  it.each([
    ['schema', { custom_id: 'm', title: 'x'.repeat(46), components: [] }],
    [
      'modal-label',
      {
        custom_id: 'm',
        title: 'x',
        components: [{ type: 1, components: [{ type: 4, custom_id: 'a', style: 1 }] }],
      },
    ],
    [
      'duplicate-custom-id',
      {
        custom_id: 'm',
        title: 'x',
        components: [1, 2].map(() => ({
          type: 1,
          components: [{ type: 4, custom_id: 'a', style: 1, label: 'A' }],
        })),
      },
    ],
  ])('refuses a modal against %s', async (rule, modal) => {
    expect(await respond(slash(), 9, modal)).toMatchObject({ status: 400, body: { code: 50035 } });
    discord.expectViolation(rule);
  });

  it('has no webhook before its first response', async () => {
    const asked = slash();
    expect(await webhook('PATCH', asked, '/messages/@original', hello)).toMatchObject({
      body: { code: 10015 },
    });
    expect(await webhook('POST', asked, '', hello)).toMatchObject({ status: 404, body: { code: 10015 } });
    expect(discord.expectViolation('webhook-before-response')).toHaveLength(2);
  });

  it('has a webhook for fifteen minutes', async () => {
    const asked = slash();
    await respond(asked, 5);
    clock.ms += 15 * 60_000;
    expect((await webhook('PATCH', asked, '/messages/%40original', hello)).status).toBe(200);
    clock.ms += 1;
    expect(await webhook('POST', asked, '', hello)).toMatchObject({ status: 401, body: { code: 50027 } });
    expect(discord.expectViolation('expired-token')[0]?.message).toContain('after 15 minutes');
  });

  it('keeps the visibility of its first response', async () => {
    const asked = slash();
    await respond(asked, 5);
    await webhook('PATCH', asked, '/messages/@original', { ...hello, flags: ephemeral });
    discord.expectViolation('ephemeral-too-late');
    expect((await asked.reply()).ephemeral).toBe(false);
    const secret = slash();
    await respond(secret, 5, { flags: ephemeral });
    await webhook('PATCH', secret, '/messages/@original', hello);
    expect((await secret.reply()).ephemeralFor).toBe(discord.member);
  });

  it('keeps its private messages out of the channel’s endpoints', async () => {
    const asked = slash();
    await respond(asked, 4, { ...hello, flags: ephemeral });
    const { id } = await asked.reply();
    const path = `/channels/${discord.general.id}/messages`;
    expect(await call(discord, 'GET', `${path}/${id}`)).toMatchObject({ body: { code: 10008 } });
    expect(await call(discord, 'PUT', `${path}/pins/${id}`)).toMatchObject({ body: { code: 10008 } });
    expect((await call(discord, 'GET', path)).body).toEqual([]);
  });

  it('fetches, edits and deletes each of its messages, and no others', async () => {
    const asked = slash();
    await respond(asked, 4, hello);
    const followUp = await webhook('POST', asked, '?wait=true', { ...hello, content: 'more' });
    const path = `/messages/${followUp.body['id']}`;
    expect((await webhook('PATCH', asked, path, { ...hello, content: 'less' })).body).toMatchObject({
      content: 'less',
    });
    expect((await webhook('DELETE', asked, path)).status).toBe(204);
    expect(await webhook('GET', asked, path)).toMatchObject({ status: 404, body: { code: 10008 } });
    const other = discord.say({ user: discord.member, channel: discord.general, content: 'mine' });
    expect(await webhook('DELETE', asked, `/messages/${other.id}`)).toMatchObject({ body: { code: 10008 } });
    expect((await webhook('GET', asked, '/messages/@original')).body).toMatchObject({ content: 'hello' });
  });

  it('keeps a message to the second version of components once it has them', async () => {
    const asked = slash();
    await respond(asked, 4, { ...quiet, flags: 1 << 15, components: [{ type: 10, content: 'text' }] });
    expect((await webhook('PATCH', asked, '/messages/@original', hello)).status).toBe(400);
    discord.expectViolation('components-v2-mixed');
  });

  it('refuses flags that nobody may set', async () => {
    expect((await respond(slash(), 4, { ...hello, flags: 1 << 7 })).status).toBe(400);
    discord.expectViolation('flags');
  });

  it('says what is missing when nothing comes', async () => {
    const asked = slash();
    await expect(asked.reply(20)).rejects.toThrow('never delivered: the bot is not connected');
    await respond(asked, 5);
    await expect(asked.settled(20)).rejects.toThrow(
      /\/ask by ada \(deferred reply after \d+ ms\), but 20 ms passed/,
    );
  });
});
