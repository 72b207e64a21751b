import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeChanges, diffCommands, type Registered } from '../../src/discord/deploy.ts';
import { commands } from '../../src/discord/registry.ts';

const wanted = commands.map(({ data }) => data);
const everywhere = { guildId: null };
const inGuild = { guildId: '1' };

/** What Discord makes of a command: ids, a version and every default written out. */
function asStored(command: (typeof wanted)[number], at: number): Registered {
  const stored = {
    id: String(at),
    application_id: '1',
    version: '7',
    nsfw: false,
    default_member_permissions: null,
    name_localizations: null,
    description_localizations: null,
    dm_permission: true,
    integration_types: [0],
    ...command,
    ...('options' in command
      ? { options: command.options?.map((option) => ({ required: false, autocomplete: false, ...option })) }
      : {}),
  };
  return stored as unknown as Registered;
}

describe('what deploying would change', () => {
  test('is nothing when Discord has the same, whatever defaults it added and in whatever order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(wanted, { minLength: wanted.length }), (shuffled) => {
        const changes = diffCommands(shuffled.map(asStored), wanted, everywhere);
        expect(changes).toMatchObject({ created: [], updated: [], removed: [] });
        expect(changes.unchanged).toHaveLength(wanted.length);
      }),
    );
  });

  test('names what is new, what differs and what is gone', () => {
    const [first, second, ...rest] = wanted.map(asStored);
    if (first === undefined || second === undefined) throw new Error('two commands');
    const other = { ...second, description: 'another' } as Registered;
    const old: Registered = { name: 'Old one', type: ApplicationCommandType.Message };
    expect(describeChanges(diffCommands([other, ...rest, old], wanted, everywhere))).toEqual([
      'created: /ask',
      'updated: /sources',
      'removed: Old one',
      'unchanged: /help, Check sources, /forget, /pins, /unanswered, /status, /reindex, Pin sourced answer',
    ]);
  });

  test('a changed option of an option is noticed', () => {
    const option = { type: ApplicationCommandOptionType.String, name: 'a', description: 'A' } as const;
    const command = { name: 'x', description: 'X', options: [option] };
    const longer = { ...command, options: [{ ...option, max_length: 5 }] };
    expect(diffCommands([command], [longer], everywhere).updated).toEqual(['/x']);
    expect(diffCommands([longer], [longer], everywhere).updated).toEqual([]);
  });

  test('where a command may be used matters for all guilds, and means nothing in one', () => {
    const [ask] = wanted;
    if (ask === undefined) throw new Error('a command');
    const stored = { ...asStored(ask, 0), contexts: null } as unknown as Registered;
    expect(diffCommands([stored], [ask], everywhere).updated).toEqual(['/ask']);
    expect(diffCommands([stored], [ask], inGuild).unchanged).toEqual(['/ask']);
  });

  test('an entry point that Discord made itself is left alone', () => {
    const launch = {
      name: 'launch',
      type: ApplicationCommandType.PrimaryEntryPoint,
    } as unknown as Registered;
    expect(diffCommands([launch], [], everywhere).removed).toEqual([]);
  });
});
