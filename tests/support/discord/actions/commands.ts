/** Using commands as a person can: what the Discord client would not let through is an error in the test. */
import { CommandType, InteractionType, OptionType, Permission } from '../constants.ts';
import type { Core } from '../core.ts';
import type { Interaction } from '../interaction.ts';
import { type Json, type JsonObject, lengthOf, numberOf, objectsOf, textOf } from '../json.ts';
import type { Message } from '../message.ts';
import { memberJson, messageJson, userJson } from '../wire.ts';
import type { Channel, RegisteredCommand, User } from '../world.ts';
import { dispatch } from './dispatch.ts';

export type OptionValue = string | number | boolean;

export interface Slash {
  readonly user: User;
  readonly channel: Channel;
  /** Without the slash; a subcommand follows after a space: 'pins search'. */
  readonly command: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
  /** Send it although the Discord client would not: without the permission, or with options that do not fit. */
  readonly forged?: boolean;
}

export interface AutocompleteRequest extends Slash {
  /** The option that is being typed, and what stands in it so far. */
  readonly option: string;
  readonly value: string | number;
}

export function slash(core: Core, request: Slash): Interaction {
  const [name = '', ...path] = request.command.split(' ');
  const command = usable(core, request, name, CommandType.ChatInput);
  const values = { ...request.options };
  const given = (definitions: JsonObject[]) => fillOptions(definitions, values, request.forged === true);
  const data = commandData(command, nest(command, path, given));
  return send(core, request, `/${request.command}`, InteractionType.Command, data);
}

export function autocomplete(core: Core, request: AutocompleteRequest): Interaction {
  const [name = '', ...path] = request.command.split(' ');
  const command = usable(core, request, name, CommandType.ChatInput);
  const given = (definitions: JsonObject[]): JsonObject[] => {
    const focused = definitions.find((definition) => definition['name'] === request.option);
    if (focused?.['autocomplete'] !== true) {
      throw new Error(`/${request.command} has no option "${request.option}" with autocomplete`);
    }
    const others = definitions
      .filter((definition) => definition !== focused)
      .flatMap((definition) => filled(definition, request.options?.[textOf(definition['name'])]));
    const value: Json = request.value;
    return [...others, { name: request.option, type: focused['type'] ?? 3, value, focused: true }];
  };
  const label = `autocomplete of /${request.command} ${request.option}`;
  const data = commandData(command, nest(command, path, given));
  return send(core, request, label, InteractionType.Autocomplete, data);
}

export interface MenuUse {
  readonly user: User;
  /** The name that stands in the menu: 'Check sources'. */
  readonly command: string;
  readonly forged?: boolean;
}

export function messageMenu(core: Core, request: MenuUse & { message: Message }): Interaction {
  const { message } = request;
  if (message.deleted) throw new Error('the message of the menu is deleted');
  if (message.ephemeral) throw new Error('Discord shows no apps in the menu of an ephemeral message');
  const place = { ...request, channel: message.channel };
  const command = usable(core, place, request.command, CommandType.Message);
  const data: JsonObject = {
    ...commandData(command, []),
    target_id: message.id,
    resolved: { messages: { [message.id]: messageJson(core.world, message, true) } },
  };
  return send(core, place, `menu "${request.command}"`, InteractionType.Command, data);
}

export function userMenu(core: Core, request: MenuUse & { channel: Channel; target: User }): Interaction {
  const { target } = request;
  const command = usable(core, request, request.command, CommandType.User);
  const { user: _, ...member } = memberJson(core.world.memberOf(target));
  const permissions = String(core.world.permissionsIn(target, request.channel));
  const data: JsonObject = {
    ...commandData(command, []),
    target_id: target.id,
    resolved: {
      users: { [target.id]: userJson(target) },
      members: { [target.id]: { ...member, permissions } },
    },
  };
  return send(core, request, `menu "${request.command}"`, InteractionType.Command, data);
}

type Place = Pick<Slash, 'user' | 'channel' | 'forged'>;

function send(
  core: Core,
  { user, channel }: Place,
  label: string,
  type: number,
  data: JsonObject,
): Interaction {
  return dispatch(core, { type, label, user, channel, source: null, data });
}

/** The command that this person finds under this name, the guild's before the global one. */
function usable(core: Core, place: Place, name: string, type: number): RegisteredCommand {
  const { world } = core;
  const inGuild = place.channel.recipient === null;
  const found = world.commands
    .filter((command) => command.type === type && command.name === name)
    .filter((command) => (inGuild ? true : command.guildId === null))
    .sort((a, b) => Number(b.guildId !== null) - Number(a.guildId !== null))[0];
  if (found === undefined) {
    const known = world.commands.map((command) => command.name).join(', ') || 'none';
    throw new Error(`no command "${name}" of type ${type} is registered here; there is: ${known}`);
  }
  if (place.forged !== true && inGuild && !mayUse(core, place, found)) {
    throw new Error(`${place.user.name} may not use "${name}" in #${place.channel.name}`);
  }
  return found;
}

/** By `default_member_permissions`: null is everyone, "0" administrators alone. */
function mayUse(core: Core, { user, channel }: Place, command: RegisteredCommand): boolean {
  const held = core.world.permissionsIn(user, channel);
  if ((held & Permission.Administrator) !== 0n) return true;
  if ((held & Permission.UseApplicationCommands) === 0n) return false;
  const needed = command.body['default_member_permissions'];
  if (typeof needed !== 'string') return true;
  return needed !== '0' && (held & BigInt(needed)) === BigInt(needed);
}

function commandData(command: RegisteredCommand, options: JsonObject[]): JsonObject {
  const data: JsonObject = { id: command.id, name: command.name, type: command.type };
  if (command.guildId !== null) data['guild_id'] = command.guildId;
  if (options.length > 0) data['options'] = options;
  return data;
}

/** Options inside their subcommand, if the command has some. */
function nest(
  command: RegisteredCommand,
  path: readonly string[],
  given: (definitions: JsonObject[]) => JsonObject[],
): JsonObject[] {
  const descend = (definitions: JsonObject[], rest: readonly string[]): JsonObject[] => {
    const [next, ...later] = rest;
    if (next === undefined) return given(definitions);
    const inner = definitions.find((definition) => definition['name'] === next);
    if (inner === undefined) throw new Error(`/${command.name} has no subcommand "${next}"`);
    return [{ name: next, type: inner['type'] ?? 1, options: descend(objectsOf(inner['options']), later) }];
  };
  return descend(objectsOf(command.body['options']), path);
}

function fillOptions(
  definitions: readonly JsonObject[],
  values: Readonly<Record<string, OptionValue>>,
  forged: boolean,
): JsonObject[] {
  const names = definitions.map((definition) => textOf(definition['name']));
  const stray = Object.keys(values).find((name) => !names.includes(name));
  if (stray !== undefined) throw new Error(`the command has no option "${stray}", only: ${names.join(', ')}`);
  return definitions.flatMap((definition) => {
    const value = values[textOf(definition['name'])];
    if (!forged) checkValue(definition, value);
    return filled(definition, value);
  });
}

function filled(definition: JsonObject, value: OptionValue | undefined): JsonObject[] {
  if (value === undefined) return [];
  return [{ name: textOf(definition['name']), type: definition['type'] ?? OptionType.String, value }];
}

/** What the Discord client checks before it lets a person send the command. */
function checkValue(definition: JsonObject, value: OptionValue | undefined): void {
  const name = textOf(definition['name']);
  const fail = (why: string): never => {
    throw new Error(`the option "${name}" ${why}`);
  };
  if (value === undefined) {
    if (definition['required'] === true) fail('is required');
    return;
  }
  const expected = { 3: 'string', 4: 'number', 5: 'boolean', 10: 'number' }[numberOf(definition['type'])];
  if (expected !== undefined && typeof value !== expected) fail(`takes a ${expected}`);
  if (typeof value === 'string') {
    const length = lengthOf(value);
    const [min, max] = [numberOf(definition['min_length'], 0), numberOf(definition['max_length'], 6_000)];
    if (length < min || length > max) fail(`takes ${min} to ${max} characters, not ${length}`);
  }
  if (typeof value === 'number') {
    const min = numberOf(definition['min_value'], Number.NEGATIVE_INFINITY);
    const max = numberOf(definition['max_value'], Number.POSITIVE_INFINITY);
    if (value < min || value > max) fail(`takes ${min} to ${max}`);
  }
  const choices = objectsOf(definition['choices']).map((choice) => choice['value']);
  if (choices.length > 0 && !choices.includes(value)) fail(`takes one of ${choices.join(', ')}`);
}
